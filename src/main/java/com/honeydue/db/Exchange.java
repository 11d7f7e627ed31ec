package com.honeydue.db;

import com.honeydue.bus.Failure;
import io.opentelemetry.api.trace.Span;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One statement on its way to the database and back: its span, its timing and its rows. Confined to
 * one event loop.
 */
final class Exchange<T> {

  private static final Logger log = LoggerFactory.getLogger(Exchange.class);

  private final Bound<T> bound;
  private final LaneProbe probe;
  private final Span span;
  private final long since = System.nanoTime();
  private List<T> rows = List.of();

  Exchange(Bound<T> bound, LaneProbe probe) {
    this.bound = bound;
    this.probe = probe;
    this.span = probe.begin(bound.statement());
  }

  Bound<T> bound() {
    return bound;
  }

  /** Everything that is not a plain SELECT may take locks. */
  boolean write() {
    return bound.statement().writes();
  }

  /** The statement leaves the queue. */
  void sent() {
    probe.sent(span, System.nanoTime() - since);
  }

  /** Reads the rows; a row the mapper cannot read is the program's fault and fails the exchange. */
  void read(RowSet<Row> answer) {
    var mapper = bound.statement().mapper();
    var found = new ArrayList<T>(answer.size());
    for (var row : answer) {
      found.add(mapper.map(row));
    }
    rows = found;
    probe.answered(bound.statement(), span, since, found.size());
  }

  /** Reads the rows and completes {@code promise} with them. */
  void answered(RowSet<Row> answer, Promise<List<T>> promise) {
    try {
      read(answer);
    } catch (RuntimeException unreadable) {
      promise.fail(failed(unreadable));
      return;
    }
    promise.complete(rows);
  }

  /** Ends the exchange with the failure that {@code error} means to the caller. */
  Failure failed(Throwable error) {
    var failure = SqlErrors.translate(error, bound.statement());
    if (failure.kind() == Failure.Kind.INTERNAL && !(error instanceof Failure)) {
      log.atError()
          .setCause(error)
          .addKeyValue("statement", bound.toString())
          .log("statement failed");
    }
    probe.fail(bound.statement(), span, System.nanoTime() - since, error, failure);
    return failure;
  }

  /**
   * Reads what came, or ends the exchange with what went wrong.
   *
   * @return the failure that this is to the caller; null when there is none
   */
  @Nullable RuntimeException outcome(Future<RowSet<Row>> answer) {
    if (answer.failed()) {
      return failed(answer.cause());
    }
    try {
      read(answer.result());
      return null;
    } catch (RuntimeException unreadable) {
      return failed(unreadable);
    }
  }

  /** It was not carried out, and need not have been: what it would answer is known. */
  void skipped() {
    probe.end(bound.statement(), span, System.nanoTime() - since, 0);
  }

  /** Takes rows that were kept when the statement was carried out. */
  void readKept(List<Row> kept) {
    rows = kept.stream().<T>map(bound.statement().mapper()::map).toList();
  }

  List<T> rows() {
    return rows;
  }

  void into(Results results) {
    results.put(bound, rows);
  }
}
