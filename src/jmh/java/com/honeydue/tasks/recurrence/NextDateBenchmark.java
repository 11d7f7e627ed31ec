package com.honeydue.tasks.recurrence;

import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * The next date of a rhythm, with few and with many missed dates in between: both must cost alike.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class NextDateBenchmark {

  private static final LocalDate FIRST = LocalDate.of(2020, 1, 31);

  @Param({
    "every 3 days",
    "Mon and Thu",
    "monthly on 31",
    "last Friday",
    "yearly",
    "May to September"
  })
  public String rhythm = "";

  /** How long nobody has looked. */
  @Param({"10", "20000"})
  public int daysMissed;

  private Recurrence recurrence = new EveryDays(1, Months.ALL);
  private LocalDate after = FIRST;

  @Setup
  public void open() {
    recurrence =
        switch (rhythm) {
          case "every 3 days" -> rule("day", 3, null, null, null, null);
          case "Mon and Thu" -> rule("week", 1, 0b0001001, null, null, null);
          case "monthly on 31" -> rule("month", 1, null, null, null, null);
          case "last Friday" -> rule("month", 1, null, -1, 5, null);
          case "yearly" -> rule("year", 1, null, null, null, null);
          default -> rule("week", 2, null, null, null, 0b000111110000);
        };
    after = FIRST.plusDays(daysMissed);
  }

  @Benchmark
  public Optional<LocalDate> next() {
    return recurrence.next(FIRST, after);
  }

  private static Recurrence rule(
      String unit, int every, Integer weekdays, Integer nth, Integer weekday, Integer months) {
    return new Rule(unit, every, weekdays, nth, weekday, months).anchoredOn(FIRST.getDayOfMonth());
  }
}
