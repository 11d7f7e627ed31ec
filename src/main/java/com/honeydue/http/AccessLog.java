package com.honeydue.http;

import com.honeydue.telemetry.Names;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * One line per request: method, path, route, status, request_id, user_id, latency. It is written
 * while the request's span is current, from which the encoder takes trace_id. Never the query
 * string; and a path only where it holds no token. Stateless.
 */
final class AccessLog {

  private static final Logger log = LoggerFactory.getLogger(Names.ACCESS_LOG);

  private static final int LONGEST_PATH = 256;

  private AccessLog() {}

  /**
   * Writes the line.
   *
   * @param path what may be shown of the path
   * @param route the route's template; {@code null} if none matched
   * @param userId 0 for nobody
   * @param nanos from the request's head to its answer; written as {@code latency} in milliseconds
   */
  static void write(
      String method,
      String path,
      @Nullable String route,
      int status,
      String requestId,
      long userId,
      long nanos) {
    Level level = status >= 500 ? Level.WARN : Level.INFO;
    if (!log.isEnabledForLevel(level)) {
      return;
    }
    LoggingEventBuilder line =
        log.atLevel(level)
            .addKeyValue("method", method)
            .addKeyValue(
                "path", path.length() > LONGEST_PATH ? path.substring(0, LONGEST_PATH) : path)
            .addKeyValue("route", route == null ? Names.Label.UNMATCHED : route)
            .addKeyValue("status", status)
            .addKeyValue(Names.Field.REQUEST_ID, requestId);
    if (userId != 0) {
      line = line.addKeyValue(Names.Field.USER_ID, userId);
    }
    line.addKeyValue("latency", Math.round(nanos / 1_000.0) / 1_000.0).log("request");
  }
}
