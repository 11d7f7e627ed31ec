package com.honeydue.subscriptions;

import com.honeydue.bus.Arguments;
import com.honeydue.bus.Call;
import com.honeydue.bus.Cursor;
import com.honeydue.bus.Failure;
import com.honeydue.bus.Operations;
import com.honeydue.bus.Page;
import com.honeydue.bus.Reply;
import com.honeydue.db.Bound;
import com.honeydue.db.Lanes;
import com.honeydue.stores.StoreFailure;
import com.honeydue.telemetry.Spans;
import com.honeydue.telemetry.SubscriptionMeters;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an account does with its own subscription. What it brings is looked at by its store first,
 * without a lane; then one trip decides and answers. Lives on the event loop of its lanes.
 */
final class Purchases {

  /** Which tier a trial is of. */
  private static final String TRIED = "pro";

  private static final String MANAGED_BY_APPLE = "https://apps.apple.com/account/subscriptions";

  private final Lanes lanes;
  private final StoreDesk desk;
  private final Duration leeway;
  private final Duration trial;
  private final InstantSource clock;
  private final SubscriptionMeters meters;

  Purchases(
      Lanes lanes,
      StoreDesk desk,
      Duration leeway,
      Duration trial,
      InstantSource clock,
      SubscriptionMeters meters) {
    this.lanes = lanes;
    this.desk = desk;
    this.leeway = leeway;
    this.trial = trial;
    this.clock = clock;
    this.meters = meters;
  }

  Operations addTo(Operations operations) {
    return operations
        .on("subscriptionStatus", this::status)
        .on("subscriptionHistory", this::history)
        .on("purchase", this::purchase)
        .on("restorePurchases", this::restore)
        .on("startTrial", this::startTrial)
        .on("cancelSubscription", this::cancel);
  }

  /** A purchase that was brought, by what has come of it. */
  record Restored(String store, String outcome) {}

  /** What has come of several, and how the account stands now. */
  record Restoration(List<Restored> results, Standing status) {}

  Future<Reply> status(Call<Arguments> call) {
    return lanes.one(shown(call)).map(Standing.Shown::reply);
  }

  /** What became of the caller's subscriptions, newest first. */
  Future<Page<StandingStatements.Event>> history(Call<Arguments> call) {
    var arguments = call.arguments();
    int limit = (int) arguments.number("limit");
    long before = Cursor.key(arguments.textOrNull("cursor"), Long.MAX_VALUE);
    return lanes
        .run(StandingStatements.HISTORY.with(call.userId(), before, limit + 1))
        .map(found -> Page.of(found, limit, StandingStatements.Event::id));
  }

  Future<Reply> purchase(Call<Arguments> call) {
    var brought = Brought.of(call.arguments().body(), "");
    return desk.look(brought)
        .recover(error -> Future.failedFuture(refused(error)))
        .compose(events -> apply(call, events, false))
        .map(
            done -> {
              outcomes(done.applied()).stream().findFirst().ifPresent(Purchases::refuse);
              return done.shown().reply().touching(done.applied().scopes());
            });
  }

  /** What others hold is taken over where that is allowed; what can not be is said of each. */
  Future<Reply> restore(Call<Arguments> call) {
    var list = call.arguments().body().getJsonArray("purchases");
    var brought = new ArrayList<Brought>();
    for (int i = 0; i < list.size(); i++) {
      brought.add(Brought.of(list.getJsonObject(i), "/purchases/" + i));
    }
    List<Future<Looked>> looks = brought.stream().map(this::looked).toList();
    return Future.join(looks)
        .recover(error -> Future.failedFuture(refused(error)))
        .compose(
            all -> {
              List<Looked> looked = looks.stream().map(Future::result).toList();
              var events = looked.stream().flatMap(one -> one.events().stream()).toList();
              return apply(call, events, true)
                  .map(
                      done ->
                          Reply.of(
                                  new Restoration(
                                      restored(looked, done.applied()), done.shown().standing()))
                              .touching(done.applied().scopes()));
            });
  }

  Future<Reply> startTrial(Call<Arguments> call) {
    var start =
        ApplyStatements.START_TRIAL.with(
            call.userId(), TRIED, now(), now().plus(trial), Spans.traceparent());
    var shown = shown(call);
    return lanes
        .transaction(start, shown)
        .map(
            done -> {
              switch (done.of(start).getFirst().outcome()) {
                case "trial_used" ->
                    throw Failure.conflict("trial_used", "This account has had its trial.");
                case "already_subscribed" ->
                    throw Failure.conflict(
                        "already_subscribed", "This account has what the trial is of.");
                default -> meters.changed("trial", "none", "active");
              }
              return done.of(shown).getFirst().reply();
            });
  }

