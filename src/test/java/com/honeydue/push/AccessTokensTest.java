package com.honeydue.push;

import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.push.PushResult.Configuration;
import com.honeydue.push.PushResult.RetryLater;
import com.honeydue.push.PushResult.Sent;
import com.honeydue.testing.Eventually;
import com.honeydue.testing.FcmPeer;
import com.honeydue.testing.OnLoop;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What lets us push to Firebase: fetched, kept, renewed, withdrawn. */
class AccessTokensTest {

  private final FcmPeer peer = new FcmPeer();
  private final PushFixture push = new PushFixture(settings());

  @AfterEach
  void close() {
    push.close();
    peer.close();
  }

  @Test
  void manyWhoWaitShouldShareAFetch() {
    var asked = new CompletableFuture<HttpServerRequest>();
    peer.issue((request, message) -> asked.complete(request));
    List<Future<PushResult>> sends = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      sends.add(push.begin(new Device(Provider.FCM, PushFixture.ANDROID), push.alert()));
    }

    peer.issueFor(asked.join(), 3_599);

    assertThat(sends).extracting(OnLoop::await).containsOnly(new Sent());
    assertThat(peer.assertions()).hasSize(1);
  }

  @Test
  void shouldBeRenewedBeforeItsEndWhileItStillServes() {
    assertThat(push.toAndroid()).isEqualTo(new Sent());
    push.pass(Duration.ofMinutes(54));
    assertThat(push.toAndroid()).isEqualTo(new Sent());
    assertThat(peer.assertions()).hasSize(1);
    var asked = new CompletableFuture<HttpServerRequest>();
    peer.issue((request, message) -> asked.complete(request));

    push.pass(Duration.ofMinutes(2));

    assertThat(push.toAndroid()).as("with the old one, at once").isEqualTo(new Sent());
    peer.issueFor(asked.join(), 3_599);
    Eventually.until("the new one is used", () -> push.toAndroid() instanceof Sent);
    assertThat(peer.assertions()).hasSize(2);
  }

  @Test
  void aRenewalThatFailsShouldNotMatterUntilTheOldOneEnds() {
    assertThat(push.toAndroid()).isEqualTo(new Sent());
    peer.issue((request, message) -> FcmPeer.answer(request, 503, ""));
    push.pass(Duration.ofMinutes(56));
    for (int i = 0; i < 5; i++) {
      assertThat(push.toAndroid()).isEqualTo(new Sent());
    }

    push.pass(Duration.ofMinutes(4));

    assertThat(push.toAndroid()).isEqualTo(new RetryLater("token_status_503", null));
    peer.issue(null);
    assertThat(push.toAndroid()).isEqualTo(new Sent());
  }

  @Test
  void oneThatIsNotTakenAnyMoreShouldBeReplacedOnce() {
    assertThat(push.toAndroid()).isEqualTo(new Sent());
    peer.withdraw();
    assertThat(push.toAndroid()).isEqualTo(new Sent());
    assertThat(peer.assertions()).hasSize(2);

    peer.answer((request, message) -> FcmPeer.answer(request, 401, "{\"error\": {\"code\": 401}}"));

    assertThat(push.toAndroid()).isEqualTo(new Configuration("status_401"));
    assertThat(peer.assertions()).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"invalid_grant", "invalid_client", "unauthorized_client", "invalid_scope"})
  void aRefusalShouldBeOurFault(String error) {
    peer.issue(
        (request, message) -> FcmPeer.answer(request, 400, "{\"error\": \"" + error + "\"}"));

    assertThat(push.toAndroid()).isEqualTo(new Configuration(error));
  }

  @ParameterizedTest
  @CsvSource({"400, token_status_400", "404, token_status_404", "302, token_status_302"})
  void anyOtherRefusalShouldBeOurFaultToo(int status, String reason) {
    peer.issue((request, message) -> FcmPeer.answer(request, status, "<html>"));

    assertThat(push.toAndroid()).isEqualTo(new Configuration(reason));
  }

  @Test
  void troubleShouldBeTriedAgain() {
    peer.issue(
        (request, message) -> {
          request.response().putHeader("Retry-After", "9");
          FcmPeer.answer(request, 429, "{}");
        });
    assertThat(push.toAndroid())
        .isEqualTo(new RetryLater("token_status_429", Duration.ofSeconds(9)));
    for (String garbage :
        List.of(
            "<html>",
            "{}",
            "{\"access_token\": \"\", \"expires_in\": 9}",
            "{\"access_token\": \"a\", \"expires_in\": 0}",
            "{\"access_token\": 5}")) {
      peer.issue((request, message) -> FcmPeer.answer(request, 200, garbage));
      assertThat(push.toAndroid()).isEqualTo(new RetryLater("token_unreadable", null));
    }
    peer.issue((request, message) -> peer.cut());
    assertThat(push.toAndroid()).isEqualTo(new RetryLater("connection", null));
    peer.issue(null);
    assertThat(push.toAndroid()).isEqualTo(new Sent());
  }

  @Test
  void anIssuerThatDoesNotAnswerShouldBeGivenUp() {
    peer.issue((request, message) -> {});
    Map<String, String> settings = settings();
    settings.put("PUSH_DEADLINE", "300ms");
    try (var hasty = new PushFixture(settings)) {
      assertThat(hasty.toAndroid()).isEqualTo(new RetryLater("deadline", null));
    }
    assertThat(peer.taken()).isEmpty();
  }

  private Map<String, String> settings() {
    Map<String, String> settings = peer.settings();
    settings.put("PUSH_CIRCUIT_FAILURES", "100");
    return settings;
  }
}
