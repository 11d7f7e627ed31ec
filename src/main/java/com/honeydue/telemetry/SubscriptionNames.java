package com.honeydue.telemetry;

/** The part of {@link Names} that is about subscriptions alone. */
public final class SubscriptionNames {

  /** Metric families, as in {@link Names.Metric}. */
  public static final class Metric {
    /** Counter {store, type, result}: notices that the stores have sent. */
    public static final String NOTICES = "subscription_notices_total";

    /** Counter {store, from, to}: changes of what somebody's subscription is good for. */
    public static final String CHANGES = "subscription_entitlement_changes_total";

    /** Histogram: how late the sweep asks the stores about what it looks at first. */
    public static final String SWEEP_LAG = "subscription_sweep_lag_seconds";

    /** Histogram: how old the oldest purchase is that was not acknowledged, at each sweep. */
    public static final String UNACKNOWLEDGED = "subscription_unacknowledged_age_seconds";

    private Metric() {}
  }

  /** Metric labels. */
  public static final class Label {
    public static final String STORE = "store";
    public static final String TYPE = "type";
    public static final String FROM = "from";
    public static final String TO = "to";

    private Label() {}
  }

  private SubscriptionNames() {}
}
