package com.honeydue.http;

import com.honeydue.config.Secret;
import com.honeydue.storage.Intake;
import com.honeydue.storage.SignedLinks;
import com.honeydue.storage.Storages;
import com.honeydue.telemetry.Telemetry;
import com.honeydue.testing.TestSettings;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;

/** The files of an edge; what becomes of one that is brought, a test says. */
final class TestFiles {

  private TestFiles() {}

  static Files of(Vertx vertx, Telemetry telemetry, Intake intake) {
    var links = new SignedLinks(new Secret("a key"), InstantSource.system());
    var settings = TestSettings.stored().storage();
    return new Files(
        TestEdge.await(Storages.open(vertx, settings, links, telemetry)),
        intake,
        links,
        Duration.ofSeconds(1),
        Duration.ofMinutes(5));
  }
}
