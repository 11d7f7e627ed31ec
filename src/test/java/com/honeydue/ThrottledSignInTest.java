package com.honeydue;

import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.testing.Answer;
import com.honeydue.testing.Api;
import com.honeydue.testing.Eventually;
import com.honeydue.testing.TestServer;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Guessing over HTTP. The tests themselves are the trusted proxy that says who calls. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ThrottledSignInTest {

  private final TestServer server =
      TestServer.start(
          Map.of(
              "HTTP_TRUSTED_PROXIES", "127.0.0.0/8",
              "THROTTLE_LOGIN_ACCOUNT_LIMIT", "3",
              "THROTTLE_LOGIN_ACCOUNT_BACKOFF", "10m",
              "THROTTLE_LOGIN_NETWORK_LIMIT", "6",
              "THROTTLE_LOGIN_NETWORK_BACKOFF", "1m",
              "THROTTLE_REGISTER_NETWORK_LIMIT", "4"));
  private int networks;

  @AfterAll
  void close() {
    server.close();
  }

  @Test
  void oneAccountShouldBeThrottledFromHoweverManyNetworks() {
    String name = account();
    for (int i = 0; i < 3; i++) {
      assertThat(login(elsewhere(), name, "wrong").status()).isEqualTo(401);
    }
    var refused = login(elsewhere(), name.toUpperCase(java.util.Locale.ROOT), "wrong");
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.code()).isEqualTo("too_many_requests");
    assertThat(refused.header("Retry-After"))
        .hasValueSatisfying(it -> assertThat(Long.parseLong(it)).isBetween(1L, 600L));
    assertThat(refused.header("RateLimit-Policy"))
        .contains("\"login_account\";q=3;w=3600, \"login_network\";q=6;w=900");
    assertThat(refused.header("RateLimit"))
        .hasValueSatisfying(
            it ->
                assertThat(it).matches("\"login_account\";r=0;t=\\d+, \"login_network\";r=6;t=0"));
    assertThat(login(elsewhere(), name, TestServer.PASSWORD).status()).isEqualTo(429);
  }

  @Test
  void anUnknownAccountShouldBeThrottledAlike() {
    List<Integer> known = statuses(account());
    assertThat(statuses("nobody@example.com")).isEqualTo(known);
    assertThat(known).containsExactly(401, 401, 401, 429, 429);
  }

  @Test
  void theRightPasswordShouldEndTheCount() {
    String name = account();
    for (int i = 0; i < 4; i++) {
      assertThat(login(elsewhere(), name, "wrong").status()).isEqualTo(401);
      assertThat(login(elsewhere(), name, "wrong").status()).isEqualTo(401);
      var keys = throttled();
      assertThat(login(elsewhere(), name, TestServer.PASSWORD).status()).isEqualTo(200);
      Eventually.until("the count has ended", () -> throttled() == keys - 1);
    }
  }

  @Test
  void parallelGuessesShouldNotGetMoreThanTheLimit() {
    String name = account();
    List<CompletableFuture<Answer>> guesses = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      guesses.add(
          elsewhere()
              .with("Content-Type", "application/json")
              .later(
                  "POST",
                  "/api/auth/login/",
                  BodyPublishers.ofString(credentials(name, "wrong").encode())));
    }
    var statuses = guesses.stream().map(it -> it.join().status()).toList();
    assertThat(statuses).filteredOn(it -> it == 401).hasSize(3);
    assertThat(statuses).filteredOn(it -> it == 429).hasSize(37);
  }

  @Test
  void oneNetworkShouldBeThrottledHoweverManyAccountsAndAddressesItTries() {
    for (String network : List.of("198.51.100.", "2001:db8:7:1::")) {
      for (int i = 0; i < 6; i++) {
        assertThat(
                login(from(network + (i + 1)), "somebody" + network.hashCode() + i, "wrong")
                    .status())
            .isEqualTo(401);
      }
      assertThat(login(from(network + "99"), "somebody else", "wrong").status()).isEqualTo(429);
    }
    assertThat(login(from("198.51.101.1"), "somebody else", "wrong").status()).isEqualTo(401);
    assertThat(login(from("2001:db8:7:2::1"), "somebody else", "wrong").status()).isEqualTo(401);
  }

  @Test
  void whatACallerWritesIntoForwardedForShouldNotMatter() {
    for (int i = 0; i < 6; i++) {
      var spoofed = server.api().with("X-Forwarded-For", "10.9." + i + ".1, 203.0.113.5");
      assertThat(login(spoofed, "spoofer" + i, "wrong").status()).isEqualTo(401);
    }
    var spoofed = server.api().with("X-Forwarded-For", "10.9.99.1, 203.0.113.5");
    assertThat(login(spoofed, "spoofer", "wrong").status()).isEqualTo(429);
  }

  @Test
  void registrationsOfOneNetworkShouldBeCountedAndARefusalCostNoTripToTheDatabase() {
    var api = elsewhere();
    for (int i = 0; i < 4; i++) {
      assertThat(register(api).status()).isEqualTo(201);
    }
    assertThat(server.roundTrips(() -> assertThat(register(api).status()).isEqualTo(429)).count())
        .isZero();
  }

  @Test
  void anInvalidRequestShouldNotCount() {
    String name = account();
    for (int i = 0; i < 10; i++) {
      assertThat(
              elsewhere().post("/api/auth/login/", new JsonObject().put("username", name)).status())
          .isEqualTo(400);
    }
    assertThat(login(elsewhere(), name, TestServer.PASSWORD).status()).isEqualTo(200);
  }

  /** How many accounts are counted. */
  private int throttled() {
    String script = "return #redis.call('KEYS','throttle:login_account:*')";
    return Integer.parseInt(server.redis().run("EVAL \"" + script + "\" 0").substring(1));
  }

  private List<Integer> statuses(String name) {
    List<Integer> statuses = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      statuses.add(login(elsewhere(), name, "wrong").status());
    }
    return statuses;
  }

  /** The name of a new account. */
  private String account() {
    return register(elsewhere()).expect(201).json().getJsonObject("user").getString("username");
  }

  private Answer register(Api api) {
    String name = "guessed" + ++networks;
    return api.post(
        "/api/auth/register/",
        credentials(name, TestServer.PASSWORD).put("email", name + "@example.org"));
  }

  /** A client in a network of its own. */
  private Api elsewhere() {
    networks++;
    return from("10.%d.%d.1".formatted(networks / 256, networks % 256));
  }

  private Api from(String address) {
    return server.api().with("X-Forwarded-For", address);
  }

  private static Answer login(Api api, String name, String password) {
    return api.post("/api/auth/login/", credentials(name, password));
  }

  private static JsonObject credentials(String name, String password) {
    return new JsonObject().put("username", name).put("password", password);
  }
}
