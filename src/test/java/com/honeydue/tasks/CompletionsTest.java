package com.honeydue.tasks;

import static com.honeydue.testing.ServiceFixture.call;
import static com.honeydue.testing.ServiceFixture.ifMatch;
import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.bus.Arguments;
import com.honeydue.bus.Call;
import com.honeydue.bus.Failure;
import com.honeydue.bus.FieldError;
import com.honeydue.bus.Money;
import com.honeydue.bus.Page;
import com.honeydue.bus.Reply;
import com.honeydue.testing.UploadRows;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Today is 2026-05-04. */
class CompletionsTest extends AtHome {

  private static Call<Arguments> creating(long user, Task task, JsonObject fields) {
    var date = task.nextDueDate();
    var body =
        new JsonObject()
            .put("task_id", task.id())
            .put("occurrence", date == null ? null : date.toString());
    return call(user, "createCompletion", Map.of(), body.mergeIn(fields));
  }

  private CompletedTask create(long user, Task task, JsonObject fields) {
    return household.fixture.body(
        household.service, creating(user, task, fields), CompletedTask.class);
  }

  private static Call<Arguments> on(String operation, long user, long id) {
    return call(user, operation, Map.of("id", id));
  }

  private static Call<Arguments> patching(long user, long id, JsonObject fields) {
    return call(user, "updateCompletion", Map.of("id", id), fields);
  }

  private Completion read(long user, long id) {
    return household.fixture.body(
        household.service, on("getCompletion", user, id), Completion.class);
  }

  @SuppressWarnings("unchecked")
  private Page<Completion> list(String operation, long user, Object... parameters) {
    Map<String, Object> named = new HashMap<>(Map.of("limit", 50L));
    for (int i = 0; i < parameters.length; i += 2) {
      named.put((String) parameters[i], parameters[i + 1]);
    }
    var reply = household.reply(call(user, operation, named));
    return (Page<Completion>) Objects.requireNonNull(reply.body());
  }

  private static List<Long> ids(Page<Completion> page) {
    return page.items().stream().map(Completion::id).toList();
  }

  private String row(Task task) {
    return String.valueOf(
        household
            .fixture
            .database()
            .column(
                "select (to_jsonb(t) - 'version' - 'updated_at')::text from task_task t where id ="
                    + " ?",
                task.id())
            .getFirst());
  }

  @Test
  void completionShouldKeepAllThatIsSaidOfIt() {
    long member = household.person(residence, "member");
    long contractor = household.contractor(residence);
    var task = household.create(owner, residence, "monthly", "2026-05-01");
    long one = upload(owner, "completion");
    long other = upload(owner, "image");

    var done =
        create(
            owner,
            task,
            new JsonObject()
                .put("performed_at", "2026-05-02T16:00:00.123456Z")
                .put("completed_by", member)
                .put("contractor_id", contractor)
                .put("cost", new JsonObject().put("amount_minor", 4500).put("currency", "EUR"))
                .put("rating", 5)
                .put("notes", "New brackets")
                .put("photo_ids", new JsonArray().add(other).add(one)));

    var at = Instant.parse("2026-05-02T16:00:00.123456Z");
    var completion = done.completion();
    assertThat(completion)
        .isEqualTo(
            new Completion(
                completion.id(),
                task.id(),
                residence,
                LocalDate.of(2026, 5, 1),
                at,
                member,
                contractor,
                new Money(4500, "EUR"),
                5,
                "New brackets",
                List.of(other, one),
                owner,
                1,
                completion.createdAt()));
    assertThat(done.task().lastCompletion())
        .isEqualTo(new LastCompletion(completion.id(), LocalDate.of(2026, 5, 1), at, member));
    assertThat(read(member, completion.id())).isEqualTo(completion);
  }

  private long upload(long user, String kind) {
    return UploadRows.insert(household.fixture.database(), user, kind);
  }

  @Test
  void completingTwiceShouldAnswerWithTheFirst() {
    var task = household.create(owner, residence, "monthly", "2026-05-01");
    var first = create(owner, task, new JsonObject().put("rating", 4));

    var again = household.reply(creating(owner, task, new JsonObject().put("rating", 1)));

    assertThat(again.outcome()).isEqualTo(Reply.Outcome.EXISTING);
    assertThat(again.body()).isEqualTo(first);
  }

