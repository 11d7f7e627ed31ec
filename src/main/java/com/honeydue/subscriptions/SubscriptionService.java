package com.honeydue.subscriptions;

import com.honeydue.bus.Operations;
import com.honeydue.bus.Service;
import com.honeydue.db.Lanes;
import com.honeydue.db.Statement;
import com.honeydue.jobs.JobType;
import com.honeydue.jobs.JobWork;
import com.honeydue.jobs.Schedule;
import com.honeydue.stores.Stores;
import com.honeydue.telemetry.SubscriptionMeters;
import com.honeydue.telemetry.Telemetry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

/** Tiers, what they offer, and who has which. Lives on the event loop of its lanes. */
public final class SubscriptionService implements Service {

  /** Every statement that this service and its jobs send. */
  public static final List<Statement<?>> STATEMENTS =
      Stream.of(
              ApplyStatements.ALL,
              StandingStatements.ALL,
              NoticeStatements.ALL,
              StoredStatements.ALL,
              OfferStatements.ALL,
              Settling.STATEMENTS)
          .<Statement<?>>flatMap(List::stream)
          .toList();

  /** What is done later, by {@link #work}. */
  public static final List<JobType> JOBS =
      Stream.of(StoreJobs.TYPES, Settling.TYPES).flatMap(List::stream).toList();

  public static final List<Schedule> SCHEDULES =
      List.of(StoreJobs.SWEEP_OFTEN, Settling.SWEEP_DAILY);

  private final Purchases purchases;
  private final Webhooks webhooks;
  private final Offers offers;

  /**
   * Answers on these lanes.
   *
   * @param leeway what will be renewed stays good for so long beyond its end
   */
  public SubscriptionService(
      Lanes lanes,
      Stores stores,
      Duration leeway,
      Duration trial,
      InstantSource clock,
      Telemetry telemetry) {
    var meters = new SubscriptionMeters(telemetry);
    this.purchases = new Purchases(lanes, new StoreDesk(stores), leeway, trial, clock, meters);
    this.webhooks = new Webhooks(lanes, stores, clock, meters);
    this.offers = new Offers(lanes, clock);
  }

  /**
   * What does the jobs.
   *
   * @param leeway what will be renewed stays good for so long beyond its end
   */
  public static List<JobWork> work(
      Lanes slowLanes, Stores stores, Duration leeway, InstantSource clock, Telemetry telemetry) {
    return Stream.of(
            StoreJobs.work(slowLanes, stores, leeway, clock, telemetry), Settling.work(slowLanes))
        .flatMap(List::stream)
        .toList();
  }

  @Override
  public Operations operations() {
    var operations = new Operations();
    purchases.addTo(operations);
    webhooks.addTo(operations);
    offers.addTo(operations);
    return operations;
  }
}
