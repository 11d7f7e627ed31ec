package com.honeydue.http;

import com.honeydue.tasks.Board;
import com.honeydue.tasks.TaskCard;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A board as it is written into the buffer of an answer. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class BoardJsonBenchmark {

  private static final int BYTES_PER_CARD = 512;

  @Param({"50", "500"})
  public int cards;

  private Object board = "";

  @Setup
  public void open() {
    var today = LocalDate.of(2026, 11, 24);
    var now = Instant.parse("2026-11-24T07:15:32.123Z");
    List<TaskCard> tasks = new ArrayList<>();
    for (int i = 0; i < cards; i++) {
      tasks.add(card(i, today, now));
    }
    board =
        new Board(
            30,
            now,
            List.of(new Board.Home(7, "owner", today)),
            List.of(new Board.Column("upcoming", cards, tasks, null)),
            List.of());
  }

  @Benchmark
  public Buffer write() throws IOException {
    return Json.write(board, cards * BYTES_PER_CARD);
  }

  private static TaskCard card(int i, LocalDate today, Instant now) {
    return new TaskCard(
        1_000 + i,
        7,
        "Clean the gutters of the house " + i,
        "roof_gutters",
        "high",
        "half_yearly",
        null,
        today.minusDays(i),
        today.plusDays(i),
        null,
        4L,
        false,
        false,
        false,
        null,
        3,
        null,
        List.of("complete", "snooze", "skip"),
        6,
        now);
  }
}