  /** A trial ends at once; what was bought ends with what is paid, as soon as its store knows. */
  Future<Reply> cancel(Call<Arguments> call) {
    var cancel =
        ApplyStatements.CANCEL.with(call.userId(), now(), UUID.randomUUID(), Spans.traceparent());
    var shown = shown(call);
    return lanes
        .transaction(cancel, shown)
        .map(
            done -> {
              var reply = done.of(shown).getFirst().reply();
              return switch (done.of(cancel).getFirst().outcome()) {
                case "cancelling" -> reply;
                case "ended", "cancelled" -> reply.existing();
                case "cancel_at_store" ->
                    throw Failure.conflict(
                            "cancel_at_store", "The App Store lets only its customer cancel.")
                        .detail("manage_url", MANAGED_BY_APPLE);
                default ->
                    throw Failure.conflict("nothing_to_cancel", "There is nothing to cancel.");
              };
            });
  }

  /** What a store said of something brought; nothing where it does not know it. */
  private record Looked(Brought brought, List<StoreEvent> events, String failure) {}

  private record Done(Applied applied, Standing.Shown shown) {}

  private Future<Looked> looked(Brought brought) {
    return desk.look(brought)
        .map(events -> new Looked(brought, events, ""))
        .recover(
            error ->
                error instanceof StoreFailure failure && isOfPurchase(failure)
                    ? Future.succeededFuture(
                        new Looked(brought, List.of(), refused(failure).code()))
                    : Future.failedFuture(error));
  }

  private Future<Done> apply(Call<Arguments> call, List<StoreEvent> events, boolean restoring) {
    var apply =
        ApplyStatements.APPLY.with(
            Said.of(events),
            call.userId(),
            restoring,
            now(),
            leeway.toSeconds(),
            Spans.traceparent());
    var shown = shown(call);
    return lanes
        .transaction(apply, shown)
        .map(done -> new Done(done.of(apply).getFirst(), done.of(shown).getFirst()))
        .onSuccess(done -> done.applied().count(meters));
  }

  private Bound<Standing.Shown> shown(Call<Arguments> call) {
    return StandingStatements.STATUS.with(call.userId(), now());
  }

  private static List<Restored> restored(List<Looked> looked, Applied applied) {
    var restored = new ArrayList<Restored>();
    int place = 0;
    for (var one : looked) {
      int first = place;
      place += one.events().size();
      int next = place;
      String outcome =
          applied.results().stream()
              .filter(result -> result.place() >= first && result.place() < next)
              .map(Applied.Result::outcome)
              .filter(Applied::refuses)
              .findFirst()
              .orElse("restored");
      restored.add(
          new Restored(
              one.brought().store().column(), one.failure().isEmpty() ? outcome : one.failure()));
    }
    return restored;
  }

  private static List<String> outcomes(Applied applied) {
    return applied.results().stream()
        .map(Applied.Result::outcome)
        .filter(Applied::refuses)
        .toList();
  }

  private static void refuse(String outcome) {
    throw switch (outcome) {
      case "unknown_product" ->
          Failure.of(
              Failure.Kind.UNPROCESSABLE, "unknown_product", "This is nothing that we sell.");
      default ->
          Failure.conflict(
              "purchase_of_another_account", "This purchase belongs to another account.");
    };
  }

  private static boolean isOfPurchase(StoreFailure failure) {
    return failure.kind() == StoreFailure.Kind.INVALID
        || failure.kind() == StoreFailure.Kind.UNKNOWN;
  }

  private static Failure refused(Throwable error) {
    return switch (error) {
      case StoreFailure failure when isOfPurchase(failure) ->
          Failure.of(
              Failure.Kind.UNPROCESSABLE,
              failure.kind() == StoreFailure.Kind.INVALID ? "invalid_purchase" : "unknown_purchase",
              "The store does not know this purchase as one of ours.");
      case StoreFailure failure -> unavailable(failure.after());
      case Failure failure -> failure;
      default -> throw new IllegalStateException(error);
    };
  }

  private static Failure unavailable(@Nullable Duration after) {
    return Failure.unavailable("store_unavailable", "The store can not be asked now.")
        .retryAfter(Objects.requireNonNullElse(after, Duration.ofSeconds(5)));
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }
}
