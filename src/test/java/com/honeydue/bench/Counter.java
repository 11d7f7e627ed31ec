package com.honeydue.bench;

import com.honeydue.auth.NotedLater;
import com.honeydue.testing.Eventually;
import com.honeydue.testing.RoundTrips;
import com.honeydue.testing.TestRedis;
import com.honeydue.testing.WireProxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Calls an operation again and again, alone, and reads off the wire what it cost. */
public final class Counter {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int PRIMING = 3;

  private final Caller api;
  private final WireProxy proxy;
  private final TestRedis redis;
  private final Duration localCache;
  private final int samples;

  /**
   * @param localCache for how long the server trusts a token it has seen
   */
  public Counter(Caller api, WireProxy proxy, TestRedis redis, Duration localCache, int samples) {
    this.api = api;
    this.proxy = proxy;
    this.redis = redis;
    this.localCache = localCache;
    this.samples = samples;
  }

  /** With a token that Redis and the process know. */
  public CountedOperation warm(Operation operation) {
    return count(operation, false);
  }

  /** With a token that neither Redis nor the process knows. */
  public CountedOperation cold(Operation operation) {
    return count(operation, true);
  }

  /**
   * With the tag of what has not changed since; null for an operation whose answers have none. The
   * first such calls are not counted: a read right behind a write is not remembered yet.
   */
  static @Nullable CountedOperation unchanged(
      Operation operation, Api api, WireProxy proxy, int samples) {
    var request = operation.next().get();
    var tag = api.send(request).headers().firstValue("ETag").orElse(null);
    if (tag == null || !request.method().equals("GET")) {
      return null;
    }
    for (int i = 0; i < PRIMING; i++) {
      api.send(request, tag);
    }
    List<RoundTrips> trips = new ArrayList<>();
    List<Double> millis = new ArrayList<>();
    for (int i = 0; i < samples; i++) {
      proxy.awaitQuiet(PATIENCE);
      var start = proxy.mark();
      long began = System.nanoTime();
      int status = api.send(request, tag).statusCode();
      millis.add((System.nanoTime() - began) / 1e6);
      if (status != 304) {
        throw new IllegalStateException(operation.id() + " with its own tag answered " + status);
      }
      proxy.awaitQuiet(PATIENCE);
      trips.add(proxy.since(start).without(NotedLater.sql()));
    }
    return new CountedOperation(operation.id(), trips, millis);
  }

  private CountedOperation count(Operation operation, boolean cold) {
    List<RoundTrips> trips = new ArrayList<>();
    List<Double> millis = new ArrayList<>();
    for (int i = 0; i < samples; i++) {
      var request = operation.next().get();
      if (cold) {
        forget();
      } else if (operation.authenticated()) {
        api.call(new Request("GET", "/api/auth/me/", request.token(), null));
      }
      proxy.awaitQuiet(PATIENCE);
      var start = proxy.mark();
      long began = System.nanoTime();
      api.call(request);
      millis.add((System.nanoTime() - began) / 1e6);
      proxy.awaitQuiet(PATIENCE);
      trips.add(proxy.since(start).without(NotedLater.sql()));
    }
    return new CountedOperation(operation.id(), trips, millis);
  }

  private void forget() {
    redis.flush();
    long forgotten = System.nanoTime() + localCache.toNanos();
    Eventually.until("the process forgets its tokens", () -> System.nanoTime() > forgotten);
  }
}
