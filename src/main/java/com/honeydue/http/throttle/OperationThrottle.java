package com.honeydue.http.throttle;

import com.honeydue.bus.Arguments;
import com.honeydue.bus.Failure;
import com.honeydue.telemetry.Names;
import com.honeydue.telemetry.Spans;
import io.vertx.core.Future;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What limits one operation. Every try is counted before it is made, so that no number of callers
 * at once gets more than the limit; what it turned out to be is settled after. Confined to its
 * event loop.
 */
public final class OperationThrottle {

  private final String operation;
  private final List<Limit> limits;
  private final ThrottleKeys keys;
  private final Counts counts;
  private final ThrottleMeters meters;
  private final String policies;

  OperationThrottle(
      String operation,
      List<Limit> limits,
      ThrottleKeys keys,
      Counts counts,
      ThrottleMeters meters) {
    this.operation = operation;
    this.limits = limits;
    this.keys = keys;
    this.counts = counts;
    this.meters = meters;
    this.policies =
        limits.stream()
            .map(
                limit ->
                    "\"%s\";q=%d;w=%d"
                        .formatted(
                            limit.name(), limit.rule().limit(), limit.rule().window().toSeconds()))
            .collect(Collectors.joining(", "));
  }

  /** Whether anything limits the operation. */
  public boolean isOn() {
    return !limits.isEmpty();
  }

  /** The value of {@code RateLimit-Policy}: for each policy its quota and window in seconds. */
  public String policies() {
    return policies;
  }

  /**
   * Counts a try and decides about it. Never fails.
   *
   * @param userId the caller; 0 when anonymous
   * @param network the client's network
   */
  public Future<Decision> take(long userId, String network, Arguments arguments) {
    Spans.event(Names.Event.THROTTLE_ASKED);
    long began = System.nanoTime();
    List<String> counted =
        limits.stream().map(limit -> key(limit, userId, network, arguments)).toList();
    return counts
        .take(limits, counted)
        .onSuccess(
            decision -> {
              meters.decided(operation, decision, System.nanoTime() - began);
              Spans.event(
                  Names.Event.THROTTLE_DECIDED,
                  Names.Attribute.THROTTLE_RESULT,
                  decision.allowed() ? "allowed" : "refused");
            });
  }

  /**
   * Tells how a try that was allowed has ended.
   *
   * @param error {@code null} if it succeeded
   */
  public void settle(Decision decision, @Nullable Throwable error) {
    if (error == null) {
      counts.settle(decision, true);
    } else if (!(error instanceof Failure failure)
        || failure.kind() == Failure.Kind.UNAVAILABLE
        || failure.kind() == Failure.Kind.INTERNAL) {
      counts.settle(decision, false);
    }
  }

  private String key(Limit limit, long userId, String network, Arguments arguments) {
    return keys.of(
        limit,
        switch (limit.throttle().per()) {
          case CALLER -> Long.toString(userId);
          case NETWORK -> network;
          case ACCOUNT ->
              arguments.bodyText(Objects.requireNonNull(limit.throttle().of()).substring(1));
        });
  }
}
