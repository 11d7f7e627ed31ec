package com.honeydue.oidc;

import static com.honeydue.testing.IdentityProvider.NONCE;
import static com.honeydue.testing.IdentityProvider.claims;
import static com.honeydue.testing.IdentityProvider.ec;
import static com.honeydue.testing.IdentityProvider.hashed;
import static com.honeydue.testing.IdentityProvider.published;
import static com.honeydue.testing.IdentityProvider.rsa;
import static com.honeydue.testing.IdentityProvider.send;
import static com.honeydue.testing.IdentityProvider.signed;
import static com.honeydue.testing.IdentityProvider.signedEc;
import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.bus.Failure;
import com.honeydue.config.IdentitySettings;
import com.honeydue.testing.IdentityProvider;
import com.honeydue.testing.OnLoop;
import com.honeydue.testing.TestSettings;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Tokens against keys that come over HTTP. */
class IdentityTokensTest {

  private final Vertx vertx = Vertx.vertx();
  private final OnLoop loop = OnLoop.of(vertx);
  private final IdentityProvider provider = new IdentityProvider();
  private volatile Duration later = Duration.ZERO;
  private final IdentityTokens google = tokens(Provider.GOOGLE);

  @AfterEach
  void close() {
    provider.close();
    OnLoop.await(vertx.close());
  }

  @Test
  void shouldTakeWhatIsSignedWithEitherAlgorithm() {
    var claims = claims().claim("given_name", "Alex").claim("email_verified", "true").build();
    for (String token : List.of(signed(claims), signedEc(claims))) {
      var identity = OnLoop.await(verify(google, token));
      assertThat(identity.subject()).isEqualTo(claims.getSubject());
      assertThat(identity.emailVerified()).isTrue();
      assertThat(identity.firstName()).isEqualTo("Alex");
    }
    assertThat(provider.fetches()).isEqualTo(1);
  }

  @Test
  void applesNonceShouldBeHashed() {
    var apple = tokens(Provider.APPLE);
    assertThat(verify(apple, signed(claims().claim("nonce", hashed(NONCE)).build())))
        .matches(this::taken);
    assertThat(code(verify(apple, signed(claims().build())))).isEqualTo("invalid_identity_token");
  }

  @TestFactory
  Stream<DynamicTest> whatIsWrongShouldBeRefusedAlike() throws JOSEException {
    var now = Instant.now();
    Map<String, String> wrong = new LinkedHashMap<>();
    wrong.put("no token", "token");
    wrong.put("wrong audience", signed(claims().audience("com.example.other").build()));
    wrong.put("no audience", signed(claims().audience((String) null).build()));
    wrong.put("wrong issuer", signed(claims().issuer("https://evil.example.com").build()));
    wrong.put("expired", signed(claims().expirationTime(Date.from(now.minusSeconds(120))).build()));
    wrong.put("never expires", signed(claims().expirationTime(null).build()));
    wrong.put("of the future", signed(claims().issueTime(Date.from(now.plusSeconds(300))).build()));
    wrong.put(
        "not yet valid", signed(claims().notBeforeTime(Date.from(now.plusSeconds(300))).build()));
    wrong.put("without a moment", signed(claims().issueTime(null).build()));
    wrong.put("wrong nonce", signed(claims().claim("nonce", "another nonce here").build()));
    wrong.put("no nonce", signed(claims().claim("nonce", null).build()));
    wrong.put("nobody", signed(claims().subject(null).build()));
    wrong.put("alg none", new PlainJWT(claims().build()).serialize());
    wrong.put("HS256 with the public key", hmac());
    wrong.put("another key of that name", signed(rsa("rsa-1"), claims().build()));
    wrong.put("another kind of key of that name", signed(ec("rsa-1"), claims().build()));
    wrong.put("unknown key", signed(rsa("rsa-9"), claims().build()));
    wrong.put("other claims than signed", tampered());
    return wrong.entrySet().stream()
        .map(
            one ->
                DynamicTest.dynamicTest(
                    one.getKey(),
                    () ->
                        assertThat(code(verify(google, one.getValue())))
                            .isEqualTo("invalid_identity_token")));
  }

  @Test
  void aSmallSkewShouldBeForgiven() {
    var now = Instant.now();
    assertThat(
            verify(
                google, signed(claims().expirationTime(Date.from(now.minusSeconds(20))).build())))
        .matches(this::taken);
    assertThat(verify(google, signed(claims().issueTime(Date.from(now.plusSeconds(20))).build())))
        .matches(this::taken);
  }