  @Test
  void aPastDayShouldCountWhereDatesCountFromCompletions() {
    var fields =
        new JsonObject()
            .put("frequency", "every_n_days")
            .put("interval", 10)
            .put("anchor", "completion")
            .put("due_date", "2026-05-01");
    var recent = household.create(owner, residence, fields);
    var longAgo = household.create(owner, residence, fields);

    assertThat(
            create(owner, recent, new JsonObject().put("performed_at", "2026-04-30T12:00:00Z"))
                .task()
                .nextDueDate())
        .isEqualTo("2026-05-10");
    assertThat(
            create(owner, longAgo, new JsonObject().put("performed_at", "2026-03-01T12:00:00Z"))
                .task()
                .nextDueDate())
        .as("missed cycles land after today")
        .isEqualTo("2026-05-10");
  }

  @Test
  void performedAtShouldBeADayAtHome() {
    long kiritimati = household.residence(owner, "Pacific/Kiritimati");
    var task =
        household.create(
            owner,
            kiritimati,
            new JsonObject()
                .put("frequency", "every_n_days")
                .put("interval", 10)
                .put("anchor", "completion")
                .put("due_date", "2026-05-01"));
    // 10:00 UTC is midnight, fourteen hours ahead.
    var done = create(owner, task, new JsonObject().put("performed_at", "2026-05-02T10:00:00Z"));
    assertThat(done.task().nextDueDate()).isEqualTo("2026-05-13");
  }

  @Test
  void writesShouldRefuseWhatTheSchemaCanNotSay() {
    var task = household.create(owner, residence, "monthly", "2026-05-01");
    long outsider = household.fixture.person();
    var completion =
        create(owner, household.create(owner, residence, "once", null), new JsonObject())
            .completion();
    Map.of(
            new JsonObject().put("completed_by", outsider), "/completed_by",
            new JsonObject().put("performed_at", "2026-05-04T12:06:00Z"), "/performed_at",
            new JsonObject().put("performed_at", "1899-12-31T00:00:00Z"), "/performed_at",
            new JsonObject().put("notes", "\0"), "/notes")
        .forEach(
            (fields, pointer) -> {
              for (var attempt :
                  List.of(
                      creating(owner, task, fields), patching(owner, completion.id(), fields))) {
                assertThat(household.failure(attempt).errors())
                    .as("%s", fields)
                    .extracting(FieldError::pointer)
                    .containsExactly(pointer);
              }
            });
    assertThat(household.read(owner, task.id())).isEqualTo(task);
    assertThat(read(owner, completion.id())).isEqualTo(completion);
  }

  @Test
  void aClockThatIsSlightlyAheadShouldMeanNow() {
    var task = household.create(owner, residence, "once", "2026-05-01");
    var done = create(owner, task, new JsonObject().put("performed_at", "2026-05-04T12:04:00Z"));
    assertThat(done.completion().performedAt()).isEqualTo(Household.NOON);
    assertThat(done.task().completedAt()).isEqualTo(Household.NOON);
  }

  @Test
  void deletingTheNewestShouldRestoreTheTaskExactly() {
    var task = household.create(owner, residence, "monthly", "2026-01-31");
    household.fixture.reply(household.service, on("markInProgress", owner, task.id()));
    var first = household.complete(owner, task);
    String afterFirst = row(task);
    var second = household.complete(owner, first.task());

    household.fixture.reply(
        household.service, on("deleteCompletion", owner, second.completion().id()));
    assertThat(row(task)).isEqualTo(afterFirst);
    household.fixture.reply(
        household.service, on("deleteCompletion", owner, first.completion().id()));

    var restored = household.read(owner, task.id());
    assertThat(restored.nextDueDate()).isEqualTo("2026-01-31");
    assertThat(restored.inProgress()).isTrue();
    assertThat(restored.lastCompletion()).isNull();
    assertThat(restored.completionCount()).isZero();
    assertThat(household.complete(owner, restored).task().nextDueDate()).isEqualTo("2026-05-31");
  }

  @Test
  void deletingAOneOffsCompletionShouldReopenIt() {
    var task = household.create(owner, residence, "once", "2026-05-10");
    String before = row(task);
    var done = household.complete(owner, task);
    household.fixture.reply(
        household.service, on("deleteCompletion", owner, done.completion().id()));
    assertThat(row(task)).isEqualTo(before);
  }

  @Test
  void deletingShouldNotOverrideADateChosenSinceNorMoveForAnOlderOne() {
    var task = household.create(owner, residence, "monthly", "2026-05-10");
    var first = household.complete(owner, task);
    var second = household.complete(owner, first.task());

    household.fixture.reply(
        household.service, on("deleteCompletion", owner, first.completion().id()));
    var kept = household.read(owner, task.id());
    assertThat(kept.nextDueDate()).isEqualTo(second.task().nextDueDate());
    assertThat(kept.lastCompletion()).isEqualTo(second.task().lastCompletion());
    assertThat(kept.completionCount()).isEqualTo(1);

    household.patch(owner, task.id(), new JsonObject().put("due_date", "2026-12-24"));
    household.fixture.reply(
        household.service, on("deleteCompletion", owner, second.completion().id()));
    var chosen = household.read(owner, task.id());
    assertThat(chosen.nextDueDate()).isEqualTo("2026-12-24");
    assertThat(chosen.lastCompletion()).isNull();
    assertThat(chosen.completionCount()).isZero();
  }

