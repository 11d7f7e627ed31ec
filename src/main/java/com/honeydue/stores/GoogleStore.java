package com.honeydue.stores;

import com.honeydue.config.StoreSettings;
import com.honeydue.telemetry.Telemetry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Google Play. Whatever fails, fails with a {@link StoreFailure}. May be used from any event loop,
 * and answers on the caller's context.
 */
public final class GoogleStore {

  private final StoreSettings settings;

  GoogleStore(Vertx vertx, StoreSettings settings, InstantSource clock, Telemetry telemetry) {
    this.settings = settings;
  }

  /** Whether the settings have something for it; if not, all else fails. */
  public boolean isOn() {
    return settings.google().isOn();
  }

  /**
   * How a subscription stands now. {@link Reading#at} is when Google answered, to the second: of
   * two with the same, the later answer is the newer.
   */
  public Future<Reading> read(String purchaseToken) {
    return off();
  }

  /**
   * Tells Google that what was bought was delivered: without it the money goes back after three
   * days. Once more changes nothing.
   */
  public Future<Void> acknowledge(String product, String purchaseToken) {
    return off();
  }

  /** Lets the subscription end with the period that is paid. */
  public Future<Void> cancel(String product, String purchaseToken) {
    return off();
  }

  /** What was given back since then, in the whole app; Google keeps it for 30 days. */
  public Future<List<Refund>> voided(Instant since) {
    return off();
  }

  /**
   * A real-time developer notification that Pub/Sub pushes. It has no reading: what has happened is
   * to be {@link #read}.
   *
   * @param authorization the header
   * @param body what was posted
   */
  public Future<Notice> verifyPush(@Nullable String authorization, JsonObject body) {
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
