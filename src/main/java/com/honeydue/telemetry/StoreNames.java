package com.honeydue.telemetry;

import io.opentelemetry.api.common.AttributeKey;

/** The part of {@link Names} that is about the stores that sell subscriptions alone. */
public final class StoreNames {

  /** Metric families, as in {@link Names.Metric}. */
  public static final class Metric {
    /**
     * Histogram {store, call, result}: a call to a store, or checking what it has signed; {@code
     * ok, unknown, invalid, misconfigured, unavailable}.
     */
    public static final String CALL = "store_call_duration_seconds";

    /** Gauge {store}: questions that the store has not answered yet. */
    public static final String IN_FLIGHT = "store_in_flight";

    /** Gauge {store}: 0 while the store is asked, 1 while it is tried, 2 while it is not. */
    public static final String CIRCUIT = "store_circuit_state";

    /** Counter {store, reason}: questions that were not asked at all. */
    public static final String HELD_BACK = "store_held_back_total";

    private Metric() {}
  }

  /** Metric labels. */
  public static final class Label {
    public static final String STORE = "store";
    public static final String CALL = "call";

    private Label() {}
  }

  /** Span attributes. */
  public static final class Attribute {
    /** {@code apple} or {@code google}. */
    public static final AttributeKey<String> STORE = AttributeKey.stringKey("store.name");

    /** As in the metric. */
    public static final AttributeKey<String> RESULT = AttributeKey.stringKey("store.result");

    /** Why it has failed. */
    public static final AttributeKey<String> REASON = AttributeKey.stringKey("store.reason");

    private Attribute() {}
  }

  /** The name of the span of a call, before the call. */
  public static final String SPAN_PREFIX = "store: ";

  private StoreNames() {}
}
