package com.honeydue.telemetry;

import java.lang.StackWalker.StackFrame;
import java.util.List;

/** Finds the line of code that logs. */
final class LogCaller {

  private static final StackWalker WALKER = StackWalker.getInstance();

  /** Packages and classes that only pass a line on. */
  private static final List<String> PASSING_ON =
      List.of(
          "ch.qos.logback.",
          "org.slf4j.",
          "java.util.logging.",
          "jdk.internal.",
          "sun.util.logging.",
          "io.vertx.core.internal.logging.",
          "io.vertx.core.logging.",
          "io.netty.util.internal.logging.",
          "org.flywaydb.core.internal.logging.",
          "org.flywaydb.core.api.logging.",
          "io.opentelemetry.sdk.common.internal.ThrottlingLogger",
          LogLine.class.getName(),
          LogCaller.class.getName(),
          JsonLogEncoder.class.getName(),
          AsyncLogAppender.class.getName());

  private LogCaller() {}

  /** The code that logs, as {@code com/honeydue/Main.java:42}; to be called on its own thread. */
  static String find() {
    return WALKER.walk(
        frames ->
            frames
                .dropWhile(frame -> passesOn(frame.getClassName()))
                .findFirst()
                .map(LogCaller::place)
                .orElse("?"));
  }

  private static boolean passesOn(String className) {
    for (String prefix : PASSING_ON) {
      if (className.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }

  private static String place(StackFrame frame) {
    String name = frame.getClassName();
    String file = frame.getFileName();
    int end = name.lastIndexOf('.') + 1;
    return name.substring(0, end).replace('.', '/')
        + (file == null ? "?" : file)
        + ":"
        + frame.getLineNumber();
  }
}
