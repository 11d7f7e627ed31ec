package com.honeydue.db;

import com.honeydue.bus.Failure;
import com.honeydue.bus.IdempotencyKey;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The database connections of one event loop, shared by every service on it. Each public method
 * costs one round trip, however many statements it sends. Reads and writes travel on different
 * lanes, so a write that waits for a row's lock holds no reader up. The first write of a call that
 * has an idempotency key is carried out under it. Confined to its event loop: all methods must be
 * called there, and answers arrive on the caller's context.
 */
public final class Lanes {

  private final VertxInternal vertx;
  private final LaneGroup reads;
  private final LaneGroup writes;
  private final Keeping keeping;
  private final LaneProbe probe;
  private final JobRows jobs;

  Lanes(
      VertxInternal vertx,
      LaneGroup reads,
      LaneGroup writes,
      Keeping keeping,
      LaneProbe probe,
      JobRows jobs) {
    this.vertx = vertx;
    this.reads = reads;
    this.writes = writes;
    this.keeping = keeping;
    this.probe = probe;
    this.jobs = jobs;
  }

  /** Sends one statement. A read whose connection breaks is sent once more; a write never is. */
  public <T> Future<List<T>> run(Bound<T> bound) {
    var key = bound.statement().writes() ? IdempotencyKey.take() : null;
    if (key != null) {
      return fly(new KeptBurst(key, keeping, List.of(bound), probe), List.of(bound))
          .map(results -> results.of(bound));
    }
    var left = leaving(List.of(bound));
    var exchange = new Exchange<>(bound, probe);
    Promise<List<T>> promise = callersContext().promise();
    attempt(exchange, promise, true);
    return handingOver(left, promise.future()).onSuccess(rows -> handOver(bound, rows));
  }

  /** Sends one statement that always returns exactly one row. */
  public <T> Future<T> one(Bound<T> bound) {
    return run(bound)
        .map(
            rows -> {
              if (rows.size() != 1) {
                throw new IllegalStateException(bound + " returned " + rows.size() + " rows");
              }
              return rows.getFirst();
            });
  }

  /** Sends one statement that returns what was asked for, if it is there; else it is not found. */
  public <T> Future<T> found(Bound<T> bound) {
    return run(bound)
        .map(
            rows -> {
              if (rows.isEmpty()) {
                throw Failure.notFound();
              }
              return rows.getFirst();
            });
  }

  /**
   * Sends several statements in one flush; each is a transaction of its own. Fails with the first
   * failure in the order of the statements.
   */
  public Future<Results> pipeline(Bound<?>... statements) {
    return burst(false, statements);
  }

  /**
   * Sends several statements between BEGIN and COMMIT in one flush: all of them happen, or none.
   * Fails with the first failure in the order of the statements, whatever COMMIT says.
   */
  public Future<Results> transaction(Bound<?>... statements) {
    return burst(true, statements);
  }

  /** Whether any lane for reads and any for writes can be used. */
  public boolean up() {
    return reads.anyUp() && writes.anyUp();
  }

  private <T> void attempt(Exchange<T> exchange, Promise<List<T>> promise, boolean first) {
    dispatch(
        exchange.write(),
        1,
        lane -> {
          exchange.sent();
          lane.send(exchange.bound())
              .onComplete(
                  (rows, error) -> {
                    if (error == null) {
                      exchange.answered(rows, promise);
                    } else if (first && SqlErrors.wantsPreparing(error)) {
                      lane.prepareAgain(exchange.bound().statement())
                          .onComplete(again -> attempt(exchange, promise, false));
                    } else if (SqlErrors.connectionLost(error)) {
                      lane.abandon();
                      if (first && !exchange.write()) {
                        attempt(exchange, promise, false);
                      } else {
                        promise.fail(exchange.failed(error));
                      }
                    } else {
                      promise.fail(exchange.failed(error));
                    }
                  });
        },
        refusal -> promise.fail(exchange.failed(refusal)));
  }

  /** A change under an idempotency key is always a transaction: all of it is kept, or nothing. */
  private Future<Results> burst(boolean transaction, Bound<?>... statements) {
    var burst = new Burst(exchanges(statements), transaction);
    var key = burst.writes() ? IdempotencyKey.take() : null;
    return fly(
        key == null ? burst : new KeptBurst(key, keeping, List.of(statements), probe),
        List.of(statements));
  }

  private Future<Results> fly(Flight flight, List<Bound<?>> statements) {
    var left = leaving(statements);
    Promise<Results> promise = callersContext().promise();
    attempt(flight, promise, true);
    return handingOver(left, promise.future());
  }

  /** The jobs that these statements leave, about which it is said that they are to be sent. */
  private List<JobRows.JobRow> leaving(List<Bound<?>> statements) {
    List<JobRows.JobRow> left = List.of();
    boolean told = false;
    for (var bound : statements) {
      if (!bound.statement().jobs().isEmpty()) {
        left = new ArrayList<>(left);
        left.addAll(bound.jobs());
      }
      told |= bound.statement().leftIn() != null;
    }
    if (told || !left.isEmpty()) {
      jobs.sending();
    }
    return left;
  }

  private <T> void handOver(Bound<T> bound, List<T> rows) {
    var leftIn = bound.statement().leftIn();
    if (leftIn != null) {
      var left = rows.stream().flatMap(row -> leftIn.apply(row).stream()).toList();
      if (!left.isEmpty()) {
        jobs.written(left);
      }
    }
  }

  private <R> Future<R> handingOver(List<JobRows.JobRow> left, Future<R> answer) {
    return left.isEmpty() ? answer : answer.onSuccess(done -> jobs.written(left));
  }

  private void attempt(Flight burst, Promise<Results> promise, boolean first) {
    dispatch(
        burst.writes(),
        burst.commands(),
        lane ->
            burst
                .send(lane)
                .onComplete(
                    (done, error) -> {
                      if (first && error != null && burst.repeatable(error)) {
                        burst
                            .prepareAgain(lane)
                            .onComplete(again -> attempt(burst, promise, false));
                      } else {
                        burst.finish(promise);
                      }
                    }),
        refusal -> burst.refused(refusal, promise));
  }

  /**
   * Hands {@code work} a lane with room, now or when there is one. Everything {@code work} sends
   * leaves within that turn of the event loop: this is what keeps a burst whole.
   */
  private void dispatch(
      boolean write, int commands, Consumer<Lane> work, Consumer<Failure> refused) {
    switch ((write ? writes : reads).admit(commands, work, () -> refused.accept(busy()))) {
      case SENT, QUEUED -> {}
      case DOWN ->
          refused.accept(
              Failure.unavailable("database_unavailable", "The database is not available."));
      case FULL -> refused.accept(busy());
    }
  }

  private static Failure busy() {
    return Failure.unavailable(
        "database_busy", "Too many statements are waiting for the database.");
  }

  private List<Exchange<?>> exchanges(Bound<?>[] statements) {
    var exchanges = new ArrayList<Exchange<?>>(statements.length);
    for (var bound : statements) {
      exchanges.add(new Exchange<>(bound, probe));
    }
    return exchanges;
  }

  private ContextInternal callersContext() {
    return vertx.getOrCreateContext();
  }
}
