package com.honeydue.stores;

import com.apple.itunes.storekit.model.Status;
import com.honeydue.config.StoreSettings;
import com.honeydue.telemetry.Telemetry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Apple's App Store. Whatever fails, fails with a {@link StoreFailure}. May be used from any event
 * loop, and answers on the caller's context.
 */
public final class AppleStore {

  private final StoreCalls calls;
  private final InstantSource clock;
  private final @Nullable Opened opened;

  /** What there is when it is on. */
  private record Opened(AppleApi api, AppleSigned signed, VerifyPool pool) {}

  AppleStore(Vertx vertx, StoreSettings settings, InstantSource clock, Telemetry telemetry) {
    boolean on = settings.apple().isOn();
    this.calls = new StoreCalls(Store.APPLE, on, settings, clock, telemetry);
    this.clock = clock;
    this.opened =
        on
            ? new Opened(
                new AppleApi(vertx, settings, calls, clock),
                new AppleSigned(settings.apple()),
                new VerifyPool(vertx, settings, telemetry))
            : null;
  }

  /** Whether the settings have something for it; if not, all else fails. */
  public boolean isOn() {
    return opened != null;
  }

  /**
   * What the App Store has signed for the app that bought something. It is about one period, which
   * may be long past: how things stand now is {@link #read}.
   *
   * @param signedTransaction the JWS that StoreKit gives to the app
   */
  public Future<Reading> verifyTransaction(String signedTransaction) {
    return calls.call(
        "verify_transaction",
        () ->
            verified(
                signed ->
                    ApplePayloads.reading(signed.transaction(signedTransaction), null, null)));
  }

  /**
   * A notification, version 2. It has a reading where it speaks of the subscription's last period;
   * one about a refund, which may be of an earlier one, has none.
   *
   * @param signedPayload what was posted to us
   */
  public Future<Notice> verifyNotification(String signedPayload) {
    return calls.call(
        "verify_notification",
        () -> verified(signed -> ApplePayloads.notice(signed.notification(signedPayload), signed)));
  }

  /** How a subscription stands now. */
  public Future<Reading> read(String originalTransactionId) {
    return calls.call(
        "read",
        () ->
            store()
                .api()
                .subscriptions(originalTransactionId)
                .compose(
                    answer -> verified(signed -> last(answer, originalTransactionId, signed))));
  }

  /** What was given back to the customer of this subscription, for it or any other. */
  public Future<List<Refund>> refunds(String originalTransactionId) {
    return calls.call(
        "refunds",
        () ->
            store()
                .api()
                .refunds(originalTransactionId)
                .compose(
                    found ->
                        all(
                            found,
                            signed -> jws -> ApplePayloads.refund(signed.transaction(jws)))));
  }

  /** What was paid for this subscription, the first payment first. */
  public Future<List<Payment>> history(String originalTransactionId) {
    return calls.call(
        "history",
        () ->
            store()
                .api()
                .history(originalTransactionId)
                .compose(
                    found ->
                        all(found, signed -> jws -> ApplePayloads.payment(signed.transaction(jws))))
                .map(
                    payments ->
                        payments.stream()
                            .filter(payment -> payment.key().equals(originalTransactionId))
                            .toList()));
  }

  /** The notifications since then that did not reach us. */
  public Future<List<Notice>> missed(Instant since) {
    return calls.call(
        "missed",
        () ->
            store()
                .api()
                .missed(since.toEpochMilli(), clock.millis())
                .compose(
                    found ->
                        all(
                            found,
                            signed ->
                                jws -> ApplePayloads.notice(signed.notification(jws), signed))));
  }

  Future<Void> close() {
    return opened == null
        ? Future.succeededFuture()
        : Future.join(opened.api().close(), opened.pool().close()).mapEmpty();
  }

  /** What the answer says last of one subscription; it has those of the whole customer. */
  private static Reading last(JsonObject answer, String id, AppleSigned signed) {
    for (Object group : answer.getJsonArray("data", new JsonArray())) {
      for (Object item : ((JsonObject) group).getJsonArray("lastTransactions", new JsonArray())) {
        var one = (JsonObject) item;
        if (id.equals(one.getString("originalTransactionId"))) {
          return ApplePayloads.reading(
              signed.transaction(one.getString("signedTransactionInfo", "")),
              signed.renewal(one.getString("signedRenewalInfo", "")),
              Status.fromValue(one.getInteger("status")));
        }
      }
    }
    throw StoreCalls.unknown("not_listed");
  }

  private <T> Future<List<T>> all(
      List<String> found, Function<AppleSigned, Function<String, T>> read) {
    return verified(signed -> found.stream().map(read.apply(signed)).toList());
  }

  private <T> Future<T> verified(Function<AppleSigned, T> check) {
    var here = store();
    return here.pool().run(() -> check.apply(here.signed()));
  }

  private Opened store() {
    if (opened == null) {
      throw StoreCalls.misconfigured("not_configured");
    }
    return opened;
  }
}
