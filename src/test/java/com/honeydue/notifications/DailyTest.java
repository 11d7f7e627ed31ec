package com.honeydue.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.jobs.Job;
import com.honeydue.jobs.JobFailure;
import com.honeydue.jobs.JobWork;
import com.honeydue.telemetry.NotificationMeters;
import com.honeydue.telemetry.TelemetryStart;
import com.honeydue.testing.ServiceFixture;
import com.honeydue.testing.TestSettings;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What people hear of their tasks each day, at a time that the test sets. */
class DailyTest {

  private static final String ZONE = "Europe/Berlin";
  private static final LocalDate FIRST = LocalDate.of(2026, 5, 1);

  private final ServiceFixture fixture = ServiceFixture.open(Notifications.STATEMENTS);
  private final Household household = new Household(fixture.database());
  private final NotificationMeters meters = new NotificationMeters(TelemetryStart.silent());
  private Instant now = Instant.parse("2026-05-01T00:00:00Z");

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void shouldRemindOfATaskTheRarerTheLongerItWaits() {
    long person = household.person(ZONE);
    long home = household.home(person, ZONE);
    var due = FIRST.plusDays(10);
    household.task(home, "Filter", due, "month");
    household.task(home, "Bins", due, "week");
    begin();

    days(115);

    assertThat(told("task_due_soon", "Filter")).containsExactly("-3", "0");
    assertThat(told("task_due_soon", "Bins")).containsExactly("0");
    assertThat(told("task_overdue", "Filter"))
        .containsExactly("1", "3", "7", "14", "30", "60", "90");
  }

  @Test
  void shouldTellOfAWarrantyBeforeItEndsAndOnItsLastDay() {
    long owner = household.person(ZONE);
    long member = household.person("Africa/Cairo");
    long home = household.home(owner, ZONE);
    household.join(home, member, "member");
    household.warranty(home, "Dishwasher", FIRST.plusDays(100), FIRST.minusDays(300));
    household.warranty(home, "", FIRST.plusDays(40), FIRST);
    begin();

    days(110);

    for (long person : List.of(owner, member)) {
      assertThat(warranties(person, "Dishwasher")).containsExactly("90", "30", "7", "0");
      assertThat(warranties(person, "Papers"))
          .as("the 90 days had passed when it was noted down")
          .containsExactly("30", "7", "0");
    }
    assertThat(count("type = 'warranty_expiring' and document_id is null")).isZero();
  }

  @Test
  void shouldSayNothingOfAWarrantyThatIsOfNoUse() {
    long person = household.person(ZONE);
    long home = household.home(person, ZONE);
    for (String state :
        List.of("active = false", "type = 'receipt'", "ends_on = null", "ends_on = '2026-04-30'")) {
      long document = household.warranty(home, "Oven", FIRST.plusDays(5), FIRST.minusDays(300));
      fixture
          .database()
          .execute("update document_document set " + state + " where id = " + document);
    }
    household.warranty(household.home(household.person(ZONE), ZONE), "Theirs", FIRST, FIRST);
    begin();

    days(3);

    assertThat(warranties(person, "Oven")).isEmpty();
    assertThat(warranties(person, "Theirs")).isEmpty();
  }

  @Test
  void shouldCatchUpOnAWarrantyOnceAndBeginAnewWhenItIsExtended() {
    long person = household.person(ZONE);
    long home = household.home(person, ZONE);
    long document = household.warranty(home, "Oven", FIRST.plusDays(31), FIRST.minusDays(300));
    begin();
    day();
    now = now.plus(Duration.ofDays(4));
    days(2);
    assertThat(warranties(person, "Oven")).containsExactly("31", "26");

    fixture
        .database()
        .execute(
            "update document_document set ends_on = '%s' where id = %d"
                .formatted(FIRST.plusDays(60), document));
    days(2);
    assertThat(warranties(person, "Oven")).containsExactly("31", "26", "53");
  }

  @Test
  void shouldCatchUpOnWhatItMissedOnce() {
    long person = household.person(ZONE);
    household.task(household.home(person, ZONE), "Filter", FIRST.plusDays(2), "month");
    begin();
    day();
    now = now.plus(Duration.ofDays(7));
    days(3);

    assertThat(told("task_due_soon", "Filter")).containsExactly("-2");
    assertThat(told("task_overdue", "Filter")).containsExactly("6", "7");
  }

