package com.honeydue.stores;

import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.bus.Money;
import com.honeydue.testing.GooglePlayPeer;
import com.honeydue.testing.IdentityProvider;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Google Play says, and what is Google's word. */
class GoogleStoreTest {

  private static final String TOKEN = "bgkdoafkkifmcjdnpmclihhh.AO-J1Oy_secret~token";
  private static final String PRODUCT = "pro_monthly";
  private static final UUID ACCOUNT = UUID.fromString("0b8f4c2e-7a54-4c2b-9c3a-2f5b7a1f0c11");

  private final Instant until =
      Instant.now().plus(Duration.ofDays(30)).truncatedTo(ChronoUnit.MILLIS);
  private final GooglePlayPeer peer = new GooglePlayPeer();
  private final StoresFixture stores = new StoresFixture(peer.settings());

  @AfterEach
  void close() {
    stores.close();
    peer.close();
  }

  @Test
  void aSubscriptionShouldBeReadAsItStands() {
    peer.buy(TOKEN, PRODUCT, ACCOUNT, until).put("linkedPurchaseToken", "former");
    var answered = Instant.now().plusSeconds(2).truncatedTo(ChronoUnit.SECONDS);
    peer.clock(() -> answered);

    Reading reading = stores.ask(it -> it.google().read(TOKEN));

    assertThat(reading.key()).isEqualTo(TOKEN);
    assertThat(reading.product()).isEqualTo(PRODUCT);
    assertThat(reading.at()).isEqualTo(answered);
    assertThat(reading.order()).isEqualTo("GPA.3300-0000-0000-00001");
    assertThat(reading.expiresAt()).isEqualTo(until);
    assertThat(reading.account()).isEqualTo(ACCOUNT);
    assertThat(reading.replaces()).isEqualTo("former");
    assertThat(reading.acknowledged()).isFalse();
    assertThat(reading.sandbox()).isFalse();
    assertThat(reading.price()).isEqualTo(new Money(499, "USD"));
  }

  @ParameterizedTest
  @CsvSource({
    "PENDING, PENDING",
    "ACTIVE, ACTIVE",
    "CANCELED, CANCELLED",
    "IN_GRACE_PERIOD, GRACE",
    "ON_HOLD, HOLD",
    "PAUSED, PAUSED",
    "EXPIRED, EXPIRED",
    "PENDING_PURCHASE_CANCELED, EXPIRED"
  })
  void everyStateShouldHaveItsMeaning(String state, Phase phase) {
    peer.buy(TOKEN, PRODUCT, null, until);
    peer.state(TOKEN, state);

    Reading reading = stores.ask(it -> it.google().read(TOKEN));

    assertThat(reading.phase()).isEqualTo(phase);
    assertThat(reading.graceUntil()).isEqualTo(phase == Phase.GRACE ? until : null);
    assertThat(reading.acknowledged()).isEqualTo(phase == Phase.PENDING);
  }

  @Test
  void aStateThatIsNotKnownShouldNotBeGuessed() {
    peer.buy(TOKEN, PRODUCT, null, until);
    peer.state(TOKEN, "NEWLY_INVENTED");

    assertThat(read()).isEqualTo("UNAVAILABLE unknown_state");
  }

  @Test
  void itShouldBeAcknowledgedAndCancelled() {
    peer.buy(TOKEN, PRODUCT, null, until);

    stores.ask(it -> it.google().acknowledge(PRODUCT, TOKEN));
    assertThat(stores.ask(it -> it.google().read(TOKEN)).acknowledged()).isTrue();
    stores.ask(it -> it.google().cancel(PRODUCT, TOKEN));

    assertThat(stores.ask(it -> it.google().read(TOKEN)).phase()).isEqualTo(Phase.CANCELLED);
  }

  @Test
  void whatWasGivenBackShouldComeFromAllPages() {
    var now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    for (int i = 0; i < 5; i++) {
      peer.refund(TOKEN, "GPA." + i, now.minusSeconds(i));
    }
    peer.refund(TOKEN, "GPA.old", now.minus(Duration.ofDays(2)));

    List<Refund> lately = stores.ask(it -> it.google().voided(now.minus(Duration.ofDays(1))));
    List<Refund> all = stores.ask(it -> it.google().voided(now.minus(Duration.ofDays(90))));

    assertThat(lately)
        .hasSize(5)
        .contains(new Refund(Store.GOOGLE, TOKEN, "GPA.4", now.minusSeconds(4)));
    assertThat(all).hasSize(6);
  }

  @ParameterizedTest
  @CsvSource({
    "400, INVALID",
    "401, MISCONFIGURED",
    "403, MISCONFIGURED",
    "404, UNKNOWN",
    "410, UNKNOWN",
    "429, UNAVAILABLE",
    "500, UNAVAILABLE",
    "503, UNAVAILABLE"
  })
  void everyRefusalShouldHaveItsMeaning(int status, String kind) {
    peer.answer(GooglePlayPeer.refusing(status));

    assertThat(read()).isEqualTo(kind + " status_" + status);
  }

