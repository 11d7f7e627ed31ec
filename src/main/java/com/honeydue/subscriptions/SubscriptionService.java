package com.honeydue.subscriptions;

import com.honeydue.bus.Operations;
import com.honeydue.bus.Service;
import com.honeydue.db.Lanes;
import com.honeydue.db.Statement;
import java.util.List;

/** Tiers, what they offer, and who has which. Lives on the event loop of its lanes. */
public final class SubscriptionService implements Service {

  /** Every statement that this service sends. */
  public static final List<Statement<?>> STATEMENTS = List.of();

  public SubscriptionService(Lanes lanes) {}

  @Override
  public Operations operations() {
    return new Operations();
  }
}
