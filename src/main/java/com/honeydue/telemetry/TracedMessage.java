package com.honeydue.telemetry;

/** The body of a bus message whose handling is a span of its own, from its receipt to its reply. */
public interface TracedMessage {
  /** What is asked, one of a bounded set of names. */
  String operation();

  /** The trace in which it was made. */
  Trace trace();

  /** The span's name. */
  default String spanName() {
    return ServiceSpan.name(operation());
  }
}
