package com.honeydue.subscriptions;

import com.honeydue.stores.Reading;
import com.honeydue.stores.Store;
import com.honeydue.stores.StoreFailure;
import com.honeydue.stores.Stores;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;

/** Asks the stores what is to be known of a subscription, the same way for both. Thread-safe. */
final class StoreDesk {

  private final Stores stores;

  StoreDesk(Stores stores) {
    this.stores = stores;
  }

  /** What the store says of something that was brought. Fails with a {@link StoreFailure}. */
  Future<List<StoreEvent>> look(Brought brought) {
    return switch (brought.store()) {
      case GOOGLE -> read(Store.GOOGLE, brought.proof());
      case APPLE ->
          stores
              .apple()
              .verifyTransaction(brought.proof())
              .compose(
                  transaction ->
                      read(Store.APPLE, transaction.key())
                          .recover(error -> alone(transaction, error)));
    };
  }

  /** How a subscription stands now, and what was given back. */
  Future<List<StoreEvent>> read(Store store, String key) {
    return switch (store) {
      case GOOGLE -> stores.google().read(key).map(StoreDesk::one);
      case APPLE -> stores.apple().read(key).map(StoreDesk::one);
    };
  }

  /** The same with what was given back of it, where that has to be asked for each. */
  Future<List<StoreEvent>> readAll(Store store, String key) {
    if (store == Store.GOOGLE) {
      return read(store, key);
    }
    return read(store, key)
        .compose(
            events ->
                stores
                    .apple()
                    .refunds(key)
                    .map(
                        refunds -> {
                          List<StoreEvent> all = new ArrayList<>(events);
                          refunds.stream()
                              .filter(refund -> refund.key().equals(key))
                              .forEach(refund -> all.add(new StoreEvent.Refunded(refund)));
                          return List.copyOf(all);
                        }));
  }

  private static List<StoreEvent> one(Reading reading) {
    return List.of(new StoreEvent.Read(reading));
  }

  /**
   * What Apple has signed is good without asking; whoever has paid need not wait until Apple can be
   * asked. It will be, soon.
   */
  private static Future<List<StoreEvent>> alone(Reading transaction, Throwable error) {
    return error instanceof StoreFailure failure && failure.kind() == StoreFailure.Kind.UNAVAILABLE
        ? Future.succeededFuture(List.of(new StoreEvent.Read(transaction, true)))
        : Future.failedFuture(error);
  }
}
