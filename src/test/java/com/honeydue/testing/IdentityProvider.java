package com.honeydue.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Somebody who signs identity tokens and publishes the keys to check them, over real HTTP. Plays
 * Apple and Google alike. Thread-safe.
 */
public final class IdentityProvider implements AutoCloseable {

  public static final String ISSUER = "https://id.example.com";
  public static final String AUDIENCE = "com.example.honeydue";
  public static final String NONCE = "a nonce of the app's";

  private static final RSAKey RSA = rsa("rsa-1");
  private static final ECKey EC = ec("ec-1");

  /** What the keys' address answers. */
  public interface Answering {
    void answer(HttpExchange exchange) throws IOException;
  }

  private final HttpServer server;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(Thread.ofPlatform().daemon().factory());
  private final AtomicInteger fetches = new AtomicInteger();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile Answering answering = exchange -> send(exchange, 200, keys(RSA, EC));

  public IdentityProvider() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext(
        "/keys",
        exchange -> {
          fetches.incrementAndGet();
          answering.answer(exchange);
        });
    // Its thread is a daemon if the one that starts it is.
    var starting = new Thread(server::start, "identity-provider");
    starting.setDaemon(true);
    starting.start();
    try {
      starting.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class Shared {
    private static final IdentityProvider PROVIDER = new IdentityProvider();
  }

  /** One for the run, which nobody may tell to answer otherwise. */
  public static IdentityProvider shared() {
    return Shared.PROVIDER;
  }

  public String keysUrl() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/keys";
  }

  /** What makes a server take the tokens made here, as Apple's and as Google's. */
  public Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>();
    for (String name : List.of("APPLE", "GOOGLE")) {
      settings.put("AUTH_IDENTITY_" + name + "_AUDIENCES", "other," + AUDIENCE);
      settings.put("AUTH_IDENTITY_" + name + "_ISSUERS", ISSUER);
      settings.put("AUTH_IDENTITY_" + name + "_KEYS_URL", keysUrl());
    }
    return settings;
  }

  /** How often the keys were asked for. */
  public int fetches() {
    return fetches.get();
  }

  /** From now on the keys' address answers so. */
  public void answer(Answering other) {
    answering = other;
  }

  public void publish(JWK... keys) {
    answer(exchange -> send(exchange, 200, keys(keys)));
  }

  /** Answers nothing until this is closed. */
  public void stall() {
    answer(
        exchange -> {
          try {
            closed.await();
          } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
          }
        });
  }

  public static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Cache-Control", "public, max-age=3600");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  /** Claims that are all right: of a new person with a verified address, for {@link #NONCE}. */
  public static JWTClaimsSet.Builder claims() {
    String subject = UUID.randomUUID().toString();
    return new JWTClaimsSet.Builder()
        .issuer(ISSUER)
        .audience(AUDIENCE)
        .subject(subject)
        .claim("nonce", NONCE)
        .claim("email", subject + "@example.com")
        .claim("email_verified", true)
        .jwtID(UUID.randomUUID().toString())
        .issueTime(Date.from(Instant.now()))
        .expirationTime(Date.from(Instant.now().plusSeconds(600)));
  }

  /** What Apple puts into a token for a nonce. */
  public static String hashed(String nonce) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(nonce.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Signed with RS256 and the key that is published. */
  public static String signed(JWTClaimsSet claims) {
    return signed(RSA, claims);
  }

  /** Signed with ES256 and the key that is published. */
  public static String signedEc(JWTClaimsSet claims) {
    return signed(EC, claims);
  }

  public static String signed(JWK key, JWTClaimsSet claims) {
    boolean rsa = key instanceof RSAKey;
    try {
      var token =
          new SignedJWT(
              new JWSHeader.Builder(rsa ? JWSAlgorithm.RS256 : JWSAlgorithm.ES256)
                  .keyID(key.getKeyID())
                  .build(),
              claims);
      token.sign(rsa ? new RSASSASigner(key.toRSAKey()) : new ECDSASigner(key.toECKey()));
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  public static RSAKey published() {
    return RSA;
  }

  public static RSAKey rsa(String kid) {
    try {
      return new RSAKeyGenerator(2_048).keyID(kid).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  public static ECKey ec(String kid) {
    try {
      return new ECKeyGenerator(Curve.P_256).keyID(kid).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String keys(JWK... keys) {
    return new JWKSet(List.of(keys)).toPublicJWKSet().toString();
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
