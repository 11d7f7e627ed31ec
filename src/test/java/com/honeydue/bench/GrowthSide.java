package com.honeydue.bench;

import com.honeydue.db.Statement;
import com.honeydue.testing.TestDatabase;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.PreparedStatement;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One of the two databases that {@link GrowthBench} compares, over a connection as a lane has it.
 */
final class GrowthSide {

  /** How many executions are sent and timed at once: the way there and back is little of each. */
  private static final int BURST = 8;

  private final TestDatabase database;
  private final GrowthArguments arguments;
  private final PgConnection connection;

  GrowthSide(Vertx vertx, int residences) {
    this.database = TestDatabase.create();
    GrowthArguments.populate(database, residences);
    this.arguments = new GrowthArguments(database);
    this.connection =
        await(
            PgConnection.connect(
                vertx,
                PgConnectOptions.fromUri(database.url())
                    .setPipeliningLimit(2 * BURST)
                    .addProperty("plan_cache_mode", "force_generic_plan")));
  }

  /** Whether there are arguments for it. */
  boolean knows(Statement<?> statement) {
    return arguments.know(statement);
  }

  Prepared prepare(Statement<?> statement) {
    if (statement.writes()) {
      clean();
    }
    return new Prepared(
        await(connection.prepare(statement.sql())), arguments.of(statement), statement);
  }

  /** What was rolled back leaves rows behind that nobody sees. */
  private void clean() {
    database.execute("vacuum (index_cleanup on)");
  }

  private static <T> T await(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().join();
  }

  /** A statement that can be timed. */
  final class Prepared implements AutoCloseable {

    private final PreparedStatement prepared;
    private final List<Tuple> subjects;
    private final Statement<?> statement;

    private Prepared(PreparedStatement prepared, List<Tuple> subjects, Statement<?> statement) {
      this.prepared = prepared;
      this.subjects = subjects;
      this.statement = statement;
    }

    /**
     * How it ended for each subject: its number of rows, and a first column that is a word, or of
     * how many parts when it is JSON.
     */
    List<String> outcomes() {
      return subjects.stream().map(subject -> burst(List.of(subject)).getFirst()).toList();
    }

    /** Executes it once for each subject and notes how long each took, in microseconds. */
    void time(List<Double> times) {
      for (int from = 0; from < subjects.size(); from += BURST) {
        var some = subjects.subList(from, Math.min(from + BURST, subjects.size()));
        long begun = System.nanoTime();
        burst(some);
        times.add(
            (System.nanoTime() - begun) / (double) TimeUnit.MICROSECONDS.toNanos(1) / some.size());
      }
    }

    private List<String> burst(List<Tuple> some) {
      connection.query("begin").execute();
      var sent = new ArrayList<Future<RowSet<Row>>>();
      for (var arguments : some) {
        sent.add(prepared.query().execute(arguments));
      }
      var ended = connection.query("rollback").execute();
      var outcomes = sent.stream().map(each -> outcome(await(each))).toList();
      await(ended);
      return outcomes;
    }

    private String outcome(RowSet<Row> rows) {
      var row = rows.iterator();
      Object first = row.hasNext() ? row.next().getValue(0) : null;
      int count = rows.size() == 0 ? rows.rowCount() : rows.size();
      return switch (first) {
        case String json when json.startsWith("[") -> count + " of " + new JsonArray(json).size();
        case String word -> count + " " + word;
        case Boolean word -> count + " " + word;
        case null, default -> Integer.toString(count);
      };
    }

    @Override
    public void close() {
      await(prepared.close());
    }

    @Override
    public String toString() {
      return statement.name();
    }
  }
}
