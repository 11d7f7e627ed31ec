package com.honeydue.push;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.honeydue.telemetry.Names;
import com.honeydue.telemetry.PushNames;
import com.honeydue.testing.ApnsPeer;
import com.honeydue.testing.FcmPeer;
import com.honeydue.testing.OnLoop;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.vertx.core.internal.ContextInternal;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/** What can be seen of pushes, and what must not be. */
class PushObservedTest {

  private final ApnsPeer apple = new ApnsPeer();
  private final FcmPeer google = new FcmPeer();
  private final PushFixture push = new PushFixture(settings());
  private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
  private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);

  @BeforeEach
  void listen() {
    logged.start();
    root.addAppender(logged);
  }

  @AfterEach
  void close() {
    root.detachAppender(logged);
    push.close();
    google.close();
    apple.close();
  }

  @ParameterizedTest
  @EnumSource
  void everyPushShouldBeASpanOfItsCause(Provider provider) {
    assertThat(traced(provider)).isInstanceOf(PushResult.Sent.class);

    var cause = span("cause");
    var sent = span(provider == Provider.FCM ? "fcm: send" : "apns: send");
    assertThat(sent.getParentSpanId()).isEqualTo(cause.getSpanId());
    assertThat(sent.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
    assertThat(sent.getAttributes().asMap())
        .containsEntry(PushNames.Attribute.PROVIDER, provider.label())
        .containsEntry(PushNames.Attribute.TYPE, "task_due_soon")
        .containsEntry(PushNames.Attribute.CATEGORY, "tasks")
        .containsEntry(PushNames.Attribute.RESULT, "ok")
        .containsEntry(Names.Attribute.HTTP_STATUS, 200L)
        .doesNotContainKey(PushNames.Attribute.REASON);
    assertThat(push.spans()).hasSize(2);
  }

  @Test
  void whyOneDidNotGoThroughShouldBeInItsSpan() {
    apple.answer(ApnsPeer.rejecting(410, "Unregistered"));
    traced(Provider.APNS);
    google.answer(FcmPeer.refusing(503, "UNAVAILABLE"));
    traced(Provider.FCM);

    var dead = span("apns: send");
    assertThat(dead.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
    assertThat(dead.getAttributes().asMap())
        .containsEntry(PushNames.Attribute.RESULT, "bad_token")
        .containsEntry(PushNames.Attribute.REASON, "Unregistered");
    var failed = span("fcm: send");
    assertThat(failed.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(failed.getAttributes().asMap())
        .containsEntry(PushNames.Attribute.RESULT, "error")
        .containsEntry(PushNames.Attribute.REASON, "UNAVAILABLE")
        .containsEntry(Names.Attribute.ERROR_TYPE, "UNAVAILABLE");
    assertThat(push.metric("apns_send_duration_seconds_count{result=\"bad_token\"}")).isEqualTo(1);
    assertThat(push.metric("fcm_send_duration_seconds_count{result=\"error\"}")).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void theAnswerShouldComeToTheCaller(Provider provider) {
    boolean here =
        OnLoop.await(
            push.loop.start(
                () -> {
                  var caller = ContextInternal.current();
                  return push.push
                      .send(device(provider), push.alert())
                      .map(sent -> Objects.equals(caller, ContextInternal.current()));
                }));

    assertThat(here).isTrue();
  }

  @Test
  void aWrongSetUpShouldBeComplainedAboutOnce() {
    apple.answer(ApnsPeer.rejecting(403, "InvalidProviderToken"));
    for (int i = 0; i < 5; i++) {
      push.toApple();
    }

    assertThat(lines()).filteredOn(line -> line.contains("InvalidProviderToken")).hasSize(1);
    assertThat(
            push.metric(
                "push_misconfigured_total{provider=\"apns\",reason=\"InvalidProviderToken\"}"))
        .isEqualTo(5);
  }

  /** Every outcome, also those of which libraries log. */
  @Test
  void nothingPersonalShouldBeSeen() {
    List<Runnable> outcomes = new ArrayList<>();
    outcomes.add(() -> apple.answer((request, taken) -> ApnsPeer.accept(request)));
    outcomes.add(() -> apple.answer(ApnsPeer.rejecting(400, "BadDeviceToken")));
    outcomes.add(() -> apple.answer(ApnsPeer.rejecting(403, "Forbidden")));
    outcomes.add(() -> apple.answer((request, taken) -> apple.cut()));
    outcomes.add(() -> apple.answer((request, taken) -> ApnsPeer.answer(request, 500, "<html>")));
    outcomes.add(() -> google.answer(FcmPeer.refusing(404, "UNREGISTERED")));
    outcomes.add(() -> google.answer(FcmPeer.refusing(403, "SENDER_ID_MISMATCH")));
    outcomes.add(() -> google.answer((request, message) -> google.cut()));
    for (Runnable outcome : outcomes) {
      outcome.run();
      traced(Provider.APNS);
      traced(Provider.FCM);
    }
    push.send(new Device(Provider.APNS, "../" + PushFixture.TOKEN), push.alert());

    String seen =
        String.join("\n", lines())
            + push.spans()
            + push.telemetry.scrape("").body()
            + push.alert()
            + push.alert().alert()
            + device(Provider.APNS)
            + new ApnsNotification(PushFixture.TOKEN, ApnsPeer.TOPIC, push.alert());
    assertThat(lines()).isNotEmpty();
    assertThat(seen).contains("bad_token", "BadDeviceToken");
    for (String personal :
        List.of(PushFixture.TOKEN, PushFixture.ANDROID, "Gutters", "Due tomorrow", "ya29.")) {
      assertThat(seen.contains(personal)).as(personal).isFalse();
    }
  }

  /** Below that it would write headers and payloads. */
  @Test
  void pushyShouldLogNoTracesInProduction() throws Exception {
    var production = new LoggerContext();
    var configurator = new JoranConfigurator();
    configurator.setContext(production);
    configurator.doConfigure(new File("src/main/resources/logback.xml"));
    production.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.TRACE);

    assertThat(
            production.getLogger("com.eatthepath.pushy.apns.ApnsClientHandler").getEffectiveLevel())
        .isEqualTo(Level.INFO);
    production.stop();
  }

  private PushResult traced(Provider provider) {
    return OnLoop.await(
        push.loop.start(
            () -> {
              var cause = push.telemetry.tracer().spanBuilder("cause").startSpan();
              try (var scope = cause.makeCurrent()) {
                assertThat(scope).isNotNull();
                return push.push
                    .send(device(provider), push.alert())
                    .onComplete(sent -> cause.end());
              }
            }));
  }

  private static Device device(Provider provider) {
    return new Device(provider, provider == Provider.FCM ? PushFixture.ANDROID : PushFixture.TOKEN);
  }

  private SpanData span(String name) {
    return push.spans().stream()
        .filter(span -> span.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private List<String> lines() {
    return List.copyOf(logged.list).stream()
        .map(
            event ->
                event.getFormattedMessage()
                    + event.getKeyValuePairs()
                    + (event.getThrowableProxy() == null
                        ? ""
                        : event.getThrowableProxy().getMessage()))
        .collect(Collectors.toList());
  }

  private Map<String, String> settings() {
    Map<String, String> settings = ApnsPeer.settings(apple.url(), apple.url());
    settings.putAll(google.settings());
    settings.put("PUSH_CIRCUIT_FAILURES", "100");
    return settings;
  }
}
