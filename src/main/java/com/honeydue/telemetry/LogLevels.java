package com.honeydue.telemetry;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Levels of loggers that differ from the configuration for a while. One for the process, as loggers
 * are; thread-safe.
 */
public final class LogLevels {

  /**
   * A level for a while.
   *
   * @param level {@code debug}, {@code info}, {@code warn} or {@code error}
   */
  public record Changed(String logger, String level) {}

  private static final LogLevels PROCESS = new LogLevels(context());

  private final LoggerContext loggers;

  /** What the configuration says of the loggers that differ from it; null if it says nothing. */
  private final Map<String, @Nullable Level> configured = new HashMap<>();

  LogLevels(LoggerContext loggers) {
    this.loggers = loggers;
  }

  /** Those of this process. */
  public static LogLevels ofProcess() {
    return PROCESS;
  }

  /** From now on these differ from the configuration, and no others. */
  public synchronized void set(List<Changed> wanted) {
    var names = wanted.stream().map(Changed::logger).toList();
    configured
        .entrySet()
        .removeIf(
            entry -> {
              boolean over = !names.contains(entry.getKey());
              if (over) {
                loggers.getLogger(entry.getKey()).setLevel(entry.getValue());
              }
              return over;
            });
    for (Changed one : wanted) {
      Logger logger = loggers.getLogger(one.logger());
      if (!configured.containsKey(one.logger())) {
        configured.put(one.logger(), logger.getLevel());
      }
      logger.setLevel(Level.toLevel(one.level().toUpperCase(Locale.ROOT), logger.getLevel()));
    }
  }

  private static LoggerContext context() {
    return (LoggerContext) LoggerFactory.getILoggerFactory();
  }
}
