package com.honeydue.residences;

import static com.honeydue.testing.ServiceFixture.call;
import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.bus.Arguments;
import com.honeydue.bus.Call;
import com.honeydue.bus.Failure;
import com.honeydue.bus.Page;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How residences stand, and what was done in them. */
class OverviewsTest {

  @SuppressWarnings("NullAway.Init")
  private static Homes homes;

  @BeforeAll
  static void open() {
    homes = new Homes();
  }

  @AfterAll
  static void close() {
    homes.close();
  }

  private static void task(long residence, String columns, String values) {
    homes
        .fixture
        .database()
        .execute(
            "insert into task_task (residence_id, title, %s) values (%d, 'Task', %s)"
                .formatted(columns, residence, values));
  }

  private static Call<Arguments> mine(long user, @Nullable String cursor, long limit) {
    Map<String, Object> parameters = new HashMap<>(Map.of("days", 30L, "limit", limit));
    if (cursor != null) {
      parameters.put("cursor", cursor);
    }
    return call(user, "myResidences", parameters);
  }

  @SuppressWarnings("unchecked")
  private static Page<MyResidence> page(long user, @Nullable String cursor, long limit) {
    return (Page<MyResidence>)
        homes.fixture.body(homes.service, mine(user, cursor, limit), Page.class);
  }

  private static Summary summary(long user) {
    return homes.fixture.body(
        homes.service, call(user, "residencesSummary", Map.of("days", 30L)), Summary.class);
  }

  @SuppressWarnings("unchecked")
  private static Page<Event> activity(
      long user, long residence, long limit, @Nullable String cursor) {
    Map<String, Object> parameters = new HashMap<>(Map.of("id", residence, "limit", limit));
    if (cursor != null) {
      parameters.put("cursor", cursor);
    }
    return (Page<Event>)
        homes.fixture.body(homes.service, call(user, "residenceActivity", parameters), Page.class);
  }

  @Test
  void countsShouldFollowTheResidencesOwnDay() {
    long owner = homes.fixture.person();
    homes.fixture.makePro(owner);
    long auckland =
        homes
            .create(
                owner, new JsonObject().put("name", "East").put("time_zone", "Pacific/Auckland"))
            .id();
    long honolulu =
        homes
            .create(
                owner, new JsonObject().put("name", "West").put("time_zone", "Pacific/Honolulu"))
            .id();
    homes.at("2026-05-04T12:00:00Z");
    for (long home : List.of(auckland, honolulu)) {
      task(home, "next_due_date", "'2026-05-04'");
      task(home, "next_due_date", "'2026-06-03'");
      task(home, "next_due_date, snoozed_until", "'2026-05-01', '2026-07-01'");
      task(home, "in_progress, next_due_date", "true, '2026-01-01'");
      task(home, "cancelled, completed_at", "true, now()");
      task(home, "completed_at, in_progress", "now(), true");
      task(home, "archived", "true");
    }

    var mine = page(owner, null, 10).items();

    assertThat(mine)
        .extracting(MyResidence::today)
        .containsExactly(LocalDate.of(2026, 5, 5), LocalDate.of(2026, 5, 4));
    assertThat(mine)
        .extracting(MyResidence::columns)
        .containsExactly(new ColumnCounts(1, 1, 1, 1, 1, 1), new ColumnCounts(0, 2, 1, 1, 1, 1));
    assertThat(mine.getFirst().residence()).isEqualTo(homes.read(owner, auckland));
    assertThat(summary(owner)).isEqualTo(new Summary(2, 2, 12, new ColumnCounts(1, 3, 2, 2, 2, 2)));
  }

  @Test
  void residencesOfOthersShouldNotBeCounted() {
    long owner = homes.fixture.person();
    task(homes.create(owner, "Theirs").id(), "next_due_date", "'2026-05-04'");
    long user = homes.fixture.person();

    assertThat(page(user, null, 10).items()).isEmpty();
    assertThat(summary(user)).isEqualTo(new Summary(0, 0, 0, new ColumnCounts(0, 0, 0, 0, 0, 0)));
    homes.fixture.join(user, homes.create(owner(), "Shared").id(), "member");
    assertThat(summary(user).residences()).isEqualTo(1);
    assertThat(summary(user).owned()).isZero();
  }

  private static long owner() {
    return homes.fixture.person();
  }

  @Test
  void mineShouldPageAndBeTagged() {
    long owner = homes.fixture.person();
    homes.fixture.makePro(owner);
    var made = new ArrayList<Long>();
    for (int i = 0; i < 3; i++) {
      made.add(homes.create(owner, "Home " + i).id());
    }
    homes.at("2026-05-04T12:00:00Z");

    var first = page(owner, null, 2);
    var second = page(owner, first.nextCursor(), 2);
    assertThat(first.items()).extracting(one -> one.residence().id()).isEqualTo(made.subList(0, 2));
    assertThat(second.items())
        .extracting(one -> one.residence().id())
        .isEqualTo(made.subList(2, 3));

    var tag = homes.fixture.reply(homes.service, mine(owner, null, 10)).tag();
    assertThat(homes.fixture.reply(homes.service, mine(owner, null, 10)).tag()).isEqualTo(tag);
    task(made.getFirst(), "next_due_date", "'2026-05-04'");
    assertThat(homes.fixture.reply(homes.service, mine(owner, null, 10)).tag())
        .isNotNull()
        .isNotEqualTo(tag);
  }

  @Test
  void activityShouldTellWhoDidWhatInOneOrder() {
    long owner = homes.fixture.person();
    long home = homes.create(owner, "Maple Street").id();
    String code = homes.share(owner, home, new JsonObject());
    long sam = homes.fixture.person();
    homes.join(sam, code);
    homes
        .fixture
        .database()
        .execute(
            """
            insert into task_taskevent (residence_id, task_id, task_title, actor_id, action, occurrence, completion_id)
            values (%d, 42, 'Clean the gutters', %d, 'completed', '2026-05-01', 92)
            """
                .formatted(home, sam));
    homes.fixture.reply(
        homes.service,
        Homes.about(owner, "changeRole", home, sam, new JsonObject().put("role", "manager")));
    homes.fixture.reply(
        homes.service, Homes.update(sam, home, new JsonObject().put("bedrooms", 3)));

    var seen = activity(sam, home, 50, null).items();

    assertThat(seen)
        .extracting(Event::action)
        .containsExactly(
            "residence_edited",
            "role_changed",
            "task_completed",
            "joined",
            "code_made",
            "residence_created");
    assertThat(seen.get(1).actor()).extracting("id").isEqualTo(owner);
    assertThat(seen.get(1).person()).extracting("id").isEqualTo(sam);
    assertThat(seen.get(1).role()).isEqualTo("manager");
    assertThat(seen.get(2).task())
        .isEqualTo(new Event.AboutTask(42, "Clean the gutters", LocalDate.of(2026, 5, 1), 92L));

    var paged = new ArrayList<Event>();
    String cursor = null;
    do {
      var page = activity(owner, home, 2, cursor);
      paged.addAll(page.items());
      cursor = page.nextCursor();
    } while (cursor != null);
    assertThat(paged).isEqualTo(seen);
    assertThat(
            homes
                .failure(
                    call(
                        homes.fixture.person(),
                        "residenceActivity",
                        Map.of("id", home, "limit", 50L)))
                .kind())
        .isEqualTo(Failure.Kind.NOT_FOUND);
  }
}
