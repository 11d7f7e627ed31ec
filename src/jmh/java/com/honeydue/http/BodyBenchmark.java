package com.honeydue.http;

import com.honeydue.http.schema.Check;
import com.honeydue.http.schema.Errors;
import com.honeydue.http.schema.References;
import com.honeydue.http.schema.SchemaCompiler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A task's body: read from bytes, and checked against the contract's compiled schema. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class BodyBenchmark {

  private static final String TASK =
      """
      {"residence_id": 7, "title": "Clean the gutters", "description": "Both sides, with the long ladder",
       "category": "roof_gutters", "priority": "high", "frequency": "monthly", "due_date": "2026-05-01",
       "estimated_cost": {"amount_minor": 12000, "currency": "EUR"}, "notes": "The ladder is in the shed"}
      """;

  private final Buffer bytes = Buffer.buffer(TASK);
  private Vertx vertx;
  private Check check;
  private Object parsed;

  @Setup
  public void open() {
    vertx = Vertx.vertx();
    var contract = ContractLoader.load(vertx).await();
    var schema =
        contract.operations().stream()
            .filter(operation -> operation.id().equals("createTask"))
            .map(ContractOperation::body)
            .filter(Objects::nonNull)
            .findFirst()
            .orElseThrow()
            .getJsonObject("content")
            .getJsonObject("application/json")
            .getJsonObject("schema");
    var references = new References(contract.document());
    check = new SchemaCompiler(references).compile(schema);
    parsed = JsonBody.parse(bytes);
    var errors = new Errors();
    check.check(parsed, errors);
    if (!errors.isEmpty()) {
      throw new IllegalStateException("the body is to be valid");
    }
  }

  @TearDown
  public void close() {
    vertx.close();
  }

  @Benchmark
  public Object parse() {
    return JsonBody.parse(bytes);
  }

  @Benchmark
  public Errors validate() {
    var errors = new Errors();
    check.check(parsed, errors);
    return errors;
  }
}
