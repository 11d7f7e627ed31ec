package com.honeydue.tasks;

import static com.honeydue.testing.ServiceFixture.call;
import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.bus.Arguments;
import com.honeydue.bus.Call;
import com.honeydue.bus.Failure;
import com.honeydue.bus.Reply;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.data.ParserException;
import net.fortuna.ical4j.model.Component;
import net.fortuna.ical4j.model.Property;
import net.fortuna.ical4j.model.Recur;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.property.RRule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The calendar feed, read by a library. */
class CalendarTest extends AtHome {

  private CalendarFeed rotate(long user) {
    return household.fixture.body(
        household.service, call(user, "rotateCalendarFeed", Map.of()), CalendarFeed.class);
  }

  private static Call<Arguments> reading(CalendarFeed feed) {
    return call(0, "calendarFeed", Map.of("feed_token", feed.feedToken()));
  }

  private Reply read(CalendarFeed feed) {
    return household.reply(reading(feed));
  }

  private String text() {
    return (String) Objects.requireNonNull(read(rotate(owner)).body());
  }

  /** The events of the owner's calendar, which must be valid and well-formed. */
  private List<VEvent> events() {
    String text = text();
    assertThat(text.split("\r\n", -1))
        .allSatisfy(
            line ->
                assertThat(line.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(75));
    assertThat(text.replace("\r\n", "")).doesNotContain("\n", "\r");
    try {
      var calendar = new CalendarBuilder().build(new StringReader(text));
      assertThat(calendar.validate().getEntries()).as(text).isEmpty();
      return calendar.getComponents(Component.VEVENT);
    } catch (IOException | ParserException unreadable) {
      throw new AssertionError(text, unreadable);
    }
  }

  private VEvent only() {
    assertThat(events()).hasSize(1);
    return events().getFirst();
  }

  private static String value(VEvent event, String property) {
    return event.<Property>getRequiredProperty(property).getValue();
  }

  private void create(String fields) {
    household.create(owner, residence, new JsonObject(fields.replace('\'', '"')));
  }

  private SchedulePreview preview() {
    long task =
        household
            .fixture
            .database()
            .number("select max(id) from task_task where residence_id = ?", residence);
    return household.fixture.body(
        household.service,
        call(owner, "previewSchedule", Map.of("id", task, "count", 12L)),
        SchedulePreview.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'frequency':'daily','due_date':'2026-05-04'}",
        "{'frequency':'biweekly','due_date':'2026-05-04','months':[5,6,7]}",
        "{'frequency':'monthly','due_date':'2026-05-31'}",
        "{'frequency':'yearly','due_date':'2028-02-29'}",
        "{'frequency':'weekdays','weekdays':['monday','saturday'],'interval':2,'due_date':'2026-05-04'}",
        "{'frequency':'nth_weekday','nth_weekday':{'nth':-1,'weekday':'friday'},'due_date':'2026-05-29'}",
        "{'frequency':'yearly','months':[4,10],'due_date':'2026-10-31'}"
      })
  void repetitionShouldHaveTheDatesOfThePreview(String fields) {
    create(fields);
    var event = only();
    var dates = preview().dates();
    var recur = event.<RRule<LocalDate>>getRequiredProperty(Property.RRULE).getRecur();

    assertThat(value(event, Property.DTSTART))
        .isEqualTo(dates.getFirst().toString().replace("-", ""));
    Recur<LocalDate> rule = new Recur<>(recur.toString());
    assertThat(rule.getDates(dates.getFirst(), dates.getFirst(), dates.getLast())).isEqualTo(dates);
  }

  @Test
  void datesWithoutARuleShouldBeListed() {
    create("{'frequency':'every_n_years','interval':2,'months':[2,11],'due_date':'2026-11-30'}");
    var event = only();
    var later = preview().dates().stream().skip(1).map(CalendarLines::basic).toList();

    assertThat(event.<Property>getProperty(Property.RRULE)).isEmpty();
    assertThat(value(event, Property.RDATE)).isEqualTo(String.join(",", later));
  }

  @Test
  void aFirstDateOutsideTheRuleShouldBeListedToo() {
    create("{'frequency':'weekdays','weekdays':['thursday'],'due_date':'2026-05-04'}");
    assertThat(only().<Property>getProperty(Property.RRULE)).isEmpty();
    assertThat(value(only(), Property.DTSTART)).isEqualTo("20260504");
    assertThat(value(only(), Property.RDATE)).startsWith("20260507,20260514");
  }

