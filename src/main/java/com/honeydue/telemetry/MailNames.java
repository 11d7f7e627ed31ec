package com.honeydue.telemetry;

import io.opentelemetry.api.common.AttributeKey;

/** The part of {@link Names} that is about mails alone. */
public final class MailNames {

  /** Metric families, as in {@link Names.Metric}. */
  public static final class Metric {
    /**
     * Histogram {template, result}: a mail, from being handed over until the server has taken it
     * ({@code ok}), has refused it for good ({@code rejected}), or that has failed for now ({@code
     * error}).
     */
    public static final String SEND = "mail_send_duration_seconds";

    /** Gauge: mails that are being sent or wait for a connection. */
    public static final String IN_FLIGHT = "mail_in_flight";

    /** Counter {reason}: mails that were not sent. */
    public static final String FAILURES = "mail_failures_total";

    /** Gauge: 0 while mails are sent, 1 while one is tried, 2 while none is. */
    public static final String CIRCUIT = "mail_circuit_state";

    private Metric() {}
  }

  /** Metric labels. */
  public static final class Label {
    public static final String TEMPLATE = "template";

    private Label() {}
  }

  /** Span attributes. */
  public static final class Attribute {
    public static final AttributeKey<String> TEMPLATE = AttributeKey.stringKey("mail.template");

    /** The language it is written in. */
    public static final AttributeKey<String> LOCALE = AttributeKey.stringKey("mail.locale");

    /** As in the metric. */
    public static final AttributeKey<String> RESULT = AttributeKey.stringKey("mail.result");

    private Attribute() {}
  }

  /** The name of a mail's span, before its template. */
  public static final String SPAN_PREFIX = "mail: ";

  private MailNames() {}
}
