package com.honeydue.db;

import io.vertx.core.json.JsonObject;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What becomes of a call's arguments before a statement is sent. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class StatementBenchmark {

  private static final Statement<Long> WRITE =
      Statement.update("benchmark", "task_task")
          .takes(Long.class, Long.class, JsonObject.class, Long[].class)
          .sql("select $1, $2, $3, $4")
          .map(row -> row.getLong(0));

  private final JsonObject body =
      new JsonObject()
          .put("title", "Clean the gutters")
          .put("notes", "The ladder is in the shed")
          .put("residence_id", 7);
  private final Long[] versions = {6L};

  /** The types of all arguments are checked. */
  @Benchmark
  public Bound<Long> bind() {
    return WRITE.with(1L, 2L, body, versions);
  }

  /** The columns that a body writes. */
  @Benchmark
  public JsonObject columns() {
    return Columns.of(body)
        .texts("title", "description", "notes")
        .integers("residence_id")
        .toJson();
  }
}
