package com.honeydue.http;

import com.honeydue.bus.Bus;
import com.honeydue.config.HttpSettings;
import com.honeydue.http.throttle.LoopThrottles;
import com.honeydue.http.throttle.Throttles;
import com.honeydue.redis.RedisLink;
import com.honeydue.telemetry.HttpMeters;
import com.honeydue.telemetry.Telemetry;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/** What the requests of one HTTP verticle share. Lives on its event loop. */
record Edge(
    Vertx vertx,
    HttpSettings settings,
    Bus bus,
    InstantSource clock,
    Readiness readiness,
    HttpMeters meters,
    Cors cors,
    ClientAddresses addresses,
    Gzip gzip,
    InFlight inFlight,
    RunningKeys runningKeys,
    LoopThrottles throttles,
    Unchanged unchanged,
    Files files,
    FileAnswers fileAnswers) {

  static Edge of(
      Vertx vertx,
      HttpSettings settings,
      Bus bus,
      InstantSource clock,
      Readiness readiness,
      Telemetry telemetry,
      Gzip gzip,
      RedisLink redis,
      Throttles throttles,
      Files files,
      LongSupplier databaseDelay) {
    return new Edge(
        vertx,
        settings,
        bus,
        clock,
        readiness,
        new HttpMeters(telemetry),
        new Cors(settings.corsOrigins()),
        new ClientAddresses(settings.trustedProxies()),
        gzip,
        new InFlight(
            vertx,
            settings.maxInFlight(),
            settings.maxLag(),
            databaseDelay,
            settings.maxDatabaseDelay()),
        new RunningKeys(redis),
        throttles.onLoop(),
        new Unchanged(vertx, redis, settings.unchangedFor(), clock, telemetry),
        files,
        new FileAnswers(files));
  }
}
