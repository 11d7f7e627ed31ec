package com.honeydue.mail;

import com.honeydue.config.MailSettings;
import com.honeydue.mail.model.Letter;
import com.honeydue.mail.model.Welcome;
import com.honeydue.telemetry.Telemetry;
import com.honeydue.telemetry.TelemetryStart;
import com.honeydue.testing.OnLoop;
import com.honeydue.testing.SmtpPeer;
import com.honeydue.testing.TestSettings;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A mailer on event loops of its own, observed. Used by the thread of its test. */
final class MailerFixture implements AutoCloseable {

  static final MailAddress ALEX = new MailAddress("alex@example.org", "Alex");
  static final URI UNSUBSCRIBE = URI.create("https://api.example.com/u/4f1c?t=a%2Bb");

  private final InMemorySpanExporter spans = InMemorySpanExporter.create();
  private final Telemetry telemetry = TelemetryStart.observed(spans);
  private final Vertx vertx = telemetry.vertx(new VertxOptions()).build();
  private final OnLoop loop = OnLoop.of(vertx);
  private final Mailer mailer;
  private volatile Duration later = Duration.ZERO;

  /**
   * @param overrides over a deadline of half a minute and {@code from_address} at example.com
   */
  MailerFixture(Map<String, String> overrides) {
    mailer = OnLoop.await(Mailer.open(vertx, settings(overrides), telemetry, this::now));
  }

  static MailSettings settings(Map<String, String> overrides) {
    Map<String, String> environment = new HashMap<>();
    environment.put("MAIL_HOST", "127.0.0.1");
    environment.put("MAIL_TLS", "none");
    environment.put("MAIL_FROM_ADDRESS", "hello@mail.example.com");
    environment.put("MAIL_APP_URL", "https://app.example.com");
    environment.put("MAIL_SEND_DEADLINE", "30s");
    environment.putAll(overrides);
    return TestSettings.of(environment).mail();
  }

  /** What sends to {@code peer}, with further overrides. */
  static MailerFixture to(SmtpPeer peer, String... overrides) {
    Map<String, String> environment = new HashMap<>();
    environment.put("MAIL_PORT", Integer.toString(peer.port()));
    for (int i = 0; i < overrides.length; i += 2) {
      environment.put(overrides[i], overrides[i + 1]);
    }
    return new MailerFixture(environment);
  }

  Future<Void> start(OutgoingMail mail) {
    return loop.start(() -> mailer.send(mail));
  }

  void send(OutgoingMail mail) {
    OnLoop.await(start(mail));
  }

  /** What sending a mail fails with. */
  MailFailure failure(OutgoingMail mail) {
    return (MailFailure) loop.failure(() -> mailer.send(mail));
  }

  MailFailure failure() {
    return failure(mail("job-1"));
  }

  static OutgoingMail mail(String id) {
    return mail(id, new Welcome(), "en", null);
  }

  static OutgoingMail mail(String id, Letter letter, String locale, @Nullable URI unsubscribe) {
    return new OutgoingMail(id, ALEX, locale, letter, unsubscribe);
  }

  Mailer mailer() {
    return mailer;
  }

  OnLoop loop() {
    return loop;
  }

  InMemorySpanExporter spans() {
    return spans;
  }

  /** Time passes, for the circuit. */
  void pass(Duration time) {
    later = later.plus(time);
  }

  /** The value in the line of the scrape that begins so. */
  double metric(String series) {
    return telemetry
        .scrape("")
        .body()
        .lines()
        .filter(line -> line.startsWith(series + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
        .findFirst()
        .orElse(0);
  }

  private Instant now() {
    return Instant.parse("2026-11-24T09:05:00Z").plus(later);
  }

  @Override
  public void close() {
    OnLoop.await(mailer.close());
    OnLoop.await(vertx.close());
  }
}