  @Test
  void shouldTellWhomATaskIsGivenToAndElseEverybodyAtHome() {
    long owner = household.person(ZONE);
    long member = household.person(ZONE);
    long home = household.home(owner, ZONE);
    household.join(home, member, "member");
    household.task(home, "Open", FIRST, null);
    long given = household.task(home, "Given", FIRST, null);
    fixture
        .database()
        .execute("update task_task set assigned_to_id = %d where id = %d".formatted(member, given));
    begin();
    day();

    assertThat(toldTo(owner)).containsExactly("Open");
    assertThat(toldTo(member)).containsExactlyInAnyOrder("Open", "Given");
  }

  @Test
  void shouldSayNothingOfWhatIsNotToBeDone() {
    long person = household.person(ZONE);
    long home = household.home(person, ZONE);
    for (String state :
        List.of(
            "archived = true",
            "cancelled = true",
            "completed_at = now()",
            "snoozed_until = '2027-01-01'",
            "next_due_date = null")) {
      long task = household.task(home, state, FIRST.minusDays(1), null);
      fixture.database().execute("update task_task set " + state + " where id = " + task);
    }
    household.task(home, "Far", FIRST.plusDays(20), null);
    begin();
    days(2);

    assertThat(toldTo(person)).isEmpty();
    assertThat(count("type = 'daily_digest'")).isZero();
  }

  @Test
  void shouldTellEachOnceHoweverManyLookAtOnceAndHoweverOften() {
    var people = IntStream.range(0, 30).mapToObj(n -> household.person(ZONE)).toList();
    people.forEach(person -> household.task(household.home(person, ZONE), "Open", FIRST, null));
    begin();
    now = FIRST.atTime(8, 0).atZone(java.time.ZoneId.of(ZONE)).toInstant();

    for (int again = 0; again < 3; again++) {
      fixture.on(
          lanes ->
              Future.all(
                  IntStream.range(0, 6)
                      .mapToObj(
                          n -> work(lanes, n % 2 == 0 ? "notify.reminders" : "notify.digests"))
                      .toList()));
    }

    assertThat(count("type = 'task_due_soon' and channel = 'in_app'")).isEqualTo(30);
    assertThat(count("type = 'daily_digest' and channel = 'email'")).isEqualTo(30);
    assertThat(count("channel <> 'in_app'"))
        .isEqualTo(fixture.database().number("select count(*) from jobs_outbox"));
  }

  @Test
  void shouldComeAtTheHourOfThePersonAndCountTheDaysOfTheHome() {
    long person = household.person("Pacific/Auckland", "en", 7);
    household.task(household.home(person, "America/Los_Angeles"), "Open", FIRST, null);
    begin();

    now = Instant.parse("2026-05-01T18:59:00Z");
    look();
    assertThat(toldTo(person)).isEmpty();
    now = Instant.parse("2026-05-01T19:00:00Z");
    look();

    // there it is seven o'clock on the second, at home noon on the first
    assertThat(toldTo(person)).containsExactly("Open");
    assertThat(
            column(
                "select data ->> 'days' from notifications_notification where type ="
                    + " 'task_due_soon'"))
        .containsOnly("0");
    assertThat(column("select distinct local_date::text from notifications_notification"))
        .containsExactly("2026-05-02");
    assertThat(column("select next_digest_at::text from notifications_notificationpreference"))
        .hasSize(1);
    assertThat(count("true"))
        .isEqualTo(fixture.database().number("select count(*) from notifications_notification"));
  }

  @Test
  void shouldNotMakeUpForYesterdayInTheNight() {
    long person = household.person(ZONE);
    household.task(household.home(person, ZONE), "Open", FIRST, null);
    begin();

    now = Instant.parse("2026-05-01T23:30:00Z");
    look();
    assertThat(toldTo(person)).as("half past one of the second").isEmpty();
    now = Instant.parse("2026-05-02T06:00:00Z");
    look();
    assertThat(toldTo(person)).containsExactly("Open");
  }

  @Test
  void shouldRemindOfTwentyTasksAtMostAndCountTheOthersInTheDigest() {
    long person = household.person(ZONE);
    long home = household.home(person, ZONE);
    IntStream.range(0, 25).forEach(n -> household.task(home, "t" + n, FIRST.minusDays(n), null));
    household.task(home, "later", FIRST.plusDays(6), null);
    begin();
    day();

    assertThat(toldTo(person)).hasSize(20);
    assertThat(
            column("select data::text from notifications_notification where type = 'daily_digest'"))
        .containsExactly("{\"week\": 1, \"today\": 1, \"overdue\": 24}");
  }

