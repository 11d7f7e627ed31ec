package com.honeydue.auth;

import com.honeydue.bus.Failure;
import io.vertx.core.Future;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * Carries out changes after which some tokens must be dead or different everywhere: Redis is told
 * before the database and after it, so neither a look-up in flight nor a process that dies in
 * between leaves a dead token behind. Confined to its event loop.
 */
final class SessionChanges {

  private final SharedTokens shared;
  private final LocalTokens local;

  SessionChanges(SharedTokens shared, LocalTokens local) {
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
                statement
                    .get()
                    .transform(
                        (result, error) ->
                            error == null
                                ? finish.apply(hold, result).map(result)
                                : failed(hold, error)));
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
