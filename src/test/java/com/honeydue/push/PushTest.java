package com.honeydue.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.honeydue.push.PushResult.DeadToken;
import com.honeydue.push.PushResult.NotConfigured;
import com.honeydue.push.PushResult.Refused;
import com.honeydue.push.PushResult.RetryLater;
import com.honeydue.push.PushResult.Sent;
import com.honeydue.testing.ApnsPeer;
import com.honeydue.testing.Eventually;
import com.honeydue.testing.OnLoop;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds whoever the provider is. */
class PushTest {

  private static final Device IPHONE = new Device(Provider.APNS, PushFixture.TOKEN);

  private final ApnsPeer peer = new ApnsPeer();
  private final PushFixture push = new PushFixture(settings());

  @AfterEach
  void close() {
    push.close();
    peer.close();
  }

  @Test
  void aProviderWithoutSettingsShouldBeOff() {
    try (var off = new PushFixture(Map.of())) {
      for (var provider : Provider.values()) {
        assertThat(off.send(new Device(provider, PushFixture.TOKEN), off.alert()))
            .isEqualTo(new NotConfigured());
      }
    }
    assertThat(push.toAndroid()).isEqualTo(new NotConfigured());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "zz", "../../3/device/00", "00fc\r\nx: y", "0123456789"})
  void aTokenThatCouldBeNoneShouldGoNowhere(String token) {
    assertThat(push.send(new Device(Provider.APNS, token), push.alert()))
        .isEqualTo(new DeadToken("malformed", null));
    assertThat(peer.taken()).isEmpty();
    assertThat(push.metric("push_held_back_total{provider=\"apns\",reason=\"malformed\"}"))
        .isEqualTo(1);
  }

  @Test
  void whatComesTooLateOrIsTooLargeShouldGoNowhere() {
    var message = push.alert();
    push.pass(Duration.ofHours(2));
    assertThat(push.send(IPHONE, message)).isEqualTo(new Refused("expired"));
    var large = message(Map.of("text", "ä".repeat(2_000)), push.now().plusSeconds(60));
    assertThat(push.send(IPHONE, large)).isEqualTo(new Refused("too_large"));
    assertThat(peer.taken()).isEmpty();
  }

  @Test
  void moreThanMayBeUnderWayShouldBePutOff() {
    var waiting = new ConcurrentLinkedQueue<HttpServerRequest>();
    peer.answer((request, taken) -> waiting.add(request));
    List<Future<PushResult>> first = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      first.add(push.begin(IPHONE, push.alert()));
    }

    assertThat(push.toApple()).isEqualTo(new RetryLater("too_many_in_flight", null));
    assertThat(push.metric("push_in_flight{provider=\"apns\"}")).isEqualTo(4);

    Eventually.until("all four are there", () -> waiting.size() == 4);
    waiting.forEach(ApnsPeer::accept);
    assertThat(first).extracting(OnLoop::await).containsOnly(new Sent());
    peer.answer((request, taken) -> ApnsPeer.accept(request));
    assertThat(push.toApple()).isEqualTo(new Sent());
  }

  @Test
  void aProviderInTroubleShouldBeLeftAloneForAWhile() {
    peer.answer(ApnsPeer.rejecting(503, "ServiceUnavailable"));
    for (int i = 0; i < 5; i++) {
      assertThat(push.toApple()).isEqualTo(new RetryLater("ServiceUnavailable", null));
    }
    assertThat(push.metric("push_circuit_state{provider=\"apns\"}")).isEqualTo(2);

    var held = push.toApple();
    assertThat(held.reason()).isEqualTo("circuit_open");
    assertThat(((RetryLater) held).after()).isBetween(Duration.ofMillis(1), Duration.ofMinutes(1));
    assertThat(peer.taken()).hasSize(5);
    assertThat(push.metric("push_held_back_total{provider=\"apns\",reason=\"circuit_open\"}"))
        .isEqualTo(1);

    push.pass(Duration.ofMinutes(1));
    assertThat(push.toApple())
        .as("a single try")
        .isEqualTo(new RetryLater("ServiceUnavailable", null));
    assertThat(push.toApple().reason()).isEqualTo("circuit_open");
    assertThat(peer.taken()).hasSize(6);

    peer.answer((request, taken) -> ApnsPeer.accept(request));
    push.pass(Duration.ofMinutes(2));
    assertThat(push.toApple()).isEqualTo(new Sent());
    assertThat(push.toApple()).isEqualTo(new Sent());
    assertThat(push.metric("push_circuit_state{provider=\"apns\"}")).isZero();
    assertThat(peer.connections()).as("what answers is not connected to anew").isEqualTo(1);
  }

  @Test
  void oneProvidersTroubleShouldNotBeTheOthers() {
    peer.answer(ApnsPeer.rejecting(503, "ServiceUnavailable"));
    for (int i = 0; i < 6; i++) {
      push.toApple();
    }
    peer.answer((request, taken) -> ApnsPeer.accept(request));

    assertThat(push.toApple().reason()).isEqualTo("circuit_open");
    assertThat(push.send(new Device(Provider.APNS_SANDBOX, PushFixture.TOKEN), push.alert()))
        .isEqualTo(new Sent());
  }

  @Test
  void veryManyBadTokensShouldRaiseAnAlarmOnce() {
    peer.answer(ApnsPeer.rejecting(400, "BadDeviceToken"));
    for (int i = 0; i < 19; i++) {
      push.toApple();
    }
    assertThat(push.metric("push_bad_token_bursts_total{provider=\"apns\"}")).isZero();
    for (int i = 0; i < 30; i++) {
      assertThat(push.toApple()).isEqualTo(new DeadToken("BadDeviceToken", null));
    }
    assertThat(push.metric("push_bad_token_bursts_total{provider=\"apns\"}")).isEqualTo(1);
    assertThat(push.metric("push_dead_tokens_total{provider=\"apns\",reason=\"BadDeviceToken\"}"))
        .isEqualTo(49);
    assertThat(push.metric("apns_send_duration_seconds_count{result=\"bad_token\"}")).isEqualTo(49);

    peer.answer(ApnsPeer.rejecting(410, "Unregistered"));
    for (int i = 0; i < 100; i++) {
      push.toApple();
    }
    peer.answer(ApnsPeer.rejecting(400, "DeviceTokenNotForTopic"));
    for (int i = 0; i < 20; i++) {
      push.toApple();
    }
    assertThat(push.metric("push_bad_token_bursts_total{provider=\"apns\"}")).isEqualTo(2);
  }

  @Test
  void aMessageThatNoProviderWouldTakeShouldNotBeMade() {
    var soon = push.now().plusSeconds(60);
    for (String key : List.of("aps", "from", "type", "category", "google.x", "gcm", "Upper", "")) {
      assertThatThrownBy(() -> message(Map.of(key, "x"), soon))
          .as(key)
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> message(PushMessage.Priority.HIGH, null, Map.of(), soon))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> message(PushMessage.Priority.NORMAL, "ä".repeat(33), Map.of(), soon))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static PushMessage message(Map<String, String> data, Instant expires) {
    return message(PushMessage.Priority.NORMAL, null, data, expires);
  }

  /** One that shows nothing. */
  private static PushMessage message(
      PushMessage.Priority priority,
      @Nullable String collapse,
      Map<String, String> data,
      Instant expires) {
    var id = UUID.randomUUID();
    return new PushMessage(id, "task_completed", null, collapse, priority, expires, data);
  }

  private Map<String, String> settings() {
    Map<String, String> settings = ApnsPeer.settings(peer.url(), peer.url());
    settings.put("PUSH_MAX_IN_FLIGHT", "4");
    settings.put("PUSH_CIRCUIT_FAILURES", "5");
    settings.put("PUSH_CIRCUIT_PAUSE", "1m");
    return settings;
  }
}
