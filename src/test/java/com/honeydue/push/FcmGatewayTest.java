package com.honeydue.push;

import static com.honeydue.testing.FcmPeer.refusing;
import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.push.PushResult.Configuration;
import com.honeydue.push.PushResult.DeadToken;
import com.honeydue.push.PushResult.Refused;
import com.honeydue.push.PushResult.RetryLater;
import com.honeydue.push.PushResult.Sent;
import com.honeydue.testing.Eventually;
import com.honeydue.testing.FcmPeer;
import com.honeydue.testing.OnLoop;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FcmGatewayTest {

  private final FcmPeer peer = new FcmPeer();
  private @Nullable PushFixture made;

  @AfterEach
  void close() {
    if (made != null) {
      made.close();
    }
    peer.close();
  }

  @Test
  void anAlertShouldArriveWhole() {
    var push = push();
    var message = push.alert();

    assertThat(push.send(new Device(Provider.FCM, PushFixture.ANDROID), message))
        .isEqualTo(new Sent());

    var taken = peer.taken().getFirst();
    String ttl = taken.getJsonObject("android").getString("ttl");
    assertThat(Integer.parseInt(ttl.replace("s", ""))).isBetween(3_590, 3_600);
    assertThat(taken)
        .isEqualTo(
            new JsonObject(
                """
                {"token": "dGVzdA:APA91bHun4MxP5egoKMwt2KZFBaFUH-1RYqx",
                 "notification": {
                   "title": "Gutters", "body": "Due tomorrow: größer \\"quotes\\""},
                 "data": {"type": "task_due_soon", "category": "tasks", "task_id": "42"},
                 "android": {
                   "priority": "high", "collapse_key": "task-42", "ttl": "%s",
                   "notification": {
                     "channel_id": "reminders", "tag": "task-42", "notification_count": 3}}}
                """
                    .formatted(ttl)));
  }

  @Test
  void whatShowsNothingShouldBeDataAlone() {
    var push = push();

    push.send(new Device(Provider.FCM, PushFixture.ANDROID), push.background());

    var taken = peer.taken().getFirst();
    assertThat(taken.containsKey("notification")).isFalse();
    assertThat(taken.getJsonObject("android").getString("priority")).isEqualTo("normal");
    assertThat(taken.getJsonObject("data"))
        .isEqualTo(new JsonObject().put("type", "task_completed").put("task_id", "43"));
  }

  @Test
  void theServiceAccountShouldVouchForItself() throws Exception {
    push().toAndroid();

    var jwt = peer.assertions().getFirst();
    var claims = jwt.getJWTClaimsSet();
    assertThat(jwt.getHeader().getKeyID()).isEqualTo("fcm-key");
    assertThat(claims.getIssuer()).isEqualTo(FcmPeer.EMAIL);
    assertThat(claims.getAudience()).containsExactly(peer.url() + "/token");
    assertThat(claims.getStringClaim("scope"))
        .isEqualTo("https://www.googleapis.com/auth/firebase.messaging");
    assertThat(
            Duration.between(
                claims.getIssueTime().toInstant(), claims.getExpirationTime().toInstant()))
        .isEqualTo(Duration.ofHours(1));
  }

  static Stream<Arguments> refusals() {
    var token = violation("message.token");
    var other = violation("message.data[0].value");
    return Stream.of(
        of(refusing(404, "UNREGISTERED"), new DeadToken("UNREGISTERED", null)),
        of(refusing(400, "INVALID_ARGUMENT"), new DeadToken("INVALID_ARGUMENT", null)),
        of(refusing(400, "INVALID_ARGUMENT", token), new DeadToken("INVALID_ARGUMENT", null)),
        of(refusing(400, "INVALID_ARGUMENT", other), new Refused("INVALID_ARGUMENT")),
        of(refusing(400, "INVALID_ARGUMENT", token, other), new Refused("INVALID_ARGUMENT")),
        of(refusing(403, "SENDER_ID_MISMATCH"), new Configuration("SENDER_ID_MISMATCH")),
        of(refusing(401, "THIRD_PARTY_AUTH_ERROR"), new Configuration("THIRD_PARTY_AUTH_ERROR")),
        of(
            refusing(429, "QUOTA_EXCEEDED"),
            new RetryLater("QUOTA_EXCEEDED", Duration.ofSeconds(60))),
        of(refusing(503, "UNAVAILABLE"), new RetryLater("UNAVAILABLE", null)),
        of(refusing(500, "INTERNAL"), new RetryLater("INTERNAL", null)),
        of(refusing(400, "UNSPECIFIED_ERROR"), new Refused("status_400")),
        of(refusing(503, "NEWLY_INVENTED"), new RetryLater("status_503", null)),
        of(status(400), new Refused("status_400")),
        of(status(403), new Configuration("status_403")),
        of(status(404), new Configuration("status_404")),
        of(status(413), new Refused("status_413")),
        of(status(429), new RetryLater("status_429", Duration.ofSeconds(60))),
        of(status(500), new RetryLater("status_500", null)),
        of(status(502), new RetryLater("status_502", null)),
        of(status(503), new RetryLater("status_503", null)),
        of(status(302), new Configuration("status_302")),
        of(status(200), new RetryLater("unreadable", null)));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void everyRefusalShouldHaveItsMeaning(FcmPeer.Answering answering, PushResult meaning) {
    peer.answer(answering);

    assertThat(push().toAndroid()).isEqualTo(meaning);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<html>",
        "[]",
        "null",
        "{\"error\": 1}",
        "{\"error\": {\"details\": {}}}",
        "{\"error\": {\"details\": [1, null, {\"@type\": 5}]}}",
        "{\"error\": {\"details\": [{\"@type\": \"other\", \"errorCode\": \"UNREGISTERED\"}]}}"
      })
  void whatIsNotFirebasesWordShouldMakeNoTokenDead(String body) {
    peer.answer((request, message) -> FcmPeer.answer(request, 404, body));

    assertThat(push().toAndroid()).isEqualTo(new Configuration("status_404"));
  }

  @ParameterizedTest
  @CsvSource({"429, QUOTA_EXCEEDED", "503, UNAVAILABLE"})
  void theProviderShouldSayHowLongToWait(int status, String code) {
    peer.answer(
        (request, message) -> {
          request.response().putHeader("Retry-After", "17");
          refusing(status, code).answer(request, message);
        });

    assertThat(push().toAndroid()).isEqualTo(new RetryLater(code, Duration.ofSeconds(17)));
  }

  @Test
  void anAnswerThatIsTooLargeShouldBeTriedAgain() {
    peer.answer((request, message) -> FcmPeer.answer(request, 404, " ".repeat(100_000)));

    assertThat(push().toAndroid()).isEqualTo(new RetryLater("connection", null));
  }

  @Test
  void anAnswerThatDoesNotComeShouldBeGivenUp() {
    var push = push(Map.of("PUSH_DEADLINE", "300ms"));
    peer.answer((request, message) -> {});
    assertThat(push.toAndroid()).isEqualTo(new RetryLater("deadline", null));
    peer.answer((request, message) -> request.response().setChunked(true).write("{"));
    assertThat(push.toAndroid()).isEqualTo(new RetryLater("deadline", null));
    peer.answer((request, message) -> FcmPeer.accept(request));

    Eventually.until("it works again", () -> push.toAndroid() instanceof Sent);
  }

  @Test
  void aConnectionThatIsCutShouldBeOpenedAgain() {
    var push = push();
    peer.answer((request, message) -> peer.cut());
    assertThat(push.toAndroid()).isEqualTo(new RetryLater("connection", null));
    peer.answer((request, message) -> request.response().reset(2));
    assertThat(push.toAndroid()).isEqualTo(new RetryLater("connection", null));
    peer.answer((request, message) -> FcmPeer.accept(request));
    Eventually.until("it works again", () -> push.toAndroid() instanceof Sent);
    int before = peer.connections();
    peer.goAway();

    Eventually.until(
        "another connection takes pushes",
        () -> push.toAndroid() instanceof Sent && peer.connections() > before);
  }

  @Test
  void aConnectionThatAnswersNothingAnyMoreShouldBeReplacedWhenTheCircuitOpens() {
    var push = push(Map.of("PUSH_CIRCUIT_FAILURES", "3", "PUSH_DEADLINE", "300ms"));
    Eventually.until("it works", () -> push.toAndroid() instanceof Sent);
    int before = peer.connections();
    peer.answer(
        (request, message) -> {
          if (peer.connections() > before) {
            FcmPeer.accept(request);
          }
        });
    for (int i = 0; i < 3; i++) {
      assertThat(push.toAndroid()).isEqualTo(new RetryLater("deadline", null));
    }
    assertThat(push.toAndroid().reason()).isEqualTo("circuit_open");

    Eventually.until(
        "it works again",
        () -> {
          push.pass(Duration.ofMinutes(5));
          return push.toAndroid() instanceof Sent;
        });
  }

  @Test
  void manyShouldGoOverFewConnectionsWithOneAccessToken() {
    var push = push(Map.of("PUSH_MAX_IN_FLIGHT", "5000"));
    List<Future<PushResult>> sends = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      sends.add(push.begin(new Device(Provider.FCM, PushFixture.ANDROID), push.alert()));
    }

    assertThat(sends).extracting(OnLoop::await).containsOnly(new Sent());

    assertThat(peer.taken()).hasSize(3_000);
    assertThat(peer.assertions()).hasSize(1);
    assertThat(peer.connections()).isLessThanOrEqualTo(5);
    assertThat(push.metric("push_in_flight{provider=\"fcm\"}")).isZero();
  }

  private static Arguments of(FcmPeer.Answering answering, PushResult meaning) {
    return Arguments.of(answering, meaning);
  }

  private static FcmPeer.Answering status(int status) {
    return (request, message) ->
        FcmPeer.answer(request, status, "{\"error\": {\"code\": " + status + "}}");
  }

  private static JsonObject violation(String field) {
    return new JsonObject()
        .put("@type", "type.googleapis.com/google.rpc.BadRequest")
        .put("fieldViolations", new JsonArray().add(new JsonObject().put("field", field)));
  }

  private PushFixture push() {
    return push(Map.of());
  }

  private PushFixture push(Map<String, String> more) {
    Map<String, String> settings = peer.settings();
    settings.putAll(more);
    var fixture = new PushFixture(settings);
    made = fixture;
    return fixture;
  }
}
