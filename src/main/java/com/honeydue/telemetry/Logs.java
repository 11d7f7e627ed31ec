package com.honeydue.telemetry;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.slf4j.MarkerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** The process's logging: switched on first, stopped last. */
public final class Logs {

  /** Marks an error after which the process ends: its level is written {@code fatal}. */
  public static final Marker FATAL = MarkerFactory.getMarker("FATAL");

  private Logs() {}

  /**
   * Sets the level, and takes in what libraries log through {@code java.util.logging}.
   *
   * @param debug the {@code DEBUG} setting: debug lines too, instead of info and above
   */
  public static void start(boolean debug) {
    level(context(), debug);
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
  }

  static void level(LoggerContext context, boolean debug) {
    context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).setLevel(debug ? Level.DEBUG : Level.INFO);
  }

  /** Writes what is waiting and ends logging. */
  public static void stop() {
    context().stop();
  }

  private static LoggerContext context() {
    return (LoggerContext) LoggerFactory.getILoggerFactory();
  }
}
