package com.honeydue.http;

import com.honeydue.config.Secret;
import com.honeydue.storage.SignedLinks;
import com.honeydue.storage.Storages;
import com.honeydue.telemetry.Telemetry;
import com.honeydue.testing.TestSettings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;

/** The files of an edge whose contract has none. */
final class TestFiles {

  private TestFiles() {}

  static Files of(Vertx vertx, Telemetry telemetry) {
    var links = new SignedLinks(new Secret("a key"), InstantSource.system());
    var settings = TestSettings.stored().storage();
    return new Files(
        TestEdge.await(Storages.open(vertx, settings, links, telemetry)),
        (call, file) -> Future.failedFuture("nobody brings files here"),
        links,
        Duration.ofSeconds(10),
        Duration.ofMinutes(5));
  }
}
