package com.honeydue.subscriptions;

import com.honeydue.bus.Operations;
import com.honeydue.bus.Service;
import com.honeydue.db.Lanes;
import com.honeydue.db.Statement;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

/** Tiers, what they offer, and who has which. Lives on the event loop of its lanes. */
public final class SubscriptionService implements Service {

  /** Every statement that this service and its jobs send. */
  public static final List<Statement<?>> STATEMENTS =
      Stream.of(OfferStatements.ALL, Settling.STATEMENTS)
          .<Statement<?>>flatMap(List::stream)
          .toList();

  private final Offers offers;

  /**
   * @param clock what time it is: some offers are for days
   */
  public SubscriptionService(Lanes lanes, InstantSource clock) {
    this.offers = new Offers(lanes, clock);
  }

  @Override
  public Operations operations() {
    var operations = new Operations();
    offers.addTo(operations);
    return operations;
  }
}
