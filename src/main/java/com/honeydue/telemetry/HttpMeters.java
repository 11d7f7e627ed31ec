package com.honeydue.telemetry;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * {@code http_request_duration_seconds}. Its labels come from the contract's routes alone.
 * Thread-safe.
 */
public final class HttpMeters {

  private final MeterRegistry meters;
  private final Map<String, RouteMeter> unmatched = new ConcurrentHashMap<>();

  public HttpMeters(Telemetry telemetry) {
    this.meters = telemetry.meters();
  }

  /**
   * The meter of one route, to be kept beside the route.
   *
   * @param method the route's method
   * @param route the contract's path with its parameters as names, such as {@code /api/tasks/{id}/}
   */
  public RouteMeter route(String method, String route) {
    return new RouteMeter(meters, ServerSpan.method(method), route);
  }

  /** The meter of requests that no route matched, whatever their path. */
  public RouteMeter unmatched(String method) {
    return unmatched.computeIfAbsent(
        ServerSpan.method(method), known -> route(known, Names.Label.UNMATCHED));
  }
}
