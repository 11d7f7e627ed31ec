package com.honeydue.tasks;

import static com.honeydue.tasks.Household.column;
import static com.honeydue.testing.ServiceFixture.call;
import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.bus.Failure;
import com.honeydue.bus.Page;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is done grows for ever: the board shows the newest of it and the rest is read by pages. */
class CompletedColumnTest extends AtHome {

  /** Several at each moment, so that the id decides. */
  private void done(long home, int count) {
    household.execute(
        """
        insert into task_task (residence_id, title, completed_at)
        select %d, 'Done ' || n, timestamptz '2026-01-01' + (n / 3) * interval '1 hour' from generate_series(1, %d) n
        """
            .formatted(home, count));
  }

  private List<Long> inOrder(long user) {
    return household
        .fixture
        .database()
        .column(
            "select t.id from task_task t join residence_residenceuser m using (residence_id)"
                + " where m.user_id = ? and completed_at is not null order by completed_at desc, id"
                + " desc",
            user)
        .stream()
        .map(Long.class::cast)
        .toList();
  }

  private static Board.Column completed(Board board) {
    return board.columns().stream()
        .filter(column -> column.name().equals("completed"))
        .findFirst()
        .orElseThrow();
  }

  @SuppressWarnings("unchecked")
  private Page<TaskCard> page(@Nullable String cursor, Object... parameters) {
    Map<String, Object> named = new HashMap<>(Map.of("limit", 40L));
    if (cursor != null) {
      named.put("cursor", cursor);
    }
    for (int i = 0; i < parameters.length; i += 2) {
      named.put((String) parameters[i], parameters[i + 1]);
    }
    var reply = household.reply(call(owner, "listCompletedTasks", named));
    return (Page<TaskCard>) Objects.requireNonNull(reply.body());
  }

  @Test
  void theBoardShouldShowTheNewestAndPagesTheRest() {
    household.fixture.makePro(owner);
    long second = household.residence(owner);
    household.create(owner, second, "monthly", "2026-05-10");
    done(residence, 120);
    done(second, 80);
    var expected = inOrder(owner);

    var shown = completed(household.board(owner));
    assertThat(shown.count()).isEqualTo(200);
    var read = new ArrayList<>(shown.tasks().stream().map(TaskCard::id).toList());
    assertThat(read).hasSize(50);
    @Nullable String cursor = shown.nextCursor();
    while (cursor != null) {
      var page = page(cursor);
      page.items().forEach(card -> read.add(card.id()));
      cursor = page.nextCursor();
      household.complete(owner, household.create(owner, second, "once", null));
    }
    assertThat(read).isEqualTo(expected);

    assertThat(page(null, "residence_id", second).items())
        .allMatch(card -> card.residenceId() == second);
    assertThat(column(household.board(owner), "upcoming")).isEmpty();
  }

  @Test
  void aFewShouldAllBeThere() {
    done(residence, 50);
    var shown = completed(household.board(owner));
    assertThat(shown.tasks()).extracting(TaskCard::id).isEqualTo(inOrder(owner));
    assertThat(shown.nextCursor()).isNull();
    assertThat(page(null).nextCursor()).isNotNull();

    done(residence, 1);
    assertThat(completed(household.board(owner)).nextCursor()).isNotNull();
  }

  /** A board that showed all that is done is read by another statement the next time. */
  @Test
  void readingAgainShouldTellTheSame() {
    long second = household.residence(owner);
    household.create(owner, second, "monthly", "2026-05-10");
    household.residence(owner);
    done(residence, 30);
    done(second, 20);
    household.execute(
        "update task_task set cancelled = id % 5 = 0, archived = id % 7 = 0 where completed_at is"
            + " not null");
    for (int added : new int[] {0, 30, 0}) {
      done(second, added);
      var read = household.reply(call(owner, "listTasks", Map.of("days", 30L)));
      var again = household.reply(call(owner, "listTasks", Map.of("days", 30L)));
      assertThat(again).isEqualTo(read);
    }
  }

  @Test
  void aDifferenceShouldHaveAllThatChanged() {
    done(residence, 80);
    var difference = household.board(owner, "updated_since", "2026-01-01T00:00:00Z");
    assertThat(completed(difference).tasks()).hasSize(80);
    assertThat(completed(difference).count()).isEqualTo(80);
    assertThat(completed(difference).nextCursor()).isNull();
  }

  @Test
  void strangersShouldFindNothing() {
    long elsewhere = household.residence(household.fixture.person());
    assertThat(
            household
                .failure(
                    call(
                        owner,
                        "listCompletedTasks",
                        Map.of("limit", 5L, "residence_id", elsewhere)))
                .kind())
        .isEqualTo(Failure.Kind.NOT_FOUND);
    assertThat(page(null).items()).isEmpty();
  }

  /** The work does not grow with what is done: this is what makes a large board affordable. */
  @Test
  void theBoardShouldReadNoMoreRowsThanItShows() throws SQLException {
    int open = 100;
    household.execute(
        "insert into task_task (residence_id, title) select %d, 'Open ' || n from generate_series(1, %d) n"
            .formatted(residence, open));
    done(residence, 1_900);
    // Others' tasks, without which any plan is as good as another.
    for (int i = 0; i < 20; i++) {
      done(household.residence(household.fixture.person()), 500);
    }
    household.execute("vacuum analyze task_task");

    assertThat(rowsRead()).isLessThanOrEqualTo(open + BoardBuilder.COMPLETED_SHOWN + 1);
  }

  /** How many rows of {@code task_task} the board's plan took from the table itself. */
  private long rowsRead() throws SQLException {
    try (var connection = household.fixture.database().connect();
        var session = connection.createStatement()) {
      session.execute("set plan_cache_mode = force_generic_plan");
      session.execute("prepare board as " + BoardStatements.NEWEST.sql());
      try (var rows =
          session.executeQuery(
              "explain (analyze, format json) execute board(%d, now(), null, %d)"
                  .formatted(owner, BoardBuilder.COMPLETED_SHOWN + 1))) {
        rows.next();
        return rowsRead(new JsonArray(rows.getString(1)).getJsonObject(0).getJsonObject("Plan"));
      }
    }
  }

  private static long rowsRead(JsonObject node) {
    boolean table =
        "task_task".equals(node.getString("Relation Name"))
            && !"Index Only Scan".equals(node.getString("Node Type"));
    double dropped = node.getDouble("Rows Removed by Filter", 0.0);
    long read =
        table
            ? Math.round((node.getDouble("Actual Rows") + dropped) * node.getLong("Actual Loops"))
            : 0;
    for (Object child : node.getJsonArray("Plans", new JsonArray())) {
      read += rowsRead((JsonObject) child);
    }
    return read;
  }
}
