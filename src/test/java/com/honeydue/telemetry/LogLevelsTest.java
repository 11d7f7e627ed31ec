package com.honeydue.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Levels that differ for a while. */
class LogLevelsTest {

  private final LoggerContext loggers = new LoggerContext();
  private final LogLevels levels = new LogLevels(loggers);

  @Test
  void whatIsSetHoldsUntilItIsNotSetAnyMore() {
    loggers.getLogger("com.honeydue.mail").setLevel(Level.WARN);

    levels.set(
        List.of(
            new LogLevels.Changed("com.honeydue.push", "debug"),
            new LogLevels.Changed("com.honeydue.mail", "error")));

    assertThat(level("com.honeydue.push")).isEqualTo(Level.DEBUG);
    assertThat(level("com.honeydue.push.apns")).isEqualTo(Level.DEBUG);
    assertThat(level("com.honeydue.mail")).isEqualTo(Level.ERROR);

    levels.set(List.of(new LogLevels.Changed("com.honeydue.mail", "info")));

    assertThat(loggers.getLogger("com.honeydue.push").getLevel()).isNull();
    assertThat(level("com.honeydue.mail")).isEqualTo(Level.INFO);

    levels.set(List.of());

    assertThat(level("com.honeydue.mail")).isEqualTo(Level.WARN);
  }

  private Level level(String logger) {
    return loggers.getLogger(logger).getEffectiveLevel();
  }
}
