package com.honeydue.stores;

import com.honeydue.config.StoreSettings;
import com.honeydue.remote.Http;
import com.honeydue.telemetry.Telemetry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Google Play. Whatever fails, fails with a {@link StoreFailure}. May be used from any event loop,
 * and answers on the caller's context.
 */
public final class GoogleStore {

  private static final Duration REMEMBERED = Duration.ofDays(30).minusMinutes(5);

  /** A server whose clock is further from ours than this is not believed. */
  private static final Duration PLAUSIBLE = Duration.ofMinutes(5);

  private final StoreCalls calls;
  private final InstantSource clock;
  private final @Nullable Opened opened;

  /** What there is when it is on. */
  private record Opened(GoogleApi api, GooglePushes pushes) {}

  GoogleStore(Vertx vertx, StoreSettings settings, InstantSource clock, Telemetry telemetry) {
    boolean on = settings.google().isOn();
    this.calls = new StoreCalls(Store.GOOGLE, on, settings, clock, telemetry);
    this.clock = clock;
    this.opened =
        on
            ? new Opened(
                new GoogleApi(vertx, settings, calls, clock),
                new GooglePushes(vertx, settings, clock))
            : null;
  }

  /** Whether the settings have something for it; if not, all else fails. */
  public boolean isOn() {
    return opened != null;
  }

  /**
   * How a subscription stands now. {@link Reading#at} is when Google answered, to the second: of
   * two with the same, the later answer is the newer.
   */
  public Future<Reading> read(String purchaseToken) {
    return calls.call(
        "read",
        () -> {
          Instant asked = clock.instant();
          return store()
              .api()
              .subscription(purchaseToken)
              .map(
                  reply ->
                      GooglePayloads.reading(purchaseToken, reply.json(), answered(reply, asked)));
        });
  }

  /**
   * Tells Google that what was bought was delivered: without it the money goes back after three
   * days.
   */
  public Future<Void> acknowledge(String product, String purchaseToken) {
    return calls.call(
        "acknowledge",
        () -> store().api().change(product, purchaseToken, "acknowledge").mapEmpty());
  }

  /** Lets the subscription end with the period that is paid. */
  public Future<Void> cancel(String product, String purchaseToken) {
    return calls.call(
        "cancel", () -> store().api().change(product, purchaseToken, "cancel").mapEmpty());
  }

  /** What was given back since then, in the whole app; Google keeps it for 30 days. */
  public Future<List<Refund>> voided(Instant since) {
    return calls.call(
        "voided",
        () -> {
          Instant first = clock.instant().minus(REMEMBERED);
          return store()
              .api()
              .voided(since.isBefore(first) ? first : since)
              .map(
                  found ->
                      found.stream().map(GooglePayloads::refund).filter(Objects::nonNull).toList());
        });
  }

  /**
   * A real-time developer notification that Pub/Sub pushes. It has no reading: what has happened is
   * to be {@link #read}.
   *
   * @param authorization the header
   * @param body what was posted
   */
  public Future<Notice> verifyPush(@Nullable String authorization, JsonObject body) {
    return calls.call("verify_push", () -> store().pushes().verify(authorization, body));
  }

  Future<Void> close() {
    return opened == null
        ? Future.succeededFuture()
        : Future.join(opened.api().close(), opened.pushes().close()).mapEmpty();
  }

  /** When Google answered, as it says; else when it was asked. */
  private Instant answered(Http.Reply reply, Instant asked) {
    if (reply.date() == null) {
      return asked;
    }
    try {
      var date =
          ZonedDateTime.parse(reply.date(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      boolean plausible = Duration.between(clock.instant(), date).abs().compareTo(PLAUSIBLE) <= 0;
      return plausible ? date : asked;
    } catch (DateTimeException unreadable) {
      return asked;
    }
  }

  private Opened store() {
    if (opened == null) {
      throw StoreCalls.misconfigured("not_configured");
    }
    return opened;
  }
}
