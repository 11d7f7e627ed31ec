package com.honeydue.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Parts of a server's work, told by the innermost frame that belongs to one of them. */
enum Areas {
  SPANS_EXPORTED("spans exported", "^\\[BatchSpanProcessor|^\\[OTLP|^\\[honeydue-otel"),
  JVM("compiling, collecting", "^\\[C[12] |^\\[GC |^\\[VM |^\\[G1 |^\\[Sweeper|^\\[Monitor Deflat"),
  LOG("log line", "logback|com/honeydue/telemetry/(Log|JsonLog|AsyncLog)|^\\[log"),
  TRACING(
      "tracing", "io/opentelemetry|com/honeydue/telemetry/\\w*(Span|Trac|Sampling|ContextStorage)"),
  METRICS("metrics", "io/micrometer|com/honeydue/telemetry/\\w*(Meter|Timers|Lag)"),
  VALIDATION("validation", "com/honeydue/http/schema|com/honeydue/http/JsonBody"),
  JSON(
      "JSON written",
      "com/fasterxml|com/honeydue/http/(Json|InstantWriter|DayWriter|Digits|Shared)"),
  PASSWORDS("password's hash", "bouncycastle"),
  REDIS("Redis", "com/honeydue/redis|io/vertx/redis|com/honeydue/http/(Unchanged|Touches|Owed)"),
  LANES("lanes", "com/honeydue/db/"),
  ROWS(
      "PostgreSQL's protocol, rows",
      "io/vertx/(pgclient|sqlclient)|com/honeydue/\\w+/\\w*Rows?\\."),
  AUTH("who calls", "com/honeydue/auth/|caffeine"),
  BUS("bus", "com/honeydue/bus/|io/vertx/core/eventbus"),
  DOMAIN("services", "com/honeydue/tasks/"),
  EDGE("edge", "com/honeydue/http/"),
  HTTP("HTTP", "io/vertx/core/http|io/netty/handler/codec/http"),
  SOCKETS("sockets", "io/netty/channel/(epoll|unix|kqueue|nio)"),
  OTHER("all else", "");

  private final String title;
  private final Pattern frame;

  Areas(String title, String frame) {
    this.title = title;
    this.frame = Pattern.compile(frame);
  }

  String title() {
    return title;
  }

  /** How much of what the profiler counted belongs to each. */
  static Map<Areas, Long> of(Path stacks) {
    Map<Areas, Long> totals = new LinkedHashMap<>();
    try (var lines = Files.lines(stacks)) {
      lines.forEach(
          line -> {
            int space = line.lastIndexOf(' ');
            totals.merge(
                of(line.substring(0, space)), Long.valueOf(line.substring(space + 1)), Long::sum);
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return totals;
  }

  private static Areas of(String stack) {
    var frames = stack.split(";", -1);
    for (int i = frames.length - 1; i >= 0; i--) {
      String frame = frames[i];
      var found = Arrays.stream(values()).filter(area -> area.has(frame)).findFirst();
      if (found.isPresent()) {
        return found.get();
      }
    }
    return OTHER;
  }

  private boolean has(String name) {
    return this != OTHER && frame.matcher(name).find();
  }
}
