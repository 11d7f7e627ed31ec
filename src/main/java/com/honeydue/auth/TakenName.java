package com.honeydue.auth;

import com.honeydue.bus.Failure;
import com.honeydue.bus.FieldError;
import io.vertx.core.Future;
import java.util.List;

/** What the accounts' unique indexes say, put so that it names the field. Stateless. */
final class TakenName {

  private TakenName() {}

  /** {@code error}; a name or address that is taken points to its field. */
  static <T> Future<T> naming(Throwable error) {
    if (error instanceof Failure failure) {
      String field =
          switch (failure.code()) {
            case "email_taken" -> "/email";
            case "username_taken" -> "/username";
            default -> "";
          };
      if (!field.isEmpty()) {
        return Future.failedFuture(failure.errors(List.of(new FieldError(field, "is taken"))));
      }
    }
    return Future.failedFuture(error);
  }
}
