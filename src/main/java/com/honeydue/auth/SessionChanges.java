package com.honeydue.auth;

import com.honeydue.bus.Failure;
import com.honeydue.db.Lanes;
import io.vertx.core.Future;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * Carries out changes after which some tokens must be dead or different everywhere: Redis is told
 * before the database and after it, so neither a look-up in flight nor a process that dies in
 * between leaves a dead token behind. Confined to its event loop.
 */
final class SessionChanges {

  private final Lanes lanes;
  private final SharedTokens shared;
  private final LocalTokens local;

  SessionChanges(Lanes lanes, SharedTokens shared, LocalTokens local) {
    this.lanes = lanes;
    this.shared = shared;
    this.local = local;
  }

  /** Carries out a statement that ends or changes sessions of a user, this process included. */
  <T> Future<T> ofUser(long userId, Supplier<Future<T>> statement) {
    return end(Scope.user(userId), statement).onComplete(done -> local.endUser(userId));
  }

  /** Carries out a statement that ends tokens of {@code scope}. */
  <T> Future<T> end(Scope scope, Supplier<Future<T>> statement) {
    return change(scope, statement, (hold, result) -> shared.release(hold));
  }

  /**
   * Carries out a statement that changes tokens of {@code scope}.
   *
   * @param finish releases the hold once the database has done it
   */
  <T> Future<T> change(
      Scope scope, Supplier<Future<T>> statement, BiFunction<Hold, T, Future<Void>> finish) {
    return shared
        .hold(scope)
        .compose(
            hold ->
                carryOut(hold, statement)
                    .transform(
                        (result, error) ->
                            error == null
                                ? finish.apply(hold, result).map(result)
                                : failed(hold, error)));
  }

  /**
   * What Redis could not be told of is noted in the database, for the processes that reach Redis.
   * The note travels beside the statement; its order does not matter, since whoever reads it asks
   * the database about that scope for as long as a statement may take.
   */
  private <T> Future<T> carryOut(Hold hold, Supplier<Future<T>> statement) {
    var done = statement.get();
    if (hold.told()) {
      return done;
    }
    var scope = hold.scope();
    var noted = lanes.run(SessionEndStatements.NOTE_END.with(scope.userId(), scope.sessionId()));
    return Future.join(done, noted).compose(both -> done);
  }

  /**
   * A statement whose answer was lost may still be carried out: its tokens stay held for as long as
   * that can be.
   */
  private <T> Future<T> failed(Hold hold, Throwable error) {
    if (error instanceof Failure failure && failure.kind() == Failure.Kind.UNAVAILABLE) {
      shared.releaseLater(hold);
      return Future.failedFuture(error);
    }
    return shared.release(hold).transform((done, unused) -> Future.failedFuture(error));
  }
}
