package com.honeydue.db;

import com.honeydue.bus.Failure;
import com.honeydue.bus.IdempotencyKey;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A change under an idempotency key, in one flush: BEGIN, the claim of the key, the statements in
 * the form that keeps their rows, COMMIT, and a look at what is kept. When the key was claimed
 * before, the claim fails and with it all that follows in the transaction; the look then finds the
 * rows of the first time, and the caller gets those. Confined to one event loop.
 */
final class KeptBurst implements Flight {

  private static final String CLAIMED = "HD208";
  private static final String LOCKED = "55P03";
  private static final String NO_SUCH_USER = "23503";

  /**
   * A statement of the change.
   *
   * @param asked what the service sent
   * @param kept the same in its keeping form
   */
  private record Part<T>(Bound<T> asked, Exchange<T> kept) {

    void into(Results results) {
      results.put(asked, kept.rows());
    }
  }

  private final IdempotencyKey key;
  private final Keeping keeping;
  private final Exchange<Boolean> claim;
  private final Exchange<KeptAnswer> answer;
  private final List<Part<?>> parts = new ArrayList<>();
  private List<Future<RowSet<Row>>> sent = List.of();
  private Future<RowSet<Row>> end = Future.failedFuture("not sent");

  KeptBurst(IdempotencyKey key, Keeping keeping, List<Bound<?>> statements, LaneProbe probe) {
    this.key = key;
    this.keeping = keeping;
    this.claim =
        new Exchange<>(
            Keeping.CLAIM.with(key.userId(), key.operation(), key.key(), key.fingerprint()), probe);
    for (var bound : statements) {
      parts.add(part(bound, probe));
    }
    this.answer =
        new Exchange<>(Keeping.ANSWER.with(key.userId(), key.operation(), key.key()), probe);
  }

  @Override
  public boolean writes() {
    return true;
  }

  @Override
  public int commands() {
    return parts.size() + 4;
  }

  @Override
  public Future<?> send(Lane lane) {
    var begin = lane.simple("BEGIN");
    var answers = new ArrayList<Future<RowSet<Row>>>();
    for (var exchange : changing()) {
      exchange.sent();
      answers.add(lane.send(exchange.bound()));
    }
    end = lane.simple(answers.stream().anyMatch(Future::failed) ? "ROLLBACK" : "COMMIT");
    answer.sent();
    answers.add(lane.send(answer.bound()));
    sent = answers;
    var all = new ArrayList<Future<?>>(answers);
    all.add(begin);
    all.add(end);
    return Future.join(all);
  }

  @Override
  public boolean repeatable(Throwable error) {
    // A key that was claimed meanwhile is answered by what was kept.
    return sent.stream().anyMatch(f -> f.failed() && SqlErrors.wantsPreparing(f.cause()));
  }

  @Override
  public Future<?> prepareAgain(Lane lane) {
    return Future.join(
        exchanges().stream().map(x -> lane.prepareAgain(x.bound().statement())).toList());
  }

  @Override
  public void finish(Promise<Results> promise) {
    Throwable refused = sent.getFirst().cause();
    String state = refused instanceof PgException pg ? String.valueOf(pg.getSqlState()) : "";
    try {
      switch (state) {
        case CLAIMED -> promise.complete(again());
        case LOCKED -> throw refused(IdempotencyKey.running());
        case NO_SUCH_USER -> throw refused(Failure.unauthenticated());
        default -> promise.complete(done());
      }
    } catch (RuntimeException failure) {
      promise.fail(failure);
    }
  }

  @Override
  public void refused(Throwable refusal, Promise<Results> promise) {
    exchanges().forEach(exchange -> exchange.failed(refusal));
    promise.fail(refusal);
  }

  /** The change was carried out now. */
  private Results done() {
    @Nullable RuntimeException first = null;
    var changing = changing();
    for (int i = 0; i < changing.size(); i++) {
      var failure = changing.get(i).outcome(sent.get(i));
      first = first == null ? failure : first;
    }
    answer.outcome(sent.getLast());
    if (first == null && end.failed()) {
      first = SqlErrors.translate(end.cause(), parts.getFirst().kept().bound().statement());
    }
    if (first != null) {
      throw first;
    }
    return results();
  }

  /** It was carried out before: its rows are those that were kept. */
  private Results again() {
    claim.skipped();
    parts.forEach(part -> part.kept().skipped());
    var failure = answer.outcome(sent.getLast());
    if (failure != null) {
      throw failure;
    }
    if (answer.rows().isEmpty()) {
      throw IdempotencyKey.running();
    }
    var kept = answer.rows().getFirst();
    if (!kept.fingerprint().equals(key.fingerprint())) {
      throw Failure.of(
          Failure.Kind.UNPROCESSABLE,
          "idempotency_key_reused",
          "This Idempotency-Key was used for another request.");
    }
    var rows = kept.rows().iterator();
    for (var part : parts) {
      part.kept().readKept(keeping.keeps(part.asked()) && rows.hasNext() ? rows.next() : List.of());
    }
    return results();
  }

  private Results results() {
    var results = new Results();
    parts.forEach(part -> part.into(results));
    return results;
  }

  private Failure refused(Failure failure) {
    exchanges().forEach(exchange -> exchange.failed(failure));
    return failure;
  }

  private List<Exchange<?>> changing() {
    var changing = new ArrayList<Exchange<?>>();
    changing.add(claim);
    parts.forEach(part -> changing.add(part.kept()));
    return changing;
  }

  private List<Exchange<?>> exchanges() {
    var all = new ArrayList<>(changing());
    all.add(answer);
    return all;
  }

  private <T> Part<T> part(Bound<T> bound, LaneProbe probe) {
    return new Part<>(bound, new Exchange<>(keeping.of(bound, key), probe));
  }
}