  @Test
  void shouldHeedWhatPeopleChoseAndWhatCanBeReached() {
    long person = household.person(ZONE);
    household.device(person, "fcm", "token");
    household.task(household.home(person, ZONE), "Open", FIRST, null);
    choose(
        person,
        "{\"task_due_soon\": {\"in_app\": false, \"email\": true}, \"daily_digest\": {\"push\":"
            + " true}}");
    long bounced = household.person(ZONE);
    household.task(household.home(bounced, ZONE), "Open", FIRST, null);
    choose(bounced, "{\"task_due_soon\": {\"email\": true}}");
    fixture
        .database()
        .execute(
            "update notifications_notificationpreference set bounced_at = now() where user_id = "
                + bounced);
    begin();
    day();

    assertThat(channels(person))
        .containsExactly(
            "daily_digest email", "daily_digest push", "task_due_soon email", "task_due_soon push");
    assertThat(channels(bounced)).containsExactly("task_due_soon in_app");
  }

  @Test
  void shouldForgetWhatIsOld() {
    long person = household.person(ZONE);
    for (int days : new int[] {89, 91}) {
      fixture
          .database()
          .execute(
              """
              insert into notifications_notification (user_id, type, subject, local_date, channel, created_at)
              values (%d, 'test', '%d', '2026-01-01', 'in_app', timestamptz '%s' - interval '%d days')
              """
                  .formatted(person, days, now, days));
    }
    fixture.on(lanes -> work(lanes, "notify.forget"));
    assertThat(column("select subject from notifications_notification")).containsExactly("89");
  }

  private void begin() {
    household.begin(now.toString());
  }

  /** Every hour of so many days. */
  private void days(int many) {
    for (int i = 0; i < many; i++) {
      day();
    }
  }

  private void day() {
    now = now.plus(Duration.ofHours(7));
    look();
    now = now.plus(Duration.ofHours(17));
  }

  private void look() {
    fixture.on(
        lanes -> work(lanes, "notify.reminders").compose(done -> work(lanes, "notify.digests")));
  }

  private Future<Void> work(com.honeydue.db.Lanes lanes, String type) {
    var daily = new Daily(lanes, TestSettings.of(Map.of()).notifications(), () -> now, meters);
    return daily.work().stream()
        .filter(work -> work.type().name().equals(type))
        .map(JobWork::handler)
        .findFirst()
        .orElseThrow()
        .run(new Job(UUID.randomUUID().toString(), type, new JsonObject(), 1, now, null))
        .<Void>mapEmpty()
        // a job that is put off comes back; here the next look does
        .recover(
            error ->
                error instanceof JobFailure failure && failure.code().equals("others_have_hold")
                    ? Future.succeededFuture()
                    : Future.failedFuture(error));
  }

  private void choose(long person, String channels) {
    fixture
        .database()
        .execute(
            "update notifications_notificationpreference set channels = '%s' where user_id = %d"
                .formatted(channels, person));
  }

  /** After how many days, before its date with a minus. */
  private List<String> told(String type, String title) {
    var days = new ArrayList<String>();
    String sign = type.equals("task_due_soon") ? "-" : "";
    column(
            "select data ->> 'days' from notifications_notification where type = '%s' and channel = 'in_app' and data ->> 'task' = '%s' order by id"
                .formatted(type, title))
        .forEach(n -> days.add(n.equals("0") ? "0" : sign + n));
    return days;
  }

  /** How many days before its end. */
  private List<String> warranties(long person, String item) {
    return column(
        "select data ->> 'days' from notifications_notification where type = 'warranty_expiring'"
            + " and"
            + " channel = 'in_app' and user_id = %d and data ->> 'item' = '%s' order by id"
                .formatted(person, item));
  }

  private List<String> toldTo(long person) {
    return column(
        "select data ->> 'task' from notifications_notification where channel = 'in_app' and"
            + " user_id = "
            + person);
  }

  private List<String> channels(long person) {
    return column(
        "select type || ' ' || channel from notifications_notification where user_id = %d order by 1"
            .formatted(person));
  }

  private long count(String condition) {
    return fixture
        .database()
        .number("select count(*) from notifications_notification where " + condition);
  }

  private List<String> column(String sql) {
    return fixture.database().column(sql).stream().map(String::valueOf).toList();
  }
}
