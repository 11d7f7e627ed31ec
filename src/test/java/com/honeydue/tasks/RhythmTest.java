package com.honeydue.tasks;

import static com.honeydue.tasks.Household.creating;
import static com.honeydue.tasks.Household.patching;
import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.bus.FieldError;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The rhythms that need more than a number, from the body to the next date. Today is 2026-05-04.
 */
class RhythmTest extends AtHome {

  private static JsonObject json(String text) {
    return new JsonObject(text.replace('\'', '"'));
  }

  private String nextAfterCompleting(String fields) {
    var task = household.create(owner, residence, json(fields));
    return String.valueOf(household.complete(owner, task).task().nextDueDate());
  }

  @Test
  void chosenWeekdaysShouldFollowEachOther() {
    assertThat(
            nextAfterCompleting(
                "{'frequency':'weekdays','weekdays':['thursday','monday'],'due_date':'2026-05-04'}"))
        .isEqualTo("2026-05-07");
    assertThat(
            nextAfterCompleting(
                "{'frequency':'weekdays','weekdays':['monday'],'interval':3,'due_date':'2026-04-06'}"))
        .isEqualTo("2026-05-18");
  }

  @Test
  void weekdaysOfTheMonthShouldBeFound() {
    assertThat(
            nextAfterCompleting(
                "{'frequency':'nth_weekday','nth_weekday':{'nth':-1,'weekday':'friday'},'due_date':'2026-03-27'}"))
        .isEqualTo("2026-05-29");
    assertThat(
            nextAfterCompleting(
                "{'frequency':'nth_weekday','nth_weekday':{'nth':2,'weekday':'tuesday'},'anchor':'completion',"
                    + "'due_date':'2026-05-12'}"))
        .as("done early, it is not due again in the same month")
        .isEqualTo("2026-06-09");
  }

  @Test
  void seasonalTasksShouldWaitForTheirSeason() {
    assertThat(
            nextAfterCompleting(
                "{'frequency':'monthly','months':[10,11,12,1,2,3],'due_date':'2026-03-31'}"))
        .isEqualTo("2026-10-31");
    assertThat(
            nextAfterCompleting("{'frequency':'yearly','months':[4,10],'due_date':'2026-04-15'}"))
        .isEqualTo("2026-10-15");
    assertThat(
            nextAfterCompleting(
                "{'frequency':'every_n_months','interval':12,'months':[6],'anchor':'completion',"
                    + "'due_date':'2025-06-10'}"))
        .as("twelve months from May never meet June: its season begins then")
        .isEqualTo("2026-06-01");
  }

  @Test
  void rhythmShouldBeShownAsItWasGiven() {
    var weekly =
        household.create(
            owner,
            residence,
            json("{'frequency':'weekdays','weekdays':['thursday','monday'],'months':[5,6]}"));
    assertThat(weekly.weekdays()).containsExactly("monday", "thursday");
    assertThat(weekly.interval()).isEqualTo(1);
    assertThat(weekly.months()).containsExactly(5, 6);

    var monthly =
        household.patch(
            owner,
            weekly.id(),
            json(
                "{'frequency':'nth_weekday','nth_weekday':{'nth':3,'weekday':'sunday'},'interval':2}"));
    assertThat(monthly.weekdays()).isNull();
    assertThat(monthly.nthWeekday()).isEqualTo(new NthWeekday(3, "sunday"));
    assertThat(monthly.interval()).isEqualTo(2);
    assertThat(monthly.months()).containsExactly(5, 6);

    var once = household.patch(owner, weekly.id(), json("{'frequency':'once'}"));
    assertThat(once.nthWeekday()).isNull();
    assertThat(once.months()).isNull();
    assertThat(
            household
                .patch(owner, weekly.id(), json("{'frequency':'weekdays','weekdays':['sunday']}"))
                .interval())
        .as("the interval of another rhythm does not stay")
        .isEqualTo(1);
  }

  @Test
  void wholeYearShouldBeNoLimit() {
    var all = new JsonArray();
    for (int month = 1; month <= 12; month++) {
      all.add(month);
    }
    var task =
        household.create(
            owner, residence, new JsonObject().put("frequency", "yearly").put("months", all));
    assertThat(task.months()).isNull();
  }

  @Test
  void writesShouldRefuseRhythmsThatMakeNoSense() {
    var task = household.create(owner, residence, "monthly", "2026-05-10");
    var wrong =
        Map.of(
            "{'frequency':'weekdays'}", "/weekdays",
            "{'weekdays':['monday']}", "/weekdays",
            "{'frequency':'nth_weekday'}", "/nth_weekday",
            "{'nth_weekday':{'nth':1,'weekday':'monday'},'frequency':'monthly'}", "/nth_weekday",
            "{'frequency':'once','months':[1]}", "/months",
            "{'frequency':'every_n_months','interval':12,'months':[4],'due_date':'2026-05-10'}",
                "/frequency");

    wrong.forEach(
        (fields, pointer) -> {
          for (var attempt :
              List.of(
                  creating(owner, residence, json("{'frequency':'monthly'}").mergeIn(json(fields))),
                  patching(owner, task.id(), json(fields)))) {
            assertThat(household.failure(attempt).errors())
                .as(fields)
                .extracting(FieldError::pointer)
                .containsExactly(pointer);
          }
        });
  }

  @Test
  void rhythmDoneEarlyShouldPassItsOldDatesAgain() {
    var task =
        household.create(
            owner,
            residence,
            json("{'frequency':'daily','anchor':'completion','due_date':'2026-05-06'}"));

    var first = household.complete(owner, task);
    assertThat(first.task().nextDueDate()).isEqualTo("2026-05-05");
    household.at("2026-05-05T12:00:00Z");
    var second = household.complete(owner, first.task());
    assertThat(second.task().nextDueDate()).isEqualTo("2026-05-06");
    household.at("2026-05-06T12:00:00Z");
    var third = household.complete(owner, second.task());

    assertThat(third.completion().id()).isNotEqualTo(first.completion().id());
    assertThat(third.task().completionCount()).isEqualTo(3);
    assertThat(third.task().nextDueDate()).isEqualTo("2026-05-07");
  }

  @Test
  void everyFrequencyShouldChangeIntoEveryOther() {
    var frequencies =
        household
            .fixture
            .database()
            .column("select code from task_taskfrequency order by position")
            .stream()
            .map(String::valueOf)
            .toList();
    for (var from : frequencies) {
      var task = household.create(owner, residence, fields(from));
      for (var to : frequencies) {
        var changed = household.patch(owner, task.id(), fields(to));
        assertThat(changed.frequency()).isEqualTo(to);
        assertThat(changed.interval()).isEqualTo(fields(to).getInteger("interval"));
        assertThat(changed.weekdays() != null).isEqualTo(to.equals("weekdays"));
        assertThat(changed.nthWeekday() != null).isEqualTo(to.equals("nth_weekday"));
        household.patch(owner, task.id(), fields(from));
      }
    }
  }

  private static JsonObject fields(String frequency) {
    var fields = new JsonObject().put("frequency", frequency);
    return switch (frequency) {
      case "weekdays" -> fields.put("weekdays", new JsonArray().add("sunday")).put("interval", 2);
      case "nth_weekday" ->
          fields
              .put("nth_weekday", new JsonObject().put("nth", -1).put("weekday", "friday"))
              .put("interval", 3);
      default -> frequency.startsWith("every_n_") ? fields.put("interval", 7) : fields;
    };
  }
}