  @Test
  void anAccessTokenThatWasWithdrawnShouldBeReplaced() {
    peer.buy(TOKEN, PRODUCT, null, until);
    stores.ask(it -> it.google().read(TOKEN));
    peer.withdraw();

    assertThat(stores.ask(it -> it.google().read(TOKEN)).key()).isEqualTo(TOKEN);
  }

  @ParameterizedTest
  @CsvSource({
    "1, SUBSCRIPTION_RECOVERED",
    "2, SUBSCRIPTION_RENEWED",
    "3, SUBSCRIPTION_CANCELED",
    "4, SUBSCRIPTION_PURCHASED",
    "5, SUBSCRIPTION_ON_HOLD",
    "6, SUBSCRIPTION_IN_GRACE_PERIOD",
    "7, SUBSCRIPTION_RESTARTED",
    "9, SUBSCRIPTION_DEFERRED",
    "10, SUBSCRIPTION_PAUSED",
    "12, SUBSCRIPTION_REVOKED",
    "13, SUBSCRIPTION_EXPIRED",
    "20, SUBSCRIPTION_PENDING_PURCHASE_CANCELED",
    "999, unknown"
  })
  void aPushShouldSayWhatHasHappened(int code, String type) {
    Notice notice = push(peer.authorization(), peer.push("m-1", code, TOKEN));

    assertThat(notice.id()).isEqualTo("m-1");
    assertThat(notice.type()).isEqualTo(type);
    assertThat(notice.key()).isEqualTo(TOKEN);
    assertThat(notice.reading()).isNull();
  }

  @Test
  void otherPushesShouldBeTold() {
    var voided = new JsonObject().put("purchaseToken", TOKEN).put("orderId", "GPA.1");

    assertThat(push(peer.authorization(), peer.push("m", "voidedPurchaseNotification", voided)))
        .satisfies(
            notice -> {
              assertThat(notice.type()).isEqualTo("VOIDED_PURCHASE");
              assertThat(notice.key()).isEqualTo(TOKEN);
            });
    assertThat(push(peer.authorization(), peer.push("m", "testNotification", new JsonObject())))
        .satisfies(
            notice -> {
              assertThat(notice.type()).isEqualTo("TEST");
              assertThat(notice.key()).isNull();
            });
  }

  @Test
  void aPushOfSomebodyElseShouldBeRefused() {
    var hour = Date.from(Instant.now().minusSeconds(3_600));
    Map<String, String> refused = new HashMap<>();
    refused.put(signed(peer.claims().audience("https://other").build()), "other_audience");
    refused.put(signed(peer.claims().issuer("https://other").build()), "other_issuer");
    refused.put(signed(peer.claims().claim("email", "a@b.c").build()), "other_account");
    refused.put(signed(peer.claims().claim("email_verified", false).build()), "other_account");
    refused.put(signed(peer.claims().expirationTime(hour).build()), "expired");
    refused.put("Bearer " + new PlainJWT(peer.claims().build()).serialize(), "malformed_token");
    refused.put("Bearer " + IdentityProvider.signedEc(peer.claims().build()), "not_signed");
    refused.put(
        "Bearer " + IdentityProvider.signed(IdentityProvider.rsa("rsa-1"), peer.claims().build()),
        "not_signed");
    refused.put("", "no_token");
    refused.put("Basic abc", "no_token");
    refused.forEach(
        (authorization, code) ->
            assertThat(failure(authorization, peer.push("m", 2, TOKEN)))
                .isEqualTo("INVALID " + code));
    assertThat(failure(peer.authorization(), new JsonObject())).isEqualTo("INVALID malformed");
    var other = new JsonObject().put("packageName", "com.other").put("eventTimeMillis", "1");
    assertThat(failure(peer.authorization(), GooglePlayPeer.push("m", other)))
        .isEqualTo("INVALID other_app");
  }

  @Test
  void newKeysShouldBeTaken() {
    assertThat(push(peer.authorization(), peer.push("m-1", 2, TOKEN)).id()).isEqualTo("m-1");
    var fresh = IdentityProvider.rsa("rsa-2");
    peer.keys().publish(fresh);
    stores.pass(Duration.ofMinutes(1));

    String authorization = "Bearer " + IdentityProvider.signed(fresh, peer.claims().build());

    assertThat(push(authorization, peer.push("m-2", 2, TOKEN)).id()).isEqualTo("m-2");
  }

  @Test
  void withoutKeysAPushShouldBeTriedAgain() {
    peer.keys().answer(exchange -> IdentityProvider.send(exchange, 500, "{}"));

    assertThat(failure(peer.authorization(), peer.push("m", 2, TOKEN)))
        .isEqualTo("UNAVAILABLE push_keys_unavailable");
  }

  private Notice push(String authorization, JsonObject body) {
    return stores.ask(it -> it.google().verifyPush(authorization, body));
  }

  private String failure(String authorization, JsonObject body) {
    return stores.failure(it -> it.google().verifyPush(authorization, body));
  }

  private String read() {
    return stores.failure(it -> it.google().read(TOKEN));
  }

  private static String signed(JWTClaimsSet claims) {
    return "Bearer " + IdentityProvider.signed(claims);
  }
}
