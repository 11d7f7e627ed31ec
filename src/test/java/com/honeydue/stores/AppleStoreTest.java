package com.honeydue.stores;

import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.bus.Money;
import com.honeydue.testing.AppleSigner;
import com.honeydue.testing.AppleStorePeer;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.SignedJWT;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is Apple's word, and what it says. */
class AppleStoreTest {

  private static final String ID = "2000000123456789";
  private static final String PRODUCT = "com.example.honeydue.pro.monthly";
  private static final UUID ACCOUNT = UUID.fromString("0b8f4c2e-7a54-4c2b-9c3a-2f5b7a1f0c11");

  private final Instant until =
      Instant.now().plus(Duration.ofDays(30)).truncatedTo(ChronoUnit.MILLIS);
  private final AppleStorePeer peer = new AppleStorePeer();
  private final StoresFixture stores = new StoresFixture(settings(Map.of()));

  @AfterEach
  void close() {
    stores.close();
    peer.close();
  }

  @Test
  void theRootThatWeBringShouldBeApples() throws Exception {
    var digest = MessageDigest.getInstance("SHA-256").digest(AppleSigned.brought());

    assertThat(HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest))
        .isEqualTo(
            "63:34:3A:BF:B8:9A:6A:03:EB:B5:7E:9B:3F:5F:A7:BE:7C:4F:5C:75:6F:30:17:B3:A8:C4:88:C3:65:3E:91:79");
  }

  @Test
  void aTransactionShouldSayWhatWasBought() {
    peer.buy(ID, PRODUCT, ACCOUNT, until);

    Reading reading = stores.ask(it -> it.apple().verifyTransaction(peer.signedTransaction(ID)));

    assertThat(reading.key()).isEqualTo(ID);
    assertThat(reading.order()).isEqualTo(ID);
    assertThat(reading.product()).isEqualTo(PRODUCT);
    assertThat(reading.phase()).isEqualTo(Phase.ACTIVE);
    assertThat(reading.account()).isEqualTo(ACCOUNT);
    assertThat(reading.expiresAt()).isEqualTo(until);
    assertThat(reading.price()).isEqualTo(new Money(499, "USD"));
    assertThat(reading.sandbox()).isFalse();
  }

  @Test
  void whatOthersHaveSignedShouldBeRefused() throws Exception {
    peer.buy(ID, PRODUCT, ACCOUNT, until);
    JsonObject claims = claims();
    var ours = AppleSigner.shared();
    var stranger = AppleSigner.marked(AppleSigner.LEAF, AppleSigner.INTERMEDIATE);
    var chain = ours.chain();

    assertRefused(stranger.sign(claims), "untrusted_chain");
    assertRefused(stranger.sign(claims, chain), "not_signed");
    assertRefused(ours.sign(claims, chain.subList(0, 2)), "untrusted_chain");
    assertRefused(
        ours.sign(claims, List.of(chain.get(0), chain.get(1), chain.get(2), chain.get(2))),
        "untrusted_chain");
    var none =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8));
    var signed = ours.sign(claims).split("\\.", -1);
    assertRefused(none + "." + signed[1] + ".", "not_signed");
    assertRefused(
        AppleSigner.sign(
            new JWSHeader.Builder(JWSAlgorithm.HS256)
                .x509CertChain(JWSHeader.parse(new Base64URL(signed[0])).getX509CertChain())
                .build(),
            claims,
            new MACSigner(chain.getFirst().getPublicKey().getEncoded())),
        "not_signed");
    String other = ours.sign(claims.copy().put("productId", "free")).split("\\.", -1)[1];
    assertRefused(signed[0] + "." + other + "." + signed[2], "not_signed");
    assertRefused("", "not_signed");
    assertRefused("a.b.c", "not_signed");
  }

  /** The chain goes back to a root that is trusted, but its certificates are for something else. */
  @ParameterizedTest
  @CsvSource({
    "1.2.840.113635.100.6.11.2, 1.2.840.113635.100.6.2.1",
    "1.2.840.113635.100.6.11.1, 1.2.840.113635.100.6.2.2"
  })
  void certificatesForSomethingElseShouldBeRefused(String leaf, String intermediate) {
    var signer = AppleSigner.marked(leaf, intermediate);
    peer.buy(ID, PRODUCT, ACCOUNT, until);

    assertRefusedBy(signer, claims());
  }

  @Test
  void aCertificateThatHadEndedShouldBeRefused() {
    peer.buy(ID, PRODUCT, ACCOUNT, until);

    assertRefusedBy(AppleSigner.expired(), claims());
  }

  @Test
  void anotherAppOrEnvironmentShouldBeRefused() {
    peer.buy(ID, PRODUCT, ACCOUNT, until);
    for (String environment : List.of("Sandbox", "Xcode", "LocalTesting", "Nowhere")) {
      assertRefused(
          AppleSigner.shared().sign(claims().put("environment", environment)), "other_environment");
    }
    assertRefused(AppleSigner.shared().sign(claims().put("bundleId", "com.other")), "other_app");
    assertRefused(
        AppleSigner.shared().sign(claims().put("type", "Consumable")), "not_a_subscription");
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, ACTIVE",
    "1, 0, CANCELLED",
    "2, 0, EXPIRED",
    "3, 1, HOLD",
    "4, 1, GRACE",
    "5, 0, REVOKED"
  })
  void everyStatusShouldHaveItsMeaning(int status, int renews, Phase phase) {
    var bought = peer.buy(ID, PRODUCT, null, until);
    peer.buy("2000000000000001", "other", null, until);
    bought.status = status;
    bought.renewal.put("autoRenewStatus", renews).put("gracePeriodExpiresDate", 5_000L);

    Reading reading = stores.ask(it -> it.apple().read(ID));

    assertThat(reading.phase()).isEqualTo(phase);
    assertThat(reading.key()).isEqualTo(ID);
    assertThat(reading.graceUntil()).isEqualTo(Instant.ofEpochMilli(5_000));
    assertThat(reading.account()).isNull();
  }

  @Test
  void paymentsAndRefundsShouldComeFromAllPages() {
    var bought = peer.buy(ID, PRODUCT, ACCOUNT, until);
    for (int i = 1; i <= 4; i++) {
      peer.renew(ID, "order-" + i, until.plus(Duration.ofDays(30L * i)));
    }
    for (int i = 0; i < 3; i++) {
      bought.transactions.get(i).put("revocationDate", 1_000L + i);
    }

    List<Payment> payments = stores.ask(it -> it.apple().history(ID));
    List<Refund> refunds = stores.ask(it -> it.apple().refunds(ID));
    assertThat(payments)
        .extracting(Payment::order)
        .containsExactly(ID, "order-1", "order-2", "order-3", "order-4");
    assertThat(refunds)
        .containsExactly(
            new Refund(Store.APPLE, ID, ID, Instant.ofEpochMilli(1_000)),
            new Refund(Store.APPLE, ID, "order-1", Instant.ofEpochMilli(1_001)),
            new Refund(Store.APPLE, ID, "order-2", Instant.ofEpochMilli(1_002)));
    assertThat(peer.tokens())
        .as("one token serves all")
        .extracting(SignedJWT::serialize)
        .containsOnly(peer.tokens().getFirst().serialize());
  }

  @Test
  void aNotificationShouldSayWhatHasHappened() {
    var bought = peer.buy(ID, PRODUCT, ACCOUNT, until);
    var uuid = UUID.randomUUID();
    String renewed = peer.notification(uuid, "DID_RENEW", "BILLING_RECOVERY", ID);

    Notice notice = stores.ask(it -> it.apple().verifyNotification(renewed));

    assertThat(notice.id()).isEqualTo(uuid.toString());
    assertThat(notice.type()).isEqualTo("DID_RENEW.BILLING_RECOVERY");
    assertThat(notice.key()).isEqualTo(ID);
    assertThat(notice.reading()).extracting(Reading::phase).isEqualTo(Phase.ACTIVE);
    String refund =
        peer.notification(uuid, "REFUND", null, claims().put("revocationDate", 5_000L), bought);
    Notice given = stores.ask(it -> it.apple().verifyNotification(refund));
    assertThat(given.type()).isEqualTo("REFUND");
    assertThat(given.key()).isEqualTo(ID);
    assertThat(given.reading()).as("it may be of an earlier period").isNull();
    String invented = peer.notification(uuid, "NEWLY_INVENTED", "TOO", ID);
    assertThat(stores.ask(it -> it.apple().verifyNotification(invented)).type())
        .isEqualTo("unknown");
  }

  @Test
  void aNotificationForAnotherAppOrWithStrangersWordsShouldBeRefused() {
    peer.buy(ID, PRODUCT, ACCOUNT, until);
    var data =
        new JsonObject()
            .put("environment", "Production")
            .put("appAppleId", AppleStorePeer.APP)
            .put("bundleId", AppleStorePeer.BUNDLE);
    var uuid = UUID.randomUUID();
    String other = peer.notification(uuid, "TEST", null, data.copy().put("appAppleId", 5));
    assertThat(stores.failure(it -> it.apple().verifyNotification(other)))
        .isEqualTo("INVALID other_app");
    var stranger = AppleSigner.marked(AppleSigner.LEAF, AppleSigner.INTERMEDIATE);
    String inner =
        peer.notification(
            uuid,
            "DID_RENEW",
            null,
            data.copy().put("signedTransactionInfo", stranger.sign(claims())));
    assertThat(stores.failure(it -> it.apple().verifyNotification(inner)))
        .isEqualTo("INVALID untrusted_chain");
    String test = peer.notification(uuid, "TEST", null, data);
    assertThat(stores.ask(it -> it.apple().verifyNotification(test)).key()).isNull();
  }

  @Test
  void notificationsThatWereMissedShouldBeHad() {
    peer.buy(ID, PRODUCT, ACCOUNT, until);
    for (int i = 0; i < 5; i++) {
      peer.fail(peer.notification(UUID.randomUUID(), "DID_RENEW", null, ID));
    }

    List<Notice> missed = stores.ask(it -> it.apple().missed(stores.now().minusSeconds(60)));

    assertThat(missed).hasSize(5);
  }

  @ParameterizedTest
  @CsvSource({
    "404, 4040010, UNKNOWN status_404",
    "404, 4040005, UNKNOWN status_404",
    "404, 4040006, UNAVAILABLE status_404",
    "404, 4040003, MISCONFIGURED status_404",
    "400, 4000006, UNKNOWN status_400",
    "400, 4000000, MISCONFIGURED status_400",
    "401, 0, MISCONFIGURED status_401",
    "403, 0, MISCONFIGURED status_403",
    "429, 4290000, UNAVAILABLE status_429",
    "500, 5000000, UNAVAILABLE status_500",
    "503, 0, UNAVAILABLE status_503"
  })
  void everyRefusalShouldHaveItsMeaning(int status, long code, String meaning) {
    peer.answer(AppleStorePeer.refusing(status, code));

    assertThat(stores.failure(it -> it.apple().read(ID))).isEqualTo(meaning);
  }

  @Test
  void appleShouldSayHowLongToWaitAndBeLeftAlone() {
    peer.answer(
        request -> {
          var at = stores.now().plusSeconds(120).toEpochMilli();
          request.response().putHeader("Retry-After", String.valueOf(at));
          AppleStorePeer.refusing(429, 4_290_000L).answer(request);
        });
    for (int i = 0; i < 5; i++) {
      assertThat(stores.refusal(it -> it.apple().read(ID)).after())
          .isBetween(Duration.ofSeconds(60), Duration.ofSeconds(120));
    }
    int before = peer.asked().size();

    assertThat(stores.failure(it -> it.apple().read(ID))).isEqualTo("UNAVAILABLE circuit_open");
    assertThat(peer.asked()).hasSize(before);
    assertThat(stores.metric("store_circuit_state{store=\"apple\"}")).isEqualTo(2);
    stores.pass(Duration.ofMinutes(3));
    peer.answer(null);
    peer.buy(ID, PRODUCT, null, until);
    assertThat(stores.ask(it -> it.apple().read(ID)).key()).isEqualTo(ID);
    assertThat(stores.metric("store_circuit_state{store=\"apple\"}")).isZero();
  }

  @Test
  void anAnswerThatDoesNotComeShouldBeGivenUp() {
    peer.answer(request -> {});
    try (var hasty = new StoresFixture(settings(Map.of("STORES_DEADLINE", "300ms")))) {
      assertThat(hasty.failure(it -> it.apple().read(ID))).isEqualTo("UNAVAILABLE deadline");
    }
  }

  @Test
  void whatProductionDoesNotKnowShouldBeLookedForInTheSandboxWhereThatIsAllowed() {
    try (var sandbox = new AppleStorePeer("Sandbox");
        var both =
            new StoresFixture(
                settings(
                    Map.of(
                        "STORES_APPLE_SANDBOX_URL",
                        sandbox.url(),
                        "STORES_APPLE_ENVIRONMENTS",
                        "production,sandbox")))) {
      sandbox.buy(ID, PRODUCT, null, until);

      assertThat(both.ask(it -> it.apple().read(ID)).sandbox()).isTrue();
      Reading bought = both.ask(it -> it.apple().verifyTransaction(sandbox.signedTransaction(ID)));
      assertThat(bought.sandbox()).isTrue();
      assertThat(stores.failure(it -> it.apple().read(ID))).isEqualTo("UNKNOWN status_404");
    }
  }

  @Test
  void withNothingSetItShouldBeOff() {
    try (var none = new StoresFixture(Map.of())) {
      assertThat(none.stores.apple().isOn()).isFalse();
      assertThat(none.failure(it -> it.apple().read(ID))).isEqualTo("MISCONFIGURED not_configured");
      assertThat(none.failure(it -> it.google().read("token")))
          .isEqualTo("MISCONFIGURED not_configured");
    }
  }

  private JsonObject claims() {
    return peer.transaction(ID, ID, PRODUCT, ACCOUNT, until)
        .put("signedDate", Instant.now().toEpochMilli());
  }

  private void assertRefused(String jws, String code) {
    assertThat(stores.failure(it -> it.apple().verifyTransaction(jws)))
        .isEqualTo("INVALID " + code);
  }

  /** Though its root is trusted. */
  private void assertRefusedBy(AppleSigner signer, JsonObject claims) {
    try (var trusting =
        new StoresFixture(
            settings(Map.of("STORES_APPLE_ROOTS_FILE", signer.rootsFile().toString())))) {
      assertThat(trusting.failure(it -> it.apple().verifyTransaction(signer.sign(claims))))
          .isEqualTo("INVALID untrusted_chain");
    }
  }

  private Map<String, String> settings(Map<String, String> more) {
    Map<String, String> settings = peer.settings();
    settings.putAll(more);
    return settings;
  }
}