  @Test
  void rotatedKeysShouldBeFetchedOnceForAllWhoWaitAndOncePerIntervalForUnknownOnes() {
    var fresh = rsa("rsa-2");
    List<Future<Identity>> first = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      first.add(begin(google, signed(claims().build())));
    }
    OnLoop.await(Future.join(first));
    assertThat(provider.fetches()).isEqualTo(1);
    provider.publish(published(), fresh);
    assertThat(code(verify(google, signed(fresh, claims().build()))))
        .isEqualTo("invalid_identity_token");
    assertThat(provider.fetches()).isEqualTo(1);
    later = Duration.ofMinutes(2);
    assertThat(verify(google, signed(fresh, claims().build()))).matches(this::taken);
    assertThat(verify(google, signed(claims().build()))).matches(this::taken);
    List<Future<Identity>> unknown = new ArrayList<>();
    var stranger = rsa("nobody's");
    for (int i = 0; i < 50; i++) {
      unknown.add(begin(google, signed(stranger, claims().build())));
    }
    OnLoop.await(Future.join(unknown).otherwiseEmpty());
    assertThat(provider.fetches()).isEqualTo(2);
  }

  @Test
  void aKeyThatIsNoLongerPublishedShouldEndWithTheLifeOfTheKeys() {
    assertThat(verify(google, signed(claims().build()))).matches(this::taken);
    provider.publish(rsa("rsa-2"));
    later = Duration.ofMinutes(61);
    var token =
        signed(claims().expirationTime(Date.from(Instant.now().plusSeconds(7_200))).build());
    assertThat(code(verify(google, token))).isEqualTo("invalid_identity_token");
  }

  @TestFactory
  Stream<DynamicTest> withoutKeysNobodyShouldBeAskedAgainForAWhile() {
    Map<String, IdentityProvider.Answering> answers = new LinkedHashMap<>();
    answers.put("500", exchange -> send(exchange, 500, "{}"));
    answers.put(
        "a redirect",
        exchange -> {
          exchange.getResponseHeaders().set("Location", "/elsewhere");
          send(exchange, 302, "");
        });
    answers.put("no JSON", exchange -> send(exchange, 200, "<html>"));
    answers.put("no keys", exchange -> send(exchange, 200, "{\"keys\":[]}"));
    answers.put(
        "huge", exchange -> send(exchange, 200, "{\"keys\":[]," + " ".repeat(1 << 20) + "}"));
    answers.put(
        "cut off",
        exchange -> {
          exchange.sendResponseHeaders(200, 1_000);
          exchange.getResponseBody().write('{');
          exchange.close();
        });
    answers.put("silence", null);
    return answers.entrySet().stream()
        .map(one -> DynamicTest.dynamicTest(one.getKey(), () -> circuit(one.getValue())));
  }

  private void circuit(IdentityProvider.Answering answer) {
    try (var broken = new IdentityProvider()) {
      if (answer == null) {
        broken.stall();
      } else {
        broken.answer(answer);
      }
      var tokens = new IdentityTokens(vertx, Provider.GOOGLE, settings(broken), this::now);
      List<Future<Identity>> tries = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        tries.add(begin(tokens, signed(claims().build())));
      }
      OnLoop.await(Future.join(tries).otherwiseEmpty());
      for (var one : tries) {
        assertThat(one.cause())
            .isInstanceOfSatisfying(
                Failure.class,
                failure -> {
                  assertThat(failure.code()).isEqualTo("identity_provider_unavailable");
                  assertThat(failure.retryAfter()).isPositive();
                });
      }
      assertThat(code(verify(tokens, signed(claims().build()))))
          .isEqualTo("identity_provider_unavailable");
      assertThat(broken.fetches()).isEqualTo(1);
      broken.publish(published());
      later = later.plusSeconds(5);
      assertThat(verify(tokens, signed(claims().build()))).matches(this::taken);
      OnLoop.await(tokens.close());
    }
  }

  private IdentityTokens tokens(Provider which) {
    return new IdentityTokens(vertx, which, settings(provider), this::now);
  }

  private static IdentitySettings settings(IdentityProvider provider) {
    Map<String, String> environment = provider.settings();
    environment.put("AUTH_IDENTITY_KEYS_TIMEOUT", "500ms");
    return TestSettings.of(environment).auth().identity();
  }

  private Instant now() {
    return Instant.now().plus(later);
  }

  private Future<Identity> begin(IdentityTokens tokens, String token) {
    return loop.start(() -> tokens.verify(token, NONCE));
  }

  /** A verification that has ended. */
  private Future<Identity> verify(IdentityTokens tokens, String token) {
    var begun = begin(tokens, token);
    OnLoop.await(begun.<Object>mapEmpty().otherwiseEmpty());
    return begun;
  }

  private boolean taken(Future<Identity> verified) {
    return verified.succeeded();
  }

  private static String code(Future<Identity> refused) {
    return refused.cause() instanceof Failure failure ? failure.code() : String.valueOf(refused);
  }

  private static String hmac() throws JOSEException {
    var token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("rsa-1").build(), claims().build());
    token.sign(new MACSigner(published().toRSAPublicKey().getEncoded()));
    return token.serialize();
  }

  private static String tampered() {
    String[] one = signed(claims().build()).split("\\.", -1);
    JWTClaimsSet other = claims().build();
    return one[0] + '.' + signed(other).split("\\.", -1)[1] + '.' + one[2];
  }
}
