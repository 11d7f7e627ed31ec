package com.honeydue.tasks;

import static com.honeydue.testing.ServiceFixture.call;

import com.honeydue.bus.Arguments;
import com.honeydue.bus.Call;
import com.honeydue.bus.Failure;
import com.honeydue.bus.Reply;
import com.honeydue.testing.ServiceFixture;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The task service over a real database, with a clock that stands still, and what tests need to set
 * a scene.
 */
final class Household implements AutoCloseable {

  /** Noon in London, on a day on which it is also the 4th in every zone from UTC-12 to UTC+11. */
  static final Instant NOON = Instant.parse("2026-05-04T12:00:00Z");

  final ServiceFixture fixture = ServiceFixture.open(TaskService.STATEMENTS);
  private volatile Instant now = NOON;
  final TaskService service = fixture.service(lanes -> new TaskService(lanes, () -> now));

  /** Sets the clock. */
  void at(String instant) {
    now = Instant.parse(instant);
  }

  void atNoon() {
    now = NOON;
  }

  /** A residence in UTC, owned by {@code owner}. */
  long residence(long owner) {
    return residence(owner, "UTC");
  }

  long residence(long owner, String timeZone) {
    long id =
        fixture
            .database()
            .number(
                "insert into residence_residence (owner_id, name, time_zone) values (?, 'Home', ?)"
                    + " returning id",
                owner,
                timeZone);
    fixture.join(owner, id, "owner");
    return id;
  }

  /** A contractor of {@code residence}. */
  long contractor(long residence) {
    return fixture
        .database()
        .number(
            "insert into contractor_contractor (residence_id, name) values (?, 'Rosa') returning"
                + " id",
            residence);
  }

  /** A contractor of {@code person}'s own. */
  long contractorOf(long person) {
    return fixture
        .database()
        .number(
            "insert into contractor_contractor (user_id, name) values (?, 'Sam') returning id",
            person);
  }

  /** A member of {@code residence} with {@code role}. */
  long person(long residence, String role) {
    long id = fixture.person();
    fixture.join(id, residence, role);
    return id;
  }

  Task create(long user, long residence, JsonObject fields) {
    return fixture.body(service, creating(user, residence, fields), Task.class);
  }

  /** A task with a due date and a frequency. */
  Task create(long user, long residence, String frequency, @Nullable String due) {
    return create(
        user, residence, new JsonObject().put("frequency", frequency).put("due_date", due));
  }

  Task create(long user, long residence, String frequency, String due, int interval) {
    return create(
        user,
        residence,
        new JsonObject()
            .put("frequency", frequency)
            .put("due_date", due)
            .put("interval", interval));
  }

  static Call<Arguments> creating(long user, long residence, JsonObject fields) {
    var body =
        new JsonObject()
            .put("title", "Clean the gutters")
            .mergeIn(fields)
            .put("residence_id", residence);
    return call(user, "createTask", Map.of(), body);
  }

  static Call<Arguments> getting(long user, long task) {
    return call(user, "getTask", Map.of("id", task));
  }

  static Call<Arguments> patching(long user, long task, JsonObject fields) {
    return call(user, "updateTask", Map.of("id", task), fields);
  }

  static Call<Arguments> deleting(long user, long task) {
    return call(user, "deleteTask", Map.of("id", task));
  }

  static Call<Arguments> completing(long user, long task, @Nullable LocalDate occurrence) {
    var date = occurrence == null ? null : occurrence.toString();
    return call(
        user, "quickComplete", Map.of("id", task), new JsonObject().put("occurrence", date));
  }

  Task read(long user, long task) {
    return fixture.body(service, getting(user, task), Task.class);
  }

  Task patch(long user, long task, JsonObject fields) {
    return fixture.body(service, patching(user, task, fields), Task.class);
  }

  CompletedTask complete(long user, Task task) {
    return fixture.body(
        service, completing(user, task.id(), task.nextDueDate()), CompletedTask.class);
  }

  Failure failure(Call<Arguments> call) {
    return fixture.failure(service, call);
  }

  Reply reply(Call<Arguments> call) {
    return fixture.reply(service, call);
  }

  /** A call for the board; {@code parameters} as name and value in turn. */
  static Call<Arguments> looking(long user, Object... parameters) {
    Map<String, Object> named = new HashMap<>(Map.of("days", 30L));
    for (int i = 0; i < parameters.length; i += 2) {
      named.put((String) parameters[i], parameters[i + 1]);
    }
    return call(user, named.containsKey("id") ? "tasksByResidence" : "listTasks", named);
  }

  Board board(long user, Object... parameters) {
    return fixture.body(service, looking(user, parameters), Board.class);
  }

  static List<TaskCard> column(Board board, String name) {
    return board.columns().stream()
        .filter(column -> column.name().equals(name))
        .flatMap(column -> column.tasks().stream())
        .toList();
  }

  static Stream<TaskCard> cards(Board board) {
    return board.columns().stream().flatMap(column -> column.tasks().stream());
  }

  /** The name of the one column that has the card of {@code task}. */
  static String columnOf(Board board, long task) {
    Predicate<Board.Column> holds =
        column -> column.tasks().stream().anyMatch(card -> card.id() == task);
    return String.join(
        " and ", board.columns().stream().filter(holds).map(Board.Column::name).toList());
  }

  void execute(String sql) {
    fixture.database().execute(sql);
  }

  @Override
  public void close() {
    fixture.close();
  }
}
