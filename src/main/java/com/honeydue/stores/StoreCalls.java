package com.honeydue.stores;

import com.honeydue.config.StoreSettings;
import com.honeydue.remote.Circuit;
import com.honeydue.remote.Http;
import com.honeydue.remote.NoAccess;
import com.honeydue.remote.RetryAfter;
import com.honeydue.stores.StoreFailure.Kind;
import com.honeydue.telemetry.StoreMeters;
import com.honeydue.telemetry.StoreSpans;
import com.honeydue.telemetry.Telemetry;
import com.honeydue.telemetry.Traces;
import io.opentelemetry.api.trace.Span;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of every call to one store: seen and timed, and what it fails with is a {@link
 * StoreFailure}. The questions of a call go through only as many at a time as the store may have,
 * and none while it is in trouble. Thread-safe; answers on the caller's context.
 */
final class StoreCalls {

  private static final Logger log = LoggerFactory.getLogger(StoreCalls.class);
  private static final String OK = "ok";

  private final Store store;
  private final boolean on;
  private final int most;
  private final InstantSource clock;
  private final Circuit circuit;
  private final AtomicInteger inFlight = new AtomicInteger();
  private final StoreMeters meters;
  private final StoreSpans spans;

  /** What was complained about last; the same is not logged again until something has worked. */
  private final AtomicReference<String> complaint = new AtomicReference<>("");

  StoreCalls(
      Store store, boolean on, StoreSettings settings, InstantSource clock, Telemetry telemetry) {
    this.store = store;
    this.on = on;
    this.most = settings.maxInFlight();
    this.clock = clock;
    this.circuit = new Circuit(settings.circuit());
    this.meters = new StoreMeters(telemetry, store.column(), inFlight::get, circuit::state);
    this.spans = new StoreSpans(telemetry, store.column());
  }

  /**
   * Makes a call.
   *
   * @param name of it, from a bounded set
   * @param work what it does; not begun when the store is off
   */
  <T extends @Nullable Object> Future<T> call(String name, Supplier<Future<T>> work) {
    if (!on) {
      return Future.failedFuture(misconfigured("not_configured"));
    }
    long began = System.nanoTime();
    Span span = spans.start(name);
    return Traces.here(begin(work))
        .recover(error -> Future.failedFuture(failure(error)))
        .onComplete(
            (result, error) -> {
              String word = error instanceof StoreFailure failure ? word(failure) : OK;
              meters.called(name, word, System.nanoTime() - began);
              if (error instanceof StoreFailure failure) {
                tell(failure);
                spans.end(span, word, failure.code(), isFault(failure));
              } else {
                complaint.set("");
                spans.end(span, OK);
              }
            });
  }

  /** Asks one question of a call; fails without asking when too many are asked. */
  Future<Http.Reply> ask(Supplier<Future<Http.Reply>> question) {
    if (inFlight.incrementAndGet() > most) {
      inFlight.decrementAndGet();
      return heldBack("too_many_in_flight", null);
    }
    var entry = circuit.enter(clock.instant());
    if (entry.pause() != null) {
      inFlight.decrementAndGet();
      return heldBack("circuit_open", entry.pause());
    }
    return begin(question)
        .onComplete(
            (reply, error) -> {
              inFlight.decrementAndGet();
              boolean trouble = error != null || isTrouble(reply.status());
              settle(entry, trouble, error == null ? after(reply) : null);
            });
  }

  /** What the answer says of when to come back; {@code null} if it does not. */
  @Nullable Duration after(Http.Reply reply) {
    return RetryAfter.parse(reply.retryAfter(), clock.instant());
  }

  /** Whether the next question would fare no better. */
  static boolean isTrouble(int status) {
    return status >= 500 || status == 429 || status == 408;
  }

  static StoreFailure invalid(String code) {
    return new StoreFailure(Kind.INVALID, code, null);
  }

  static StoreFailure unknown(String code) {
    return new StoreFailure(Kind.UNKNOWN, code, null);
  }

  static StoreFailure misconfigured(String code) {
    return new StoreFailure(Kind.MISCONFIGURED, code, null);
  }

  static StoreFailure unavailable(String code, @Nullable Duration after) {
    return new StoreFailure(Kind.UNAVAILABLE, code, after);
  }

  private static <T extends @Nullable Object> Future<T> begin(Supplier<Future<T>> work) {
    try {
      return work.get();
    } catch (RuntimeException refused) {
      return Future.failedFuture(refused);
    }
  }

  private <T> Future<T> heldBack(String reason, @Nullable Duration after) {
    meters.heldBack(reason);
    return Future.failedFuture(unavailable(reason, after));
  }

  private StoreFailure failure(Throwable error) {
    return switch (error) {
      case StoreFailure failure -> failure;
      case NoAccess refused when refused.isOurs() -> misconfigured(refused.reason());
      case NoAccess later -> unavailable(later.reason(), later.after());
      case TimeoutException late -> unavailable("deadline", null);
      default -> {
        if (isNews(error.getClass().getName())) {
          log.atWarn()
              .addKeyValue("store", store.column())
              .addKeyValue("error", error.getClass().getSimpleName())
              .log("a store was not understood");
        }
        yield unavailable("connection", null);
      }
    };
  }

  private void tell(StoreFailure failure) {
    if (failure.kind() == Kind.MISCONFIGURED && isNews(failure.code())) {
      log.atError()
          .addKeyValue("store", store.column())
          .addKeyValue("reason", failure.code())
          .log("a store refuses us because of how we are set up");
    }
  }

  private boolean isNews(String what) {
    return !complaint.getAndSet(what).equals(what);
  }

  private static boolean isFault(StoreFailure failure) {
    return failure.kind() == Kind.UNAVAILABLE || failure.kind() == Kind.MISCONFIGURED;
  }

  private static String word(StoreFailure failure) {
    return failure.kind().name().toLowerCase(Locale.ROOT);
  }

  private void settle(Circuit.Entry entry, boolean trouble, @Nullable Duration wish) {
    switch (circuit.settle(entry, trouble, wish, clock.instant())) {
      case OPENED ->
          log.atWarn()
              .addKeyValue("store", store.column())
              .log("a store is left alone: it is in trouble");
      case CLOSED ->
          log.atInfo().addKeyValue("store", store.column()).log("a store is asked again");
      case NONE -> {}
    }
  }
}
