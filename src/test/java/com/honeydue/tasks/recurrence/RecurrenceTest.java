package com.honeydue.tasks.recurrence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.honeydue.tasks.recurrence.Recurrence.EveryDays;
import com.honeydue.tasks.recurrence.Recurrence.EveryMonths;
import com.honeydue.testing.TestDatabase;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RecurrenceTest {

  private static LocalDate date(String text) {
    return LocalDate.parse(text);
  }

  /** The first dates of a rhythm, each completed on its day. */
  private static List<LocalDate> dates(Recurrence recurrence, String first, int count) {
    return Stream.iterate(date(first), occurrence -> recurrence.next(occurrence, occurrence))
        .limit(count)
        .toList();
  }

  @Test
  void monthlyShouldReturnToItsDayAfterShortMonths() {
    assertThat(dates(new EveryMonths(1, 31), "2026-01-31", 6))
        .containsExactly(
            date("2026-01-31"),
            date("2026-02-28"),
            date("2026-03-31"),
            date("2026-04-30"),
            date("2026-05-31"),
            date("2026-06-30"));
    assertThat(dates(new EveryMonths(1, 30), "2028-01-30", 3))
        .containsExactly(date("2028-01-30"), date("2028-02-29"), date("2028-03-30"));
  }

  @Test
  void yearlyLeapDayShouldComeBackInLeapYears() {
    assertThat(dates(Recurrence.everyYears(1, 29), "2024-02-29", 5))
        .containsExactly(
            date("2024-02-29"),
            date("2025-02-28"),
            date("2026-02-28"),
            date("2027-02-28"),
            date("2028-02-29"));
    assertThat(Recurrence.everyYears(4, 29).next(date("2096-02-29"), date("2096-02-29")))
        .as("2100 is no leap year")
        .isEqualTo(date("2100-02-28"));
  }

  @Test
  void weeksShouldKeepTheirWeekdayAcrossYears() {
    assertThat(dates(Recurrence.everyWeeks(2), "2026-12-24", 3))
        .containsExactly(date("2026-12-24"), date("2027-01-07"), date("2027-01-21"));
  }

  @Test
  void missedCyclesShouldBeSkipped() {
    assertThat(Recurrence.everyWeeks(1).next(date("2026-01-05"), date("2026-03-11")))
        .isEqualTo(date("2026-03-16"));
    assertThat(new EveryMonths(3, 31).next(date("2026-01-31"), date("2026-07-31")))
        .isEqualTo(date("2026-10-31"));
    assertThat(new EveryMonths(1, 31).next(date("2026-01-31"), date("2026-02-27")))
        .isEqualTo(date("2026-02-28"));
    assertThat(new EveryMonths(1, 31).next(date("2026-01-31"), date("2026-02-28")))
        .isEqualTo(date("2026-03-31"));
  }

  @Test
  void earlyCompletionShouldNotRepeatTheSameDate() {
    assertThat(new EveryMonths(1, 31).next(date("2026-01-31"), date("2026-01-03")))
        .isEqualTo(date("2026-02-28"));
    assertThat(new EveryDays(1).next(date("2026-01-31"), date("2026-01-30")))
        .isEqualTo(date("2026-02-01"));
  }

  @Test
  void impossibleRhythmsShouldBeRefused() {
    assertThatThrownBy(() -> new EveryDays(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new EveryMonths(-1, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new EveryMonths(1, 32)).isInstanceOf(IllegalArgumentException.class);
  }

  /** One generated question. */
  private record Case(
      String unit, int every, int anchorDay, LocalDate occurrence, LocalDate after) {

    static Case generate(Random random) {
      String unit = List.of("day", "week", "month", "year").get(random.nextInt(4));
      int every = 1 + (random.nextInt(10) == 0 ? random.nextInt(999) : random.nextInt(12));
      int anchorDay = 1 + random.nextInt(31);
      var month = java.time.YearMonth.of(1900 + random.nextInt(300), 1 + random.nextInt(12));
      var occurrence = month.atDay(Math.min(anchorDay, month.lengthOfMonth()));
      return new Case(
          unit, every, anchorDay, occurrence, occurrence.plusDays(random.nextInt(-500, 5000)));
    }

    Recurrence recurrence() {
      return switch (unit) {
        case "day" -> new EveryDays(every);
        case "week" -> Recurrence.everyWeeks(every);
        case "month" -> new EveryMonths(every, anchorDay);
        default -> Recurrence.everyYears(every, anchorDay);
      };
    }

    /** The slow truth: every date from the start, until one is late enough. */
    LocalDate walk() {
      var floor = after.isAfter(occurrence) ? after : occurrence;
      for (int step = 1; ; step++) {
        long steps = (long) step * every;
        var found =
            switch (unit) {
              case "day" -> occurrence.plusDays(steps);
              case "week" -> occurrence.plusWeeks(steps);
              case "month" -> inMonth(java.time.YearMonth.from(occurrence).plusMonths(steps));
              default -> inMonth(java.time.YearMonth.from(occurrence).plusYears(steps));
            };
        if (found.isAfter(floor)) {
          return found;
        }
      }
    }

    private LocalDate inMonth(java.time.YearMonth month) {
      return month.atDay(Math.min(anchorDay, month.lengthOfMonth()));
    }
  }

  @Test
  void arithmeticShouldEqualWalkingThroughEveryDate() {
    var random = new Random(20260504);
    for (int i = 0; i < 20_000; i++) {
      var question = Case.generate(random);
      assertThat(question.recurrence().next(question.occurrence(), question.after()))
          .as("%s", question)
          .isEqualTo(question.walk());
    }
  }

  @Test
  void databaseShouldAnswerAsJavaDoes() throws SQLException {
    var random = new Random(20260505);
    List<Case> cases = Stream.generate(() -> Case.generate(random)).limit(100_000).toList();

    List<LocalDate> answers = new ArrayList<>();
    try (var database = TestDatabase.create();
        var connection = database.connect();
        var statement =
            connection.prepareStatement(
                """
                select task_next_due(c.unit, c.every, c.anchor_day, c.occurrence::date, c.after::date)
                from unnest(?::text[], ?::int[], ?::int[], ?::text[], ?::text[]) with ordinality
                  as c (unit, every, anchor_day, occurrence, after, n)
                order by c.n
                """)) {
      statement.setArray(
          1, connection.createArrayOf("text", cases.stream().map(Case::unit).toArray()));
      statement.setArray(
          2, connection.createArrayOf("int4", cases.stream().map(Case::every).toArray()));
      statement.setArray(
          3, connection.createArrayOf("int4", cases.stream().map(Case::anchorDay).toArray()));
      statement.setArray(
          4,
          connection.createArrayOf(
              "text", cases.stream().map(c -> c.occurrence().toString()).toArray()));
      statement.setArray(
          5,
          connection.createArrayOf(
              "text", cases.stream().map(c -> c.after().toString()).toArray()));
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          answers.add(rows.getObject(1, LocalDate.class));
        }
      }
    }

    assertThat(answers).hasSize(cases.size());
    for (int i = 0; i < cases.size(); i++) {
      var question = cases.get(i);
      assertThat(answers.get(i))
          .as("%s", question)
          .isEqualTo(question.recurrence().next(question.occurrence(), question.after()));
    }
  }
}
