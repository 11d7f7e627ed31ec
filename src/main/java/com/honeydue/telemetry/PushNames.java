package com.honeydue.telemetry;

import io.opentelemetry.api.common.AttributeKey;

/** The part of {@link Names} that is about pushes alone. */
public final class PushNames {

  /** Metric families, as in {@link Names.Metric}. */
  public static final class Metric {
    /** Histogram {result}: a push to Apple, until its answer; {@code ok, bad_token, error}. */
    public static final String APNS_SEND = "apns_send_duration_seconds";

    /** Histogram {result}: a push to Firebase, until its answer; {@code ok, bad_token, error}. */
    public static final String FCM_SEND = "fcm_send_duration_seconds";

    /** Gauge {provider}: pushes that the provider has not answered yet. */
    public static final String IN_FLIGHT = "push_in_flight";

    /** Gauge {provider}: 0 while pushes are sent, 1 while one is tried, 2 while none is. */
    public static final String CIRCUIT = "push_circuit_state";

    /** Counter {provider, reason}: pushes that were not sent at all. */
    public static final String HELD_BACK = "push_held_back_total";

    /** Counter {provider, reason}: device tokens that are no good any more. */
    public static final String DEAD_TOKENS = "push_dead_tokens_total";

    /**
     * Counter {provider}: times that so many of the last device tokens were no good that sandbox
     * and production, or two apps, must have been mixed up.
     */
    public static final String BAD_TOKEN_BURSTS = "push_bad_token_bursts_total";

    /** Counter {provider, reason}: pushes refused because of our key, account or topic. */
    public static final String MISCONFIGURED = "push_misconfigured_total";

    private Metric() {}
  }

  /** Span attributes. */
  public static final class Attribute {
    /** {@code apns}, {@code apns_sandbox} or {@code fcm}. */
    public static final AttributeKey<String> PROVIDER = AttributeKey.stringKey("push.provider");

    /** What the push is about, such as {@code task_due_soon}. */
    public static final AttributeKey<String> TYPE = AttributeKey.stringKey("push.type");

    /** Names the actions that the app offers with it. */
    public static final AttributeKey<String> CATEGORY = AttributeKey.stringKey("push.category");

    /** As in the metric. */
    public static final AttributeKey<String> RESULT = AttributeKey.stringKey("push.result");

    /** Why it was not delivered. */
    public static final AttributeKey<String> REASON = AttributeKey.stringKey("push.reason");

    private Attribute() {}
  }

  /** The span of one push to Apple. */
  public static final String APNS_SEND_SPAN = "apns: send";

  /** The span of one push to Firebase. */
  public static final String FCM_SEND_SPAN = "fcm: send";

  /** An event: the access token for a push is at hand; it may have been fetched first. */
  public static final String AUTHORIZED = "push.authorized";

  private PushNames() {}
}
