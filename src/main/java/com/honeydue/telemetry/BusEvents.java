package com.honeydue.telemetry;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Marks, in the span of whoever asks over the bus, when a call left and when its answer was back.
 * What lies between these and the service's own span is the bus' and the event loops' share.
 * Thread-safe.
 */
public final class BusEvents {

  /** By operation: the contract has few hundred. */
  private static final Map<String, Attributes> ATTRIBUTES = new ConcurrentHashMap<>();

  private BusEvents() {}

  public static void sent(String operation) {
    mark(ProcessNames.Event.BUS_SENT, operation);
  }

  /** Whatever the answer is. */
  public static void answered(String operation) {
    mark(ProcessNames.Event.BUS_ANSWERED, operation);
  }

  private static void mark(String event, String operation) {
    Span span = Span.current();
    if (!span.isRecording()) {
      return;
    }
    Attributes known = ATTRIBUTES.get(operation);
    if (known == null) {
      known =
          ATTRIBUTES.computeIfAbsent(
              operation, unseen -> Attributes.of(ProcessNames.Attribute.BUS_OPERATION, unseen));
    }
    span.addEvent(event, known);
  }
}
