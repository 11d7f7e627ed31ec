package com.honeydue.db;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Several statements that leave in one flush, as a transaction or each on its own. Confined to one
 * event loop.
 *
 * <p>Inside a transaction a failed statement makes the server fail all later ones and answer COMMIT
 * with success although it rolled back, so the outcome is read from every statement, never from
 * COMMIT alone. A statement the driver itself refuses is never sent and the server would commit the
 * rest, so the burst then ends with ROLLBACK.
 */
final class Burst implements Flight {

  private final List<Exchange<?>> exchanges;
  private final boolean transaction;
  private final boolean writes;
  private List<Future<RowSet<Row>>> answers = List.of();
  private @Nullable Future<RowSet<Row>> end;

  Burst(List<Exchange<?>> exchanges, boolean transaction) {
    this.exchanges = exchanges;
    this.transaction = transaction;
    this.writes = exchanges.stream().anyMatch(Exchange::write);
  }

  @Override
  public boolean writes() {
    return writes;
  }

  @Override
  public int commands() {
    return exchanges.size() + (transaction ? 2 : 0);
  }

  @Override
  public Future<?> send(Lane lane) {
    var all = new ArrayList<Future<RowSet<Row>>>(commands());
    if (transaction) {
      all.add(lane.simple("BEGIN"));
    }
    var sent = new ArrayList<Future<RowSet<Row>>>(exchanges.size());
    for (var exchange : exchanges) {
      exchange.sent();
      sent.add(lane.send(exchange.bound()));
    }
    all.addAll(sent);
    if (transaction) {
      boolean refusedByDriver = sent.stream().anyMatch(Future::failed);
      end = lane.simple(refusedByDriver ? "ROLLBACK" : "COMMIT");
      all.add(end);
    }
    answers = sent;
    return Future.join(all);
  }

  @Override
  public boolean repeatable(Throwable error) {
    boolean nothingHappened = transaction || !writes;
    return nothingHappened
        && answers.stream().anyMatch(f -> f.failed() && SqlErrors.wantsPreparing(f.cause()));
  }

  @Override
  public Future<?> prepareAgain(Lane lane) {
    return Future.join(
        exchanges.stream().map(x -> lane.prepareAgain(x.bound().statement())).toList());
  }

  @Override
  public void finish(Promise<Results> promise) {
    var results = new Results();
    Throwable first = null;
    for (int i = 0; i < exchanges.size(); i++) {
      var failure = exchanges.get(i).outcome(answers.get(i));
      if (failure == null) {
        exchanges.get(i).into(results);
      }
      first = first == null ? failure : first;
    }
    if (first == null && end != null && end.failed()) {
      first = SqlErrors.translate(end.cause(), exchanges.getFirst().bound().statement());
    }
    if (first == null) {
      promise.complete(results);
    } else {
      promise.fail(first);
    }
  }

  @Override
  public void refused(Throwable refusal, Promise<Results> promise) {
    for (var exchange : exchanges) {
      exchange.failed(refusal);
    }
    promise.fail(refusal);
  }
}
