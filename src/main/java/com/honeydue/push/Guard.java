package com.honeydue.push;

import com.honeydue.config.PushSettings;
import com.honeydue.push.Answer.Health;
import com.honeydue.push.PushResult.Configuration;
import com.honeydue.push.PushResult.DeadToken;
import com.honeydue.push.PushResult.Refused;
import com.honeydue.push.PushResult.RetryLater;
import com.honeydue.push.PushResult.Sent;
import com.honeydue.remote.Circuit;
import com.honeydue.telemetry.PushMeters;
import com.honeydue.telemetry.PushNames;
import com.honeydue.telemetry.PushSpans;
import com.honeydue.telemetry.Telemetry;
import com.honeydue.telemetry.Traces;
import io.opentelemetry.api.trace.Span;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets pushes through to one provider: as many at a time as it may have, none while it is in
 * trouble; and tells what became of them. Thread-safe; answers on the caller's context.
 */
final class Guard {

  private static final Logger log = LoggerFactory.getLogger(Guard.class);

  private static final String OK = "ok";
  private static final String BAD_TOKEN = "bad_token";
  private static final String ERROR = "error";

  /** Tokens that another sandbox or another app would take. */
  private static final Set<String> MIXED_UP = Set.of("BadDeviceToken", "DeviceTokenNotForTopic");

  private final Provider provider;
  private final Gateway gateway;
  private final int most;
  private final InstantSource clock;
  private final Circuit circuit;
  private final BadTokens badTokens = new BadTokens();
  private final AtomicInteger inFlight = new AtomicInteger();
  private final PushMeters meters;
  private final PushSpans spans;

  /** What was complained about last; the same is not logged again until something has worked. */
  private final AtomicReference<String> complaint = new AtomicReference<>("");

  Guard(
      Provider provider,
      Gateway gateway,
      PushSettings settings,
      InstantSource clock,
      Telemetry telemetry) {
    boolean fcm = provider == Provider.FCM;
    this.provider = provider;
    this.gateway = gateway;
    this.most = settings.maxInFlight();
    this.clock = clock;
    this.circuit = new Circuit(settings.circuit());
    this.meters =
        new PushMeters(
            telemetry,
            provider.label(),
            fcm ? PushNames.Metric.FCM_SEND : PushNames.Metric.APNS_SEND,
            inFlight::get,
            circuit::state);
    this.spans =
        new PushSpans(
            telemetry, fcm ? PushNames.FCM_SEND_SPAN : PushNames.APNS_SEND_SPAN, provider.label());
  }

  Future<PushResult> send(Device device, PushMessage message) {
    if (!device.isWellFormed()) {
      return heldBack(new DeadToken("malformed", null), "malformed");
    }
    if (message.isTooLarge()) {
      return heldBack(new Refused("too_large"), "too_large");
    }
    if (!clock.instant().isBefore(message.expires())) {
      return heldBack(new Refused("expired"), "expired");
    }
    if (inFlight.incrementAndGet() > most) {
      inFlight.decrementAndGet();
      return heldBack(new RetryLater("too_many_in_flight", null), "too_many_in_flight");
    }
    var entry = circuit.enter(clock.instant());
    if (entry.pause() != null) {
      inFlight.decrementAndGet();
      return heldBack(new RetryLater("circuit_open", entry.pause()), "circuit_open");
    }
    long began = System.nanoTime();
    Span span = spans.start(message.type(), message.category());
    return Traces.here(handOver(device, message, span))
        .otherwise(this::unanswered)
        .map(
            answer -> {
              inFlight.decrementAndGet();
              settle(entry, answer);
              tell(answer.result(), span, System.nanoTime() - began);
              return answer.result();
            });
  }

  Future<Void> close() {
    return gateway.close();
  }

  private Future<PushResult> heldBack(PushResult result, String reason) {
    meters.heldBack(reason);
    return Future.succeededFuture(result);
  }

  private Future<Answer> handOver(Device device, PushMessage message, Span span) {
    try {
      return gateway.send(device.token(), message, span);
    } catch (RuntimeException broken) {
      return Future.failedFuture(broken);
    }
  }

  private Answer unanswered(Throwable error) {
    if (isNews(error.getClass().getName())) {
      log.atWarn()
          .addKeyValue("provider", provider.label())
          .addKeyValue("error", error.toString())
          .log("a push was not answered");
    }
    return Answer.lost(error instanceof TimeoutException ? "deadline" : "connection");
  }

  private boolean isNews(String what) {
    return !complaint.getAndSet(what).equals(what);
  }

  private void settle(Circuit.Entry entry, Answer answer) {
    @Nullable Duration wish = answer.result() instanceof RetryLater later ? later.after() : null;
    switch (circuit.settle(entry, answer.health() != Health.GOOD, wish, clock.instant())) {
      case OPENED -> {
        log.atWarn()
            .addKeyValue("provider", provider.label())
            .addKeyValue("reason", answer.result().reason())
            .log("pushes are put off: their provider is in trouble");
        if (answer.health() == Health.LOST) {
          gateway.reconnect();
        }
      }
      case CLOSED -> {
        log.atInfo().addKeyValue("provider", provider.label()).log("pushes are sent again");
      }
      case NONE -> {}
    }
  }

  private void tell(PushResult result, Span span, long nanos) {
    switch (result) {
      case Sent sent -> {
        complaint.set("");
        watch(false);
        meters.sent(OK, nanos);
        spans.end(span, OK);
      }
      case DeadToken dead -> {
        watch(MIXED_UP.contains(dead.reason()));
        meters.deadToken(dead.reason());
        meters.sent(BAD_TOKEN, nanos);
        spans.end(span, BAD_TOKEN, dead.reason(), false);
      }
      case Configuration wrong -> {
        meters.misconfigured(wrong.reason());
        if (isNews(wrong.reason())) {
          log.atError()
              .addKeyValue("provider", provider.label())
              .addKeyValue("reason", wrong.reason())
              .log("pushes are refused because of how they are set up");
        }
        failed(span, wrong.reason(), nanos);
      }
      default -> failed(span, result.reason(), nanos);
    }
  }

  private void failed(Span span, String reason, long nanos) {
    meters.sent(ERROR, nanos);
    spans.end(span, ERROR, reason, true);
  }

  private void watch(boolean mixedUp) {
    if (badTokens.found(mixedUp)) {
      meters.badTokenBurst();
      log.atError()
          .addKeyValue("provider", provider.label())
          .log("very many device tokens are no good: sandbox and production, or apps, mixed up?");
    }
  }
}
