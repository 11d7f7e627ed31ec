package com.honeydue.telemetry;

import io.opentelemetry.api.common.AttributeKey;

/** The part of {@link Names} that is about notifications alone. */
public final class NotificationNames {

  /** Metric families, as in {@link Names.Metric}. */
  public static final class Metric {
    /** Counter {type, channel, outcome}: notifications whose sending has ended. */
    public static final String ENDED = "notifications_ended_total";

    /** Counter {source}: notifications that are to be sent, by what caused them. */
    public static final String LEFT = "notifications_left_total";

    /** Counter {source}: people whose day was looked at, by a schedule. */
    public static final String PEOPLE = "notifications_people_total";

    private Metric() {}
  }

  /** Metric labels. */
  public static final class Label {
    public static final String TYPE = "type";
    public static final String CHANNEL = "channel";
    public static final String OUTCOME = "outcome";

    private Label() {}
  }

  /** Attributes of a job's span. */
  public static final class Attribute {
    /** Such as {@code task_due_soon}. */
    public static final AttributeKey<String> TYPE = AttributeKey.stringKey("notification.type");

    /** {@code push} or {@code email}. */
    public static final AttributeKey<String> CHANNEL =
        AttributeKey.stringKey("notification.channel");

    /** As in the metric. */
    public static final AttributeKey<String> OUTCOME =
        AttributeKey.stringKey("notification.outcome");

    private Attribute() {}
  }

  private NotificationNames() {}
}