  @Test
  void datesNobodyKnowsShouldNotBeThere() {
    create("{'frequency':'monthly','anchor':'completion','due_date':'2026-05-31'}");
    assertThat(only().<Property>getProperty(Property.RRULE)).isEmpty();
    assertThat(only().<Property>getProperty(Property.RDATE)).isEmpty();
  }

  @Test
  void onlyOpenTasksWithADateShouldBeThere() {
    var done = household.create(owner, residence, "once", "2026-05-10");
    household.complete(owner, done);
    household.create(owner, residence, "monthly", null);
    for (var column : List.of("cancelled", "archived")) {
      var task = household.create(owner, residence, "monthly", "2026-05-10");
      household.execute("update task_task set " + column + " = true where id = " + task.id());
    }
    assertThat(events()).isEmpty();
  }

  @Test
  void aSnoozedOccurrenceShouldMoveAlone() {
    var monthly = household.create(owner, residence, "monthly", "2026-05-10");
    household.execute(
        "update task_task set snoozed_until = '2026-05-20' where id = " + monthly.id());
    var events = events();

    assertThat(events).hasSize(2);
    assertThat(value(events.get(0), Property.DTSTART)).isEqualTo("20260510");
    assertThat(value(events.get(1), Property.RECURRENCE_ID)).isEqualTo("20260510");
    assertThat(value(events.get(1), Property.DTSTART)).isEqualTo("20260520");

    household.execute("update task_task set archived = true where id = " + monthly.id());
    var once = household.create(owner, residence, "once", "2026-05-10");
    household.execute("update task_task set snoozed_until = '2026-05-20' where id = " + once.id());
    assertThat(value(only(), Property.DTSTART)).isEqualTo("20260520");
  }

  @Test
  void textsShouldSurviveWhateverIsInThem() {
    String title = "Öl, Filter; \"neu\" \\ 🏠".repeat(6);
    household.create(
        owner,
        residence,
        new JsonObject()
            .put("title", title)
            .put("description", "Line 1\r\nEND:VEVENT\nBEGIN:VEVENT\rend")
            .put("due_date", "2026-05-10"));
    var event = only();
    assertThat(value(event, Property.SUMMARY)).isEqualTo(title);
    assertThat(value(event, Property.DESCRIPTION))
        .isEqualTo("Line 1\nEND:VEVENT\nBEGIN:VEVENT\nend");
    assertThat(value(event, Property.LOCATION)).isEqualTo("Home");
  }

  @Test
  void theAddressShouldBeRevocableAndTheAnswerConditional() {
    create("{'due_date':'2026-05-10'}");
    var first = rotate(owner);
    assertThat(read(first).tag()).isEqualTo(read(first).tag());
    assertThat(first.toString()).doesNotContain(first.feedToken());
    assertThat(
            household
                .fixture
                .database()
                .column(
                    "select token_hash = sha256(?::bytea) from task_calendarfeed where user_id = ?",
                    first.feedToken().getBytes(StandardCharsets.US_ASCII),
                    owner))
        .as("the token itself is not kept")
        .containsExactly(true);

    var second = rotate(owner);
    assertThat(household.failure(reading(first)).kind()).isEqualTo(Failure.Kind.NOT_FOUND);
    String tag = read(second).tag();
    create("{'due_date':'2026-05-11'}");
    assertThat(read(second).tag()).isNotEqualTo(tag);

    household.reply(call(owner, "revokeCalendarFeed", Map.of()));
    household.reply(call(owner, "revokeCalendarFeed", Map.of()));
    assertThat(household.failure(reading(second)).kind()).isEqualTo(Failure.Kind.NOT_FOUND);
  }

  @Test
  void othersHomesShouldNotBeThere() {
    create("{'due_date':'2026-05-10'}");
    long member = household.person(residence, "member");
    var feed = rotate(member);
    assertThat((String) read(feed).body()).contains("BEGIN:VEVENT");
    household.execute("delete from residence_residenceuser where user_id = " + member);
    assertThat((String) read(feed).body()).doesNotContain("BEGIN:VEVENT");
  }
}
