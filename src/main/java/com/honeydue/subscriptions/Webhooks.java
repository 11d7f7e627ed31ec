package com.honeydue.subscriptions;

import com.honeydue.bus.Arguments;
import com.honeydue.bus.Call;
import com.honeydue.bus.Failure;
import com.honeydue.bus.Operations;
import com.honeydue.bus.Reply;
import com.honeydue.db.Lanes;
import com.honeydue.stores.Notice;
import com.honeydue.stores.Store;
import com.honeydue.stores.StoreFailure;
import com.honeydue.stores.Stores;
import com.honeydue.telemetry.Spans;
import com.honeydue.telemetry.SubscriptionMeters;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * Takes what the stores send: checks that it is theirs, keeps it once, and answers when that is
 * committed. A job does the rest. Lives on the event loop of its lanes.
 */
final class Webhooks {

  private final Lanes lanes;
  private final Stores stores;
  private final InstantSource clock;
  private final SubscriptionMeters meters;

  Webhooks(Lanes lanes, Stores stores, InstantSource clock, SubscriptionMeters meters) {
    this.lanes = lanes;
    this.stores = stores;
    this.clock = clock;
    this.meters = meters;
  }

  Operations addTo(Operations operations) {
    return operations.on("appleWebhook", this::apple).on("googleWebhook", this::google);
  }

  Future<Reply> apple(Call<Arguments> call) {
    return take(
        Store.APPLE, stores.apple().verifyNotification(call.arguments().bodyText("signedPayload")));
  }

  Future<Reply> google(Call<Arguments> call) {
    var arguments = call.arguments();
    return take(
        Store.GOOGLE,
        stores
            .google()
            .verifyPush(arguments.textOrNull(Arguments.AUTHORIZATION), arguments.body()));
  }

  private Future<Reply> take(Store store, Future<Notice> verified) {
    return verified
        .recover(error -> Future.failedFuture(refused(store, error)))
        .compose(this::keep)
        .map(Reply.none());
  }

  private Future<Boolean> keep(Notice notice) {
    var said =
        notice.reading() == null ? null : Said.of(List.of(new StoreEvent.Read(notice.reading())));
    return lanes
        .one(
            NoticeStatements.KEEP.with(
                notice.store().column(),
                notice.id(),
                notice.type(),
                notice.key(),
                notice.at().atOffset(ZoneOffset.UTC),
                said,
                clock.instant().atOffset(ZoneOffset.UTC),
                UUID.randomUUID(),
                Spans.traceparent()))
        .onSuccess(
            fresh ->
                meters.notice(
                    notice.store().column(), notice.type(), fresh ? "taken" : "repeated"));
  }

  /** What can not be checked now is to be sent again; what is not the store's, is not. */
  private Failure refused(Store store, Throwable error) {
    if (error instanceof StoreFailure failure) {
      boolean ours =
          failure.kind() == StoreFailure.Kind.UNAVAILABLE
              || failure.kind() == StoreFailure.Kind.MISCONFIGURED;
      meters.notice(store.column(), "none", ours ? "failed" : "refused");
      return ours
          ? Failure.unavailable("store_unavailable", "This can not be checked now. Send it again.")
              .retryAfter(Objects.requireNonNullElse(failure.after(), Duration.ofSeconds(30)))
          : Failure.forbidden("unverified_notice", "This is not what the store has signed for us.");
    }
    throw new IllegalStateException(error);
  }
}
