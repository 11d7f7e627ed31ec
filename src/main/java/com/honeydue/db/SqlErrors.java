package com.honeydue.db;

import com.honeydue.bus.Failure;
import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeoutException;

/**
 * What a database error means to the caller, in one place. SQLSTATEs are those of the PostgreSQL
 * manual, appendix A; the class {@code HD} is ours: a function raises {@code HD403}, {@code HD404},
 * {@code HD409} or {@code HD412} with the problem's stable code as its message; with {@code HD403},
 * its detail may be what {@code tier_upgrade()} writes.
 */
final class SqlErrors {

  /**
   * {@code cached plan must not change result type}: the table changed under a prepared statement.
   */
  private static final String PLAN_CHANGED = "0A000";

  private static final String UNKNOWN_STATEMENT = "26000";

  /** The server ends the connection: administrator's command, crash, shutdown, start-up. */
  private static final Set<String> SERVER_GOES = Set.of("57P01", "57P02", "57P03");

  private SqlErrors() {}

  /** Whether preparing the statement again will make it work. */
  static boolean wantsPreparing(Throwable error) {
    return error instanceof PgException pg
        && (UNKNOWN_STATEMENT.equals(pg.getSqlState())
            || (PLAN_CHANGED.equals(pg.getSqlState()) && message(pg).contains("cached plan")));
  }

  /** Whether the connection failed, rather than the statement. */
  static boolean connectionLost(Throwable error) {
    return switch (error) {
      case PgException pg -> SERVER_GOES.contains(String.valueOf(pg.getSqlState()));
      case VertxException driver -> !refusedByDriver(driver);
      default -> error instanceof IOException || error instanceof TimeoutException;
    };
  }

  /** An argument the driver cannot encode: never sent, and a fault of ours. */
  private static boolean refusedByDriver(VertxException error) {
    return String.valueOf(error.getMessage()).contains("can not be coerced");
  }

  static Failure translate(Throwable error, Statement<?> statement) {
    return switch (error) {
      case Failure failure -> failure;
      case PgException pg -> ofState(pg, statement);
      case Throwable lost when connectionLost(lost) ->
          Failure.unavailable(
              "database_unavailable",
              "The database did not answer. A write may have been carried out: repeat it with the"
                  + " same Idempotency-Key.");
      default -> Failure.internal();
    };
  }

  private static Failure ofState(PgException error, Statement<?> statement) {
    String state = error.getSqlState() == null ? "" : error.getSqlState();
    return switch (state) {
      case "HD403" -> forbidden(error);
      case "HD404" -> Failure.notFound();
      case "HD208" -> Failure.conflict(message(error), "This was asked before.");
      case "HD409" -> Failure.conflict(message(error), "The resource is in another state.");
      case "HD412" -> Failure.stale();
      case "23505" -> conflict(error, statement);
      case "23503" ->
          Failure.conflict("reference_missing", "Something this refers to no longer exists.");
      case "40001", "40P01" -> busy("serialization_conflict", "Another change got in between.");
      case "55P03" -> busy("row_locked", "The resource is being changed by someone else.");
      case "57014" -> busy("statement_timeout", "The database took too long.");
      case String lacking when lacksMeans(lacking) || SERVER_GOES.contains(lacking) ->
          Failure.unavailable("database_unavailable", "The database is not available.");
      case "25P02" ->
          Failure.unavailable("transaction_aborted", "An earlier part of the change failed.");
      default -> Failure.internal();
    };
  }

  /**
   * Disk, memory or connections have run out (class 53), the system beneath fails (58), or the
   * server only reads: a standby, or one that is kept from filling its disk.
   */
  private static boolean lacksMeans(String state) {
    return state.startsWith("53") || state.startsWith("58") || state.equals("25006");
  }

  private static Failure forbidden(PgException error) {
    String code = message(error);
    var failure =
        Failure.forbidden(
            code,
            code.equals("read_only_over_limit")
                ? "This is beyond what the tier holds, and can only be read or deleted."
                : "This is not allowed.");
    var upgrade = Upgrade.of(error.getDetail());
    return upgrade == null ? failure : upgrade.shownWith(failure);
  }

  private static Failure conflict(PgException error, Statement<?> statement) {
    var known = statement.conflicts().get(error.getConstraint());
    return known == null
        ? Failure.conflict("already_exists", "The resource exists already.")
        : Failure.conflict(known.code(), known.message());
  }

  private static Failure busy(String code, String message) {
    return Failure.of(Failure.Kind.UNAVAILABLE, code, message).retryAfter(Duration.ofSeconds(1));
  }

  private static String message(PgException error) {
    return error.getErrorMessage() == null ? "" : error.getErrorMessage();
  }
}
