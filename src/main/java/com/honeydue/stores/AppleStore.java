package com.honeydue.stores;

import com.honeydue.config.StoreSettings;
import com.honeydue.telemetry.Telemetry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * Apple's App Store. Whatever fails, fails with a {@link StoreFailure}. May be used from any event
 * loop, and answers on the caller's context.
 */
public final class AppleStore {

  private final StoreSettings settings;

  AppleStore(Vertx vertx, StoreSettings settings, InstantSource clock, Telemetry telemetry) {
    this.settings = settings;
  }

  /** Whether the settings have something for it; if not, all else fails. */
  public boolean isOn() {
    return settings.apple().isOn();
  }

  /**
   * What the App Store has signed for the app that bought something. It is about one period, which
   * may be long past: how things stand now is {@link #read}.
   *
   * @param signedTransaction the JWS that StoreKit gives to the app
   */
  public Future<Reading> verifyTransaction(String signedTransaction) {
    return off();
  }

  /**
   * A notification, version 2. It has a reading where it speaks of the subscription's last period;
   * one about a refund, which may be of an earlier one, has none.
   *
   * @param signedPayload what was posted to us
   */
  public Future<Notice> verifyNotification(String signedPayload) {
    return off();
  }

  /** How a subscription stands now. */
  public Future<Reading> read(String originalTransactionId) {
    return off();
  }

  /** What was given back to the customer of this subscription, for it or any other. */
  public Future<List<Refund>> refunds(String originalTransactionId) {
    return off();
  }

  /** What was paid for this subscription, the first payment first. */
  public Future<List<Payment>> history(String originalTransactionId) {
    return off();
  }

  /** The notifications since then that did not reach us. */
  public Future<List<Notice>> missed(Instant since) {
    return off();
  }

  Future<Void> close() {
    return Future.succeededFuture();
  }

  private static <T> Future<T> off() {
    return Future.failedFuture(
        new StoreFailure(StoreFailure.Kind.MISCONFIGURED, "not_configured", null));
  }
}