  @Test
  void changingTheNewestShouldShowOnTheTask() {
    long member = household.person(residence, "member");
    var done = household.complete(owner, household.create(owner, residence, "once", "2026-05-10"));
    var changed =
        household.fixture.body(
            household.service,
            patching(
                owner,
                done.completion().id(),
                new JsonObject()
                    .put("performed_at", "2026-05-01T08:00:00Z")
                    .put("completed_by", member)
                    .put("rating", 3)),
            Completion.class);
    var task = household.read(owner, done.task().id());

    assertThat(changed.version()).isEqualTo(2);
    assertThat(changed.rating()).isEqualTo(3);
    assertThat(Objects.requireNonNull(task.lastCompletion()).completedBy()).isEqualTo(member);
    assertThat(task.completedAt()).isEqualTo(Instant.parse("2026-05-01T08:00:00Z"));
    assertThat(
            household
                .failure(
                    ifMatch(patching(owner, changed.id(), new JsonObject().put("rating", 1)), "1"))
                .kind())
        .isEqualTo(Failure.Kind.STALE);
  }

  @Test
  void membersShouldChangeOnlyWhatTheyNoted() {
    long member = household.person(residence, "member");
    long stranger = household.fixture.person();
    var own = household.complete(member, household.create(owner, residence, "once", null));
    var others = household.complete(owner, household.create(owner, residence, "once", null));
    var rating = new JsonObject().put("rating", 2);

    for (var call :
        List.of(
            patching(member, others.completion().id(), rating),
            on("deleteCompletion", member, others.completion().id()))) {
      assertThat(household.failure(call).kind()).isEqualTo(Failure.Kind.FORBIDDEN);
    }
    for (var call :
        List.of(
            on("getCompletion", stranger, own.completion().id()),
            patching(stranger, own.completion().id(), rating),
            on("deleteCompletion", stranger, own.completion().id()),
            creating(stranger, own.task(), new JsonObject()),
            call(stranger, "listTaskCompletions", Map.of("id", own.task().id(), "limit", 5L)),
            call(stranger, "listCompletions", Map.of("residence_id", residence, "limit", 5L)))) {
      assertThat(household.failure(call).kind()).isEqualTo(Failure.Kind.NOT_FOUND);
    }
    household.fixture.reply(household.service, patching(member, own.completion().id(), rating));
    household.fixture.reply(
        household.service, on("deleteCompletion", member, own.completion().id()));
    assertThat(household.read(owner, own.task().id()).completedAt()).isNull();
  }

  @Test
  void listsShouldPageNewestFirstWhateverIsAddedMeanwhile() {
    long second = household.residence(owner);
    var ids = new ArrayList<Long>();
    Task daily = household.create(owner, residence, "daily", "2026-04-01");
    for (int day = 1; day <= 7; day++) {
      var at = new JsonObject().put("performed_at", "2026-04-0" + day + "T10:00:00Z");
      var done = create(owner, daily, at);
      daily = done.task();
      ids.addFirst(done.completion().id());
    }
    assertThat(ids(list("listTaskCompletions", owner, "id", daily.id()))).isEqualTo(ids);

    var read = new ArrayList<Long>();
    @Nullable String cursor = null;
    do {
      var page =
          cursor == null
              ? list("listCompletions", owner, "limit", 3L)
              : list("listCompletions", owner, "limit", 3L, "cursor", cursor);
      read.addAll(ids(page));
      cursor = page.nextCursor();
      household.complete(owner, household.create(owner, second, "once", null));
    } while (cursor != null);
    assertThat(read).isEqualTo(ids);

    assertThat(ids(list("listCompletions", owner, "residence_id", residence))).isEqualTo(ids);
    assertThat(
            ids(
                list(
                    "listCompletions",
                    owner,
                    "performed_from",
                    "2026-04-02T10:00:00Z",
                    "performed_before",
                    "2026-04-04T10:00:00Z")))
        .isEqualTo(ids.subList(4, 6));
    assertThat(list("listCompletions", owner, "completed_by", 1L).items()).isEmpty();
    assertThat(list("listCompletions", household.fixture.person()).items()).isEmpty();
    assertThat(
            household
                .failure(
                    call(owner, "listCompletions", Map.of("limit", 5L, "cursor", "AQAAAAAAAAAB")))
                .errors())
        .extracting(FieldError::pointer)
        .containsExactly("/query/cursor");
  }
}
