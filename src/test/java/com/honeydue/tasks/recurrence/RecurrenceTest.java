package com.honeydue.tasks.recurrence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.honeydue.tasks.recurrence.MonthDay.NthWeekday;
import com.honeydue.tasks.recurrence.MonthDay.Numbered;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RecurrenceTest {

  private static final Months ALL = Months.ALL;

  private static LocalDate date(String text) {
    return LocalDate.parse(text);
  }

  private static Recurrence monthly(int interval, int day) {
    return new EveryMonths(interval, new Numbered(day), ALL);
  }

  private static Recurrence yearly(int interval, int day) {
    return new EveryYears(interval, new Numbered(day), ALL);
  }

  /** The first dates of a rhythm, each completed on its day. */
  private static List<String> dates(Recurrence recurrence, String first, int count) {
    return Stream.iterate(
            date(first), occurrence -> recurrence.next(occurrence, occurrence).orElseThrow())
        .limit(count)
        .map(LocalDate::toString)
        .toList();
  }

  @Test
  void monthlyShouldReturnToItsDayAfterShortMonths() {
    assertThat(dates(monthly(1, 31), "2026-01-31", 6))
        .containsExactly(
            "2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31", "2026-06-30");
    assertThat(dates(monthly(1, 30), "2028-01-30", 3))
        .containsExactly("2028-01-30", "2028-02-29", "2028-03-30");
  }

  @Test
  void yearlyLeapDayShouldComeBackInLeapYears() {
    assertThat(dates(yearly(1, 29), "2024-02-29", 5))
        .containsExactly("2024-02-29", "2025-02-28", "2026-02-28", "2027-02-28", "2028-02-29");
    assertThat(yearly(4, 29).next(date("2096-02-29"), date("2096-02-29")))
        .as("2100 is no leap year")
        .contains(date("2100-02-28"));
  }

  @Test
  void weeksShouldKeepTheirWeekdayAcrossYears() {
    assertThat(dates(new EveryDays(14, ALL), "2026-12-24", 3))
        .containsExactly("2026-12-24", "2027-01-07", "2027-01-21");
  }

  @Test
  void chosenWeekdaysShouldCountWeeksAcrossYears() {
    // 2026 has 53 weeks: a count by numbers of weeks would lose its step here.
    int mondayAndThursday = 0b1001;
    assertThat(dates(new ChosenWeekdays(2, mondayAndThursday, ALL), "2026-12-17", 5))
        .containsExactly("2026-12-17", "2026-12-28", "2026-12-31", "2027-01-11", "2027-01-14");
    assertThat(dates(new ChosenWeekdays(1, 0b1000000, ALL), "2026-12-27", 3))
        .containsExactly("2026-12-27", "2027-01-03", "2027-01-10");
  }

  @Test
  void weekdaysOfTheMonthShouldBeCounted() {
    var secondTuesday = new EveryMonths(1, new NthWeekday(2, DayOfWeek.TUESDAY), ALL);
    assertThat(dates(secondTuesday, "2026-05-12", 3))
        .containsExactly("2026-05-12", "2026-06-09", "2026-07-14");
    var lastFriday = new EveryMonths(3, new NthWeekday(-1, DayOfWeek.FRIDAY), ALL);
    assertThat(dates(lastFriday, "2026-01-30", 3))
        .containsExactly("2026-01-30", "2026-04-24", "2026-07-31");
    var fifthMonday = new EveryMonths(1, new NthWeekday(5, DayOfWeek.MONDAY), ALL);
    assertThat(dates(fifthMonday, "2026-03-30", 3))
        .as("months without a fifth Monday have no date")
        .containsExactly("2026-03-30", "2026-06-29", "2026-08-31");
  }

  @Test
  void aChosenFirstDateNeedNotBeOneOfTheRhythm() {
    var secondTuesday = new EveryMonths(1, new NthWeekday(2, DayOfWeek.TUESDAY), ALL);
    assertThat(dates(secondTuesday, "2026-05-04", 3))
        .containsExactly("2026-05-04", "2026-05-12", "2026-06-09");
    assertThat(dates(new ChosenWeekdays(1, 0b0001000, ALL), "2026-05-05", 2))
        .containsExactly("2026-05-05", "2026-05-07");
  }

  @Test
  void seasonsShouldLeaveOutTheOtherMonths() {
    var aprilToSeptember = new Months(0b1_1111_1000);
    assertThat(dates(new EveryDays(14, aprilToSeptember), "2026-09-15", 4))
        .as("every second week still, after the winter")
        .containsExactly("2026-09-15", "2026-09-29", "2027-04-13", "2027-04-27");
    assertThat(dates(new EveryMonths(2, new Numbered(31), aprilToSeptember), "2026-08-31", 3))
        .containsExactly("2026-08-31", "2027-04-30", "2027-06-30");
    var springAndAutumn = new Months(0b10_0000_1000);
    assertThat(dates(new EveryYears(1, new Numbered(15), springAndAutumn), "2026-04-15", 4))
        .as("a yearly one has a date in each of its months")
        .containsExactly("2026-04-15", "2026-10-15", "2027-04-15", "2027-10-15");
    assertThat(
            dates(
                new EveryYears(2, new NthWeekday(1, DayOfWeek.SATURDAY), springAndAutumn),
                "2026-04-04",
                3))
        .containsExactly("2026-04-04", "2026-10-03", "2028-04-01");
  }

  @Test
  void rhythmsThatNeverComeShouldSaySo() {
    var march = date("2026-03-10");
    assertThat(new EveryMonths(12, new Numbered(10), new Months(0b1000)).next(march, march))
        .as("March is never April")
        .isEmpty();
    assertThat(
            new EveryYears(2, new NthWeekday(5, DayOfWeek.MONDAY), new Months(0b10))
                .next(date("2027-02-01"), march))
        .as("odd years have no fifth Monday in February")
        .isEmpty();
    assertThat(yearly(999, 1).next(date("9001-01-01"), march)).isEmpty();
  }

  @Test
  void missedCyclesShouldBeSkipped() {
    assertThat(new EveryDays(7, ALL).next(date("2026-01-05"), date("2026-03-11")))
        .contains(date("2026-03-16"));
    assertThat(monthly(3, 31).next(date("2026-01-31"), date("2026-07-31")))
        .contains(date("2026-10-31"));
    assertThat(monthly(1, 31).next(date("2026-01-31"), date("2026-02-27")))
        .contains(date("2026-02-28"));
    assertThat(monthly(1, 31).next(date("2026-01-31"), date("2026-02-28")))
        .contains(date("2026-03-31"));
  }

  @Test
  void earlyCompletionShouldNotRepeatTheSameDate() {
    assertThat(monthly(1, 31).next(date("2026-01-31"), date("2026-01-03")))
        .contains(date("2026-02-28"));
    assertThat(new EveryDays(1, ALL).next(date("2026-01-31"), date("2026-01-30")))
        .contains(date("2026-02-01"));
  }

  @Test
  void impossibleRhythmsShouldBeRefused() {
    List<Runnable> impossible =
        List.of(
            () -> new EveryDays(0, ALL),
            () -> monthly(-1, 1),
            () -> monthly(1, 32),
            () -> yearly(0, 1),
            () -> new ChosenWeekdays(1, 0, ALL),
            () -> new ChosenWeekdays(1, 128, ALL),
            () -> new NthWeekday(0, DayOfWeek.MONDAY),
            () -> new NthWeekday(6, DayOfWeek.MONDAY),
            () -> new Months(0),
            () -> new Months(4096),
            () -> new Rule("fortnight", 1, null, null, null, null).anchoredOn(1));
    assertThat(impossible)
        .allSatisfy(
            rhythm -> assertThatThrownBy(rhythm::run).isInstanceOf(IllegalArgumentException.class));
  }
}
