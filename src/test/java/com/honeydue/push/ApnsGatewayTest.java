package com.honeydue.push;

import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.push.PushResult.Configuration;
import com.honeydue.push.PushResult.DeadToken;
import com.honeydue.push.PushResult.Refused;
import com.honeydue.push.PushResult.RetryLater;
import com.honeydue.push.PushResult.Sent;
import com.honeydue.testing.ApnsPeer;
import com.honeydue.testing.Eventually;
import com.honeydue.testing.OnLoop;
import com.honeydue.testing.WireProxy;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jwt.SignedJWT;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ApnsGatewayTest {

  private final ApnsPeer production = new ApnsPeer();
  private final ApnsPeer sandbox = new ApnsPeer();
  private final List<PushFixture> fixtures = new ArrayList<>();

  @AfterEach
  void close() {
    fixtures.forEach(PushFixture::close);
    sandbox.close();
    production.close();
  }

  @Test
  void anAlertShouldArriveWhole() throws Exception {
    var push = push();
    var message = push.alert();

    assertThat(push.send(new Device(Provider.APNS, PushFixture.TOKEN), message))
        .isEqualTo(new Sent());

    var taken = production.taken().getFirst();
    assertThat(taken.token()).isEqualTo(PushFixture.TOKEN);
    assertThat(taken.headers())
        .containsEntry("apns-id", message.id().toString())
        .containsEntry("apns-topic", ApnsPeer.TOPIC)
        .containsEntry("apns-push-type", "alert")
        .containsEntry("apns-priority", "10")
        .containsEntry("apns-collapse-id", "task-42")
        .containsEntry("apns-expiration", Long.toString(message.expires().getEpochSecond()));
    assertThat(taken.payload())
        .isEqualTo(
            new JsonObject(
                """
                {"aps": {
                   "alert": {"title": "Gutters", "body": "Due tomorrow: größer \\"quotes\\""},
                   "sound": "default", "badge": 3, "category": "tasks",
                   "thread-id": "residence-7", "mutable-content": 1,
                   "interruption-level": "active"},
                 "type": "task_due_soon", "category": "tasks", "task_id": "42"}
                """));
    var jwt =
        SignedJWT.parse(taken.headers().getOrDefault("authorization", "").replace("bearer ", ""));
    assertThat(isSigned(jwt)).isTrue();
    assertThat(jwt.getHeader().getKeyID()).isEqualTo(ApnsPeer.KEY_ID);
    assertThat(jwt.getJWTClaimsSet().getIssuer()).isEqualTo(ApnsPeer.TEAM_ID);
  }

  @Test
  void whatShowsNothingShouldWakeTheAppAlone() {
    var push = push();

    push.send(new Device(Provider.APNS, PushFixture.TOKEN), push.background());

    var taken = production.taken().getFirst();
    assertThat(taken.headers())
        .containsEntry("apns-push-type", "background")
        .containsEntry("apns-priority", "5")
        .doesNotContainKey("apns-collapse-id");
    assertThat(taken.payload())
        .isEqualTo(
            new JsonObject(
                """
                {"aps": {"content-available": 1}, "type": "task_completed", "task_id": "43"}
                """));
  }

  @Test
  void theDeviceShouldSayWhichOfTheTwoItIs() {
    var push = push();

    push.send(new Device(Provider.APNS_SANDBOX, PushFixture.TOKEN), push.alert());

    assertThat(sandbox.taken()).hasSize(1);
    assertThat(production.taken()).isEmpty();
  }

  @Test
  void aRepeatShouldCarryTheSameId() {
    var push = push();
    var message = push.alert();
    production.answer(ApnsPeer.rejecting(503, "ServiceUnavailable"));
    var device = new Device(Provider.APNS, PushFixture.TOKEN);
    assertThat(push.send(device, message)).isEqualTo(new RetryLater("ServiceUnavailable", null));
    production.answer((request, taken) -> ApnsPeer.accept(request));

    assertThat(push.send(device, message)).isEqualTo(new Sent());

    assertThat(production.taken())
        .extracting(taken -> taken.headers().get("apns-id"))
        .containsExactly(message.id().toString(), message.id().toString());
  }

  @Test
  void manyShouldGoOverOneConnectionWithOneProviderToken() {
    var push = push(Map.of("PUSH_MAX_IN_FLIGHT", "5000"));
    List<Future<PushResult>> sends = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      sends.add(push.begin(new Device(Provider.APNS, PushFixture.TOKEN), push.alert()));
    }

    assertThat(sends).extracting(OnLoop::await).containsOnly(new Sent());

    assertThat(production.connections()).isEqualTo(1);
    assertThat(production.taken()).hasSize(3_000);
    assertThat(production.taken())
        .extracting(taken -> taken.headers().get("authorization"))
        .containsOnly(production.taken().getFirst().headers().get("authorization"));
    assertThat(push.metric("push_in_flight{provider=\"apns\"}")).isZero();
    assertThat(push.metric("apns_send_duration_seconds_count{result=\"ok\"}")).isEqualTo(3_000);
  }

  @Test
  void reasonsThatPushyDoesNotKnowShouldHaveTheirMeaning() {
    var push = push(Map.of("PUSH_CIRCUIT_FAILURES", "100"));
    var since = Instant.parse("2026-03-01T10:00:00Z");
    production.answer(
        (request, taken) ->
            ApnsPeer.answer(
                request,
                410,
                "{\"reason\": \"ExpiredToken\", \"timestamp\": " + since.toEpochMilli() + "}"));
    assertThat(push.toApple()).isEqualTo(new DeadToken("ExpiredToken", since));

    assertThat(rejected(push, 403, "BadEnvironmentKeyIdInToken"))
        .isEqualTo(new Configuration("BadEnvironmentKeyIdInToken"));
    assertThat(rejected(push, 403, "UnrelatedKeyIdInToken"))
        .isEqualTo(new Configuration("UnrelatedKeyIdInToken"));
    assertThat(rejected(push, 400, "NewlyInvented")).isEqualTo(new Refused("status_400"));
    assertThat(rejected(push, 403, "NewlyInvented")).isEqualTo(new Configuration("status_403"));
    assertThat(rejected(push, 410, "NewlyInvented")).isEqualTo(new DeadToken("status_410", null));
    assertThat(rejected(push, 429, "NewlyInvented")).isEqualTo(new RetryLater("status_429", null));
    assertThat(rejected(push, 502, "NewlyInvented")).isEqualTo(new RetryLater("status_502", null));
    assertThat(rejected(push, 503, "A text; with: anything"))
        .isEqualTo(new RetryLater("unreadable", null));
  }

  @Test
  void garbageShouldBeTriedAgain() {
    var push = push();
    for (String garbage : List.of("<html>no</html>", "{", "[]", "{\"reason\": 7}", "null")) {
      production.answer((request, taken) -> ApnsPeer.answer(request, 500, garbage));

      assertThat(push.toApple()).as(garbage).isInstanceOf(RetryLater.class);
    }
    production.answer((request, taken) -> request.response().setStatusCode(500).end());
    assertThat(push.toApple()).isInstanceOf(RetryLater.class);
  }

  @Test
  void anAnswerThatDoesNotComeShouldBeGivenUp() {
    var push = push(Map.of("PUSH_DEADLINE", "200ms"));
    production.answer((request, taken) -> {});

    assertThat(push.toApple()).isEqualTo(new RetryLater("deadline", null));
    assertThat(push.metric("apns_send_duration_seconds_count{result=\"error\"}")).isEqualTo(1);
    assertThat(push.metric("push_in_flight{provider=\"apns\"}")).isZero();
  }

  @Test
  void aConnectionThatIsCutShouldBeOpenedAgain() {
    var push = push();
    production.answer((request, taken) -> production.cut());
    assertThat(push.toApple()).isEqualTo(new RetryLater("connection", null));
    production.answer((request, taken) -> request.response().reset(2));
    assertThat(push.toApple()).isEqualTo(new RetryLater("connection", null));
    production.answer((request, taken) -> ApnsPeer.accept(request));

    assertThat(push.toApple()).isEqualTo(new Sent());
    assertThat(production.connections()).isEqualTo(2);
  }

  @Test
  void aServerThatGoesAwayShouldBeConnectedToAgain() {
    var push = push();
    production.answer((request, taken) -> production.goAway());
    assertThat(push.toApple()).isEqualTo(new RetryLater("connection", null));
    production.answer((request, taken) -> ApnsPeer.accept(request));
    assertThat(push.toApple()).isEqualTo(new Sent());

    production.goAway();
    Eventually.until(
        "another connection takes pushes",
        () -> push.toApple() instanceof Sent && production.connections() > 1);
  }

  @Test
  void nobodyThereShouldBeTriedAgain() {
    production.close();
    var push = push();

    assertThat(push.toApple()).isEqualTo(new RetryLater("connection", null));
  }

  @Test
  void whatWasGivenUpShouldNotBeSentWhenTheConnectionComesAfterAll() {
    try (var proxy = WireProxy.inFrontOf("127.0.0.1", port(production), Duration.ZERO)) {
      proxy.blackhole(true);
      var settings = Map.of("PUSH_APNS_URL", url(proxy), "PUSH_DEADLINE", "300ms");
      var push = push(settings);
      assertThat(push.toApple()).isEqualTo(new RetryLater("deadline", null));
      assertThat(push.toApple()).isEqualTo(new RetryLater("deadline", null));
      proxy.blackhole(false);

      var message = push.alert();
      var device = new Device(Provider.APNS, PushFixture.TOKEN);
      Eventually.until("it is sent", () -> push.send(device, message) instanceof Sent);

      assertThat(production.taken())
          .extracting(taken -> taken.headers().get("apns-id"))
          .containsOnly(message.id().toString());
    }
  }

  @Test
  void aConnectionThatAnswersNothingAnyMoreShouldBeReplacedWhenTheCircuitOpens() {
    var push = push(Map.of("PUSH_CIRCUIT_FAILURES", "3", "PUSH_DEADLINE", "300ms"));
    Eventually.until("it works", () -> push.toApple() instanceof Sent);
    int before = production.connections();
    production.answer(
        (request, taken) -> {
          if (production.connections() > before) {
            ApnsPeer.accept(request);
          }
        });
    for (int i = 0; i < 3; i++) {
      assertThat(push.toApple()).isEqualTo(new RetryLater("deadline", null));
    }
    assertThat(push.toApple().reason()).isEqualTo("circuit_open");

    Eventually.until(
        "it works again",
        () -> {
          push.pass(Duration.ofMinutes(5));
          return push.toApple() instanceof Sent;
        });
  }

  /** pushy writes the signature in DER, as the JDK makes it; Apple takes that as well as JOSE's. */
  private static boolean isSigned(SignedJWT jwt) throws GeneralSecurityException, JOSEException {
    var verifier = Signature.getInstance("SHA256withECDSA");
    verifier.initVerify(ApnsPeer.key().toECPublicKey());
    verifier.update(jwt.getSigningInput());
    return verifier.verify(jwt.getSignature().decode());
  }

  private PushResult rejected(PushFixture push, int status, String reason) {
    production.answer(ApnsPeer.rejecting(status, reason));
    return push.toApple();
  }

  private static int port(ApnsPeer peer) {
    return URI.create(peer.url()).getPort();
  }

  private static String url(WireProxy proxy) {
    return "https://localhost:" + proxy.port();
  }

  private PushFixture push() {
    return push(Map.of());
  }

  private PushFixture push(Map<String, String> more) {
    Map<String, String> settings = ApnsPeer.settings(production.url(), sandbox.url());
    settings.putAll(more);
    var made = new PushFixture(settings);
    fixtures.add(made);
    return made;
  }
}
