package com.honeydue.tasks;

import static com.honeydue.testing.ServiceFixture.call;
import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.bus.Failure;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The schedule's preview. Today is 2026-05-04. */
class ScheduleTest extends AtHome {

  private SchedulePreview preview(long user, Task task, long count) {
    return household.fixture.body(
        household.service,
        call(user, "previewSchedule", Map.of("id", task.id(), "count", count)),
        SchedulePreview.class);
  }

  private static List<String> dates(SchedulePreview preview) {
    return preview.dates().stream().map(LocalDate::toString).toList();
  }

  @Test
  void overdueTaskShouldGoOnAfterToday() {
    var task = household.create(owner, residence, "monthly", "2026-01-31");
    var preview = preview(owner, task, 4);

    assertThat(dates(preview))
        .containsExactly("2026-01-31", "2026-05-31", "2026-06-30", "2026-07-31");
    assertThat(preview.rrule())
        .isEqualTo("FREQ=MONTHLY;INTERVAL=1;BYMONTHDAY=28,29,30,31;BYSETPOS=-1");
  }

  @Test
  void oneOffUndatedAndDoneTasksShouldHaveNoMoreThanTheirDate() {
    var once = household.create(owner, residence, "once", "2026-06-01");
    assertThat(preview(owner, once, 5))
        .isEqualTo(new SchedulePreview(List.of(LocalDate.of(2026, 6, 1)), null));
    household.complete(owner, once);
    assertThat(dates(preview(owner, once, 5))).isEmpty();
    assertThat(dates(preview(owner, household.create(owner, residence, "daily", null), 5)))
        .isEmpty();
  }

  /** What is shown is what completing each occurrence on its day then does. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'frequency':'monthly','due_date':'2026-05-31'}",
        "{'frequency':'monthly','due_date':'2026-05-31','anchor':'completion'}",
        "{'frequency':'yearly','due_date':'2028-02-29'}",
        "{'frequency':'biweekly','due_date':'2026-05-20','months':[5,6,12]}",
        "{'frequency':'weekdays','weekdays':['monday','sunday'],'interval':3,'due_date':'2026-05-13'}",
        "{'frequency':'nth_weekday','nth_weekday':{'nth':5,'weekday':'saturday'},'due_date':'2026-05-30'}",
        "{'frequency':'nth_weekday','nth_weekday':{'nth':1,'weekday':'monday'},'due_date':'2026-05-04',"
            + "'anchor':'completion'}",
        "{'frequency':'yearly','months':[2,11],'due_date':'2026-11-30'}"
      })
  void previewShouldBeWhatCompletingDoes(String fields) {
    var task = household.create(owner, residence, new JsonObject(fields.replace('\'', '"')));
    var preview = preview(owner, task, 8);

    assertThat(preview.dates()).hasSize(8);
    for (var date : preview.dates()) {
      assertThat(task.nextDueDate()).isEqualTo(date);
      household.at(date + "T09:00:00Z");
      task = household.complete(owner, task).task();
    }
  }

  @Test
  void strangersShouldFindNothing() {
    var task = household.create(owner, residence, "daily", "2026-06-01");
    assertThat(preview(household.person(residence, "member"), task, 1).dates()).hasSize(1);
    var failure =
        household.failure(
            call(
                household.fixture.person(),
                "previewSchedule",
                Map.of("id", task.id(), "count", 1L)));
    assertThat(failure.kind()).isEqualTo(Failure.Kind.NOT_FOUND);
  }
}
