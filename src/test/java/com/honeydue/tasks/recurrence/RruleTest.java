package com.honeydue.tasks.recurrence;

import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.tasks.recurrence.MonthDay.Numbered;
import java.time.LocalDate;
import java.util.Random;
import org.dmfs.rfc5545.DateTime;
import org.dmfs.rfc5545.recur.InvalidRecurrenceRuleException;
import org.dmfs.rfc5545.recur.RecurrenceRule;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Every rhythm that RFC 5545 can say has the dates that a library of RFC 5545 gives it. */
class RruleTest {

  private static final long SEED = 5545;
  private static final int CASES = 120_000;

  @Test
  void datesShouldBeThoseOfTheRecurrenceRule() throws InvalidRecurrenceRuleException {
    var random = new Random(SEED);
    int compared = 0;
    while (compared < CASES) {
      var question = Question.generate(random).fromOwnDate();
      if (question == null) {
        continue;
      }
      var rrule = question.recurrence().rrule(question.occurrence());
      var next = question.recurrence().next(question.occurrence(), question.after());
      if (rrule.isEmpty() || next.isEmpty()) {
        continue;
      }
      compared++;
      assertThat(byLibrary(rrule.get(), question.occurrence(), question.floor()))
          .as("seed %d, case %d: %s from %s", SEED, compared, rrule.get(), question)
          .isEqualTo(next.get());
    }
  }

  @Test
  void onlyYearlyRulesOverSeveralMonthsEndsShouldHaveNone() {
    var random = new Random(SEED + 1);
    for (int i = 0; i < 50_000; i++) {
      var question = Question.generate(random);
      var rule = question.rule();
      boolean none =
          rule.unit().equals("year")
              && rule.every() > 1
              && rule.nth() == null
              && question.anchorDay() > 28
              && rule.months() != null
              && rule.months() != 4095
              && Integer.bitCount(rule.months()) > 1;
      assertThat(question.recurrence().rrule(question.occurrence()).isEmpty())
          .as("seed %d, %s", SEED + 1, question)
          .isEqualTo(none);
    }
  }

  @Test
  void rulesShouldReadAsTheRfcWritesThem() {
    var start = LocalDate.of(2028, 1, 31);
    assertThat(new EveryMonths(1, new Numbered(31), Months.ALL).rrule(start))
        .contains("FREQ=MONTHLY;INTERVAL=1;BYMONTHDAY=28,29,30,31;BYSETPOS=-1");
    assertThat(new EveryYears(1, new Numbered(29), Months.ALL).rrule(LocalDate.of(2028, 2, 29)))
        .contains("FREQ=YEARLY;INTERVAL=1;BYMONTH=2;BYMONTHDAY=28,29;BYSETPOS=-1");
    assertThat(new ChosenWeekdays(2, 0b1001, new Months(0b111)).rrule(start))
        .contains("FREQ=WEEKLY;INTERVAL=2;WKST=MO;BYDAY=MO,TH;BYMONTH=1,2,3");
    assertThat(
            new EveryMonths(3, new MonthDay.NthWeekday(-1, java.time.DayOfWeek.FRIDAY), Months.ALL)
                .rrule(start))
        .contains("FREQ=MONTHLY;INTERVAL=3;BYDAY=-1FR");
  }

  private static @Nullable LocalDate byLibrary(String rrule, LocalDate start, LocalDate floor)
      throws InvalidRecurrenceRuleException {
    var dates = new RecurrenceRule(rrule).iterator(of(start));
    dates.fastForward(of(floor.plusDays(1)));
    while (dates.hasNext()) {
      var date = dates.nextDateTime();
      var found = LocalDate.of(date.getYear(), date.getMonth() + 1, date.getDayOfMonth());
      if (found.isAfter(floor)) {
        return found;
      }
    }
    return null;
  }

  private static DateTime of(LocalDate date) {
    return new DateTime(date.getYear(), date.getMonthValue() - 1, date.getDayOfMonth());
  }
}
