package com.honeydue;

import static com.honeydue.testing.IdentityProvider.NONCE;
import static com.honeydue.testing.IdentityProvider.claims;
import static com.honeydue.testing.IdentityProvider.hashed;
import static com.honeydue.testing.IdentityProvider.signed;
import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.auth.Mailbox;
import com.honeydue.testing.Answer;
import com.honeydue.testing.TestServer;
import com.nimbusds.jwt.JWTClaimsSet;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Signing in with Apple and Google over HTTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IdentitySignInTest {

  private static final String GOOGLE = "/api/auth/google-sign-in/";
  private static final String APPLE = "/api/auth/apple-sign-in/";

  private final TestServer server = TestServer.start(Mailbox.SETTINGS);
  private final Mailbox mailbox = new Mailbox(server.database());

  @AfterAll
  void close() {
    server.close();
  }

  @Test
  void theFirstSignInShouldMakeAVerifiedAccountAndTheNextFindIt() {
    var claims = claims().claim("given_name", "Alex").build();
    var first = signIn(GOOGLE, signed(claims)).expect(201).json();
    var user = first.getJsonObject("user");
    assertThat(user.getString("email")).isEqualTo(claims.getClaim("email"));
    assertThat(user.getBoolean("email_verified")).isTrue();
    assertThat(user.getString("first_name")).isEqualTo("Alex");
    assertThat(user.getString("time_zone")).isEqualTo("Europe/Berlin");
    var api = server.api().as(first.getString("token"));
    assertThat(api.get("/api/auth/me/").expect(200).json()).isEqualTo(user);
    api.get("/api/residences/").expect(200);
    var again = again(claims).claim("email", "moved@example.com").build();
    assertThat(id(signIn(GOOGLE, signed(again)).expect(200))).isEqualTo(user.getLong("id"));
    assertThat(signIn(APPLE, signed(again)).status()).isEqualTo(401);
  }

  @Test
  void applesTokenShouldCarryTheHashedNonce() {
    var claims = claims().claim("nonce", hashed(NONCE));
    signIn(APPLE, signed(claims.build())).expect(201);
  }

  @Test
  void theWholeShouldCostOneRoundTrip() {
    signIn(GOOGLE, signed(claims().build())).expect(201);
    var claims = claims();
    String first = signed(claims.build());
    String second = signed(again(claims.build()).build());
    assertThat(server.roundTrips(() -> signIn(GOOGLE, first).expect(201)).count()).isEqualTo(1);
    assertThat(server.roundTrips(() -> signIn(GOOGLE, second).expect(200)).count()).isEqualTo(1);
    assertThat(server.roundTrips(() -> signIn(GOOGLE, second).expect(401)).count()).isZero();
  }

  @Test
  void aTokenShouldSignInOnceHoweverManyTryAtOnce() {
    String token = signed(claims().build());
    var statuses = all(List.of(token, token, token, token, token, token, token, token));
    assertThat(statuses).filteredOn(status -> status == 201).hasSize(1);
    assertThat(statuses).filteredOn(status -> status == 401).hasSize(7);
  }

  @Test
  void parallelFirstSignInsShouldMakeOneAccount() {
    var claims = claims().build();
    List<String> tokens = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      tokens.add(signed(again(claims).build()));
    }
    var statuses = all(tokens);
    assertThat(statuses).filteredOn(status -> status == 201).hasSize(1);
    assertThat(statuses).filteredOn(status -> status == 200).hasSize(15);
    assertThat(
            server
                .database()
                .number(
                    "select count(*) from user_externalidentity where subject = ?",
                    claims.getSubject()))
        .isEqualTo(1);
  }

  @Test
  void anAccountWithTheSameVerifiedAddressShouldBeLinked() {
    var user = server.register().getJsonObject("user");
    var claims = claims().claim("email", user.getString("email").toUpperCase(Locale.ROOT)).build();
    verify(user);
    assertThat(id(signIn(GOOGLE, signed(claims)).expect(200))).isEqualTo(user.getLong("id"));
    var elsewhere = again(claims).claim("email", null).build();
    assertThat(id(signIn(GOOGLE, signed(elsewhere)).expect(200))).isEqualTo(user.getLong("id"));
  }

  @Test
  void anAccountThatSomebodyMadeWithAnothersAddressShouldNotBeLinked() {
    var user = server.register().getJsonObject("user");
    var claims = claims().claim("email", user.getString("email")).build();
    var refused = signIn(GOOGLE, signed(claims)).expect(409);
    assertThat(refused.code()).isEqualTo("account_unverified");
    assertThat(
            server
                .database()
                .number(
                    "select count(*) from user_externalidentity where subject = ?",
                    claims.getSubject()))
        .isZero();
    verify(user);
    assertThat(id(signIn(GOOGLE, signed(again(claims).build())).expect(200)))
        .isEqualTo(user.getLong("id"));
  }

  @Test
  void anAddressThatTheProviderHasNotVerifiedShouldNeitherLinkNorMakeAnAccount() {
    var user = server.register().getJsonObject("user");
    verify(user);
    for (String email : List.of(user.getString("email"), "new@example.com")) {
      var claims = claims().claim("email", email).claim("email_verified", false).build();
      assertThat(signIn(GOOGLE, signed(claims)).expect(422).code()).isEqualTo("address_unverified");
    }
    var none = claims().claim("email", null).build();
    assertThat(signIn(GOOGLE, signed(none)).expect(422).code()).isEqualTo("address_missing");
  }

  @Test
  void anInactiveAccountShouldNotBeSignedInTo() {
    var claims = claims().build();
    long id = id(signIn(GOOGLE, signed(claims)).expect(201));
    server.database().execute("update auth_user set is_active = false where id = " + id);
    signIn(GOOGLE, signed(again(claims).build())).expect(401);
  }

  /** Somebody links his own, then moves the account to another's address and waits. */
  @Test
  void aNewPasswordShouldTakeAwayWhatWasLinkedUnderAnotherAddress() {
    var claims = claims().build();
    long id = id(signIn(GOOGLE, signed(claims)).expect(201));
    String victim = "victim" + id + "@example.com";
    server
        .database()
        .execute(
            "update auth_user set email = '%s', email_verified = false where id = %d"
                .formatted(victim, id));
    assertThat(id(signIn(GOOGLE, signed(again(claims).build())).expect(200))).isEqualTo(id);
    var api = server.api();
    api.post("/api/auth/forgot-password/", new JsonObject().put("email", victim)).expect(202);
    var code = mailbox.code("mail.reset_password", victim);
    var reset =
        api.post(
                "/api/auth/verify-reset-code/",
                new JsonObject().put("email", victim).put("code", code))
            .expect(200)
            .json();
    api.post(
            "/api/auth/reset-password/",
            new JsonObject()
                .put("reset_token", reset.getString("reset_token"))
                .put("new_password", "gravel under blue lamps"))
        .expect(204);
    var stranger = signIn(GOOGLE, signed(again(claims).build())).expect(201);
    assertThat(id(stranger)).isNotEqualTo(id);
    var owner = signIn(GOOGLE, signed(claims().claim("email", victim).build())).expect(200);
    assertThat(id(owner)).isEqualTo(id);
  }

  @Test
  void aTokenShouldSignInOnceAlsoWhileRedisIsAway() {
    String before = signed(claims().build());
    signIn(GOOGLE, before).expect(201);
    server.redisWire().refuse(true);
    server.redisWire().kill();
    try {
      signIn(GOOGLE, before).expect(401);
      String token = signed(claims().build());
      signIn(GOOGLE, token).expect(201);
      signIn(GOOGLE, token).expect(401);
    } finally {
      server.redisWire().refuse(false);
    }
  }

  private List<Integer> all(List<String> tokens) {
    var api = server.api().with("Content-Type", "application/json");
    List<CompletableFuture<Answer>> answers =
        tokens.stream()
            .map(token -> api.later("POST", GOOGLE, BodyPublishers.ofString(body(token).encode())))
            .toList();
    return answers.stream().map(answer -> answer.join().status()).toList();
  }

  private void verify(JsonObject user) {
    server
        .database()
        .execute("update auth_user set email_verified = true where id = " + user.getLong("id"));
  }

  private Answer signIn(String path, String token) {
    return server.api().post(path, body(token));
  }

  private static JsonObject body(String token) {
    return new JsonObject()
        .put("identity_token", token)
        .put("nonce", NONCE)
        .put("time_zone", "Europe/Berlin");
  }

  private static long id(Answer answer) {
    return answer.json().getJsonObject("user").getLong("id");
  }

  /** Another token of the same person. */
  private static JWTClaimsSet.Builder again(JWTClaimsSet claims) {
    return new JWTClaimsSet.Builder(claims).jwtID(java.util.UUID.randomUUID().toString());
  }
}
