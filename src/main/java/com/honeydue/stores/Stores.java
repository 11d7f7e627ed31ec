package com.honeydue.stores;

import com.honeydue.config.StoreSettings;
import com.honeydue.telemetry.Telemetry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stores that sell subscriptions. One for the process; may be used from any event loop, and
 * answers on the caller's context.
 */
public final class Stores {

  private static final Logger log = LoggerFactory.getLogger(Stores.class);

  private final AppleStore apple;
  private final GoogleStore google;

  private Stores(AppleStore apple, GoogleStore google) {
    this.apple = apple;
    this.google = google;
  }

  /**
   * Makes ready what the settings have something for; connects to nothing yet. Takes a while, so
   * for the start alone.
   *
   * @throws IllegalStateException with one line that names the setting that cannot be used
   */
  public static Stores open(
      Vertx vertx, StoreSettings settings, InstantSource clock, Telemetry telemetry) {
    log.atInfo()
        .addKeyValue("apple", settings.apple().isOn())
        .addKeyValue("google", settings.google().isOn())
        .log("stores");
    return new Stores(
        new AppleStore(vertx, settings, clock, telemetry),
        new GoogleStore(vertx, settings, clock, telemetry));
  }

  public AppleStore apple() {
    return apple;
  }

  public GoogleStore google() {
    return google;
  }

  public Future<Void> close() {
    return Future.join(apple.close(), google.close()).mapEmpty();
  }
}
