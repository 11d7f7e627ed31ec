package com.honeydue.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Plays Google's Play Developer API, the issuer of its access tokens, and Pub/Sub, which pushes.
 * Knows the subscriptions that a test puts into it, as they stand. Thread-safe.
 */
public final class GooglePlayPeer extends HttpsPeer {

  public static final String PACKAGE = "com.example.honeydue";
  public static final String AUDIENCE = "https://api.example.com/api/subscription/webhook/google/";
  public static final String PUSHER = "pubsub@honeydue-test.iam.example.com";
  public static final String ISSUER = "https://accounts.google.com";
  private static final String PURCHASES =
      "/androidpublisher/v3/applications/" + PACKAGE + "/purchases";
  private static final RSAKey KEY = IdentityProvider.rsa("play-key");
  private static final int PAGE = 2;

  /** What a request is answered with. */
  public interface Answering {
    void answer(HttpServerRequest request);
  }

  private final IdentityProvider keys = new IdentityProvider();
  private final Map<String, JsonObject> subscriptions = new ConcurrentHashMap<>();
  private final List<JsonObject> voided = new CopyOnWriteArrayList<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final AtomicInteger issued = new AtomicInteger();
  private volatile String current = "";
  private volatile InstantSource clock = InstantSource.system();
  private volatile @Nullable Answering answering;

  /** What makes a process ask this one, and take its pushes. */
  public Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>();
    settings.put("STORES_CA_FILE", TestCertificate.shared().trustFile().toString());
    settings.put("STORES_GOOGLE_PACKAGE_NAME", PACKAGE);
    settings.put("STORES_GOOGLE_SERVICE_ACCOUNT", account().encode());
    settings.put("STORES_GOOGLE_URL", url());
    settings.put("STORES_GOOGLE_PUSH_AUDIENCE", AUDIENCE);
    settings.put("STORES_GOOGLE_PUSH_ACCOUNT", PUSHER);
    settings.put("STORES_GOOGLE_PUSH_KEYS_URL", keys.keysUrl());
    return settings;
  }

  /** Who publishes the keys of pushes. */
  public IdentityProvider keys() {
    return keys;
  }

  /** From now on it is this time. */
  public void clock(InstantSource other) {
    clock = other;
  }

  /** From now on it answers so, but to who wants a token; {@code null} as at first. */
  public void answer(@Nullable Answering other) {
    answering = other;
  }

  public static Answering refusing(int status) {
    return request ->
        answer(
            request,
            status,
            new JsonObject().put("error", new JsonObject().put("code", status)).encode());
  }

  /** The methods, paths and queries that came, in order. */
  public List<String> asked() {
    return asked;
  }

  /** The access tokens issued before are not taken any more. */
  public void withdraw() {
    current = "";
  }

  /** A subscription that was just bought: what is answered, which the test may change. */
  public JsonObject buy(String token, String product, @Nullable UUID account, Instant until) {
    var item =
        new JsonObject()
            .put("productId", product)
            .put("expiryTime", until.toString())
            .put("latestSuccessfulOrderId", "GPA.3300-0000-0000-00001")
            .put(
                "autoRenewingPlan",
                new JsonObject()
                    .put("autoRenewEnabled", true)
                    .put(
                        "recurringPrice",
                        new JsonObject()
                            .put("currencyCode", "USD")
                            .put("units", "4")
                            .put("nanos", 990_000_000)));
    var bought =
        new JsonObject()
            .put("kind", "androidpublisher#subscriptionPurchaseV2")
            .put("startTime", clock.instant().toString())
            .put("regionCode", "US")
            .put("subscriptionState", "SUBSCRIPTION_STATE_ACTIVE")
            .put("latestOrderId", "GPA.3300-0000-0000-00001")
            .put("acknowledgementState", "ACKNOWLEDGEMENT_STATE_PENDING")
            .put("lineItems", new JsonArray().add(item));
    if (account != null) {
      bought.put(
          "externalAccountIdentifiers",
          new JsonObject().put("obfuscatedExternalAccountId", account.toString()));
    }
    subscriptions.put(token, bought);
    return bought;
  }

  /** How it stands: {@code SUBSCRIPTION_STATE_…}. */
  public void state(String token, String state) {
    subscription(token).put("subscriptionState", "SUBSCRIPTION_STATE_" + state);
  }

  /** Its end, and the order that has paid for it. */
  public void renew(String token, String order, Instant until) {
    subscription(token)
        .put("latestOrderId", order)
        .getJsonArray("lineItems")
        .getJsonObject(0)
        .put("latestSuccessfulOrderId", order)
        .put("expiryTime", until.toString());
  }

  public JsonObject subscription(String token) {
    var found = subscriptions.get(token);
    if (found == null) {
      throw new IllegalArgumentException("nobody has bought that");
    }
    return found;
  }

  /** The order was given back. */
  public void refund(String token, String order, Instant at) {
    voided.add(
        new JsonObject()
            .put("kind", "androidpublisher#voidedPurchase")
            .put("purchaseToken", token)
            .put("orderId", order)
            .put("voidedTimeMillis", String.valueOf(at.toEpochMilli()))
            .put("voidedSource", 0)
            .put("voidedReason", 1));
  }

  /** What is posted to us about a subscription, by its code. */
  public JsonObject push(String messageId, int code, String token) {
    return push(
        messageId,
        "subscriptionNotification",
        new JsonObject()
            .put("version", "1.0")
            .put("notificationType", code)
            .put("purchaseToken", token));
  }

  /** What is posted to us, with this in it. */
  public JsonObject push(String messageId, String member, JsonObject content) {
    return push(
        messageId,
        new JsonObject()
            .put("version", "1.0")
            .put("packageName", PACKAGE)
            .put("eventTimeMillis", String.valueOf(clock.millis()))
            .put(member, content));
  }

  /** What is posted to us, with this notification. */
  public static JsonObject push(String messageId, JsonObject notification) {
    String data =
        Base64.getEncoder().encodeToString(notification.encode().getBytes(StandardCharsets.UTF_8));
    return new JsonObject()
        .put("message", new JsonObject().put("data", data).put("messageId", messageId))
        .put("subscription", "projects/honeydue-test/subscriptions/play");
  }

  /** The header that comes with a push. */
  public String authorization() {
    return "Bearer " + IdentityProvider.signed(claims().build());
  }

  /** What the token of a push says. */
  public JWTClaimsSet.Builder claims() {
    return new JWTClaimsSet.Builder()
        .issuer(ISSUER)
        .audience(AUDIENCE)
        .subject("113774264463038321964")
        .claim("email", PUSHER)
        .claim("email_verified", true)
        .issueTime(Date.from(clock.instant()))
        .expirationTime(Date.from(clock.instant().plusSeconds(3_600)));
  }

  @Override
  void requested(HttpServerRequest request, Buffer body) {
    request
        .response()
        .putHeader(
            "Date",
            DateTimeFormatter.RFC_1123_DATE_TIME.format(clock.instant().atOffset(ZoneOffset.UTC)));
    if (request.path().equals("/token")) {
      token(request, body.toString());
      return;
    }
    asked.add(request.method() + " " + request.uri());
    if (!("Bearer " + current).equals(request.getHeader("Authorization"))) {
      refusing(401).answer(request);
      return;
    }
    var other = answering;
    if (other != null) {
      other.answer(request);
    } else if (request.path().equals(PURCHASES + "/voidedpurchases")) {
      voidedPurchases(request);
    } else {
      subscription(request);
    }
  }

  private void subscription(HttpServerRequest request) {
    String path = request.path();
    String[] named = path.substring(path.lastIndexOf('/') + 1).split(":", 2);
    var known = subscriptions.get(URLDecoder.decode(named[0], StandardCharsets.UTF_8));
    if (known == null) {
      refusing(404).answer(request);
    } else if (path.startsWith(PURCHASES + "/subscriptionsv2/tokens/")) {
      answer(request, 200, known.encode());
    } else if (path.startsWith(PURCHASES + "/subscriptions/") && named.length == 2) {
      if (named[1].equals("acknowledge")) {
        known.put("acknowledgementState", "ACKNOWLEDGEMENT_STATE_ACKNOWLEDGED");
      } else {
        known.put("subscriptionState", "SUBSCRIPTION_STATE_CANCELED");
      }
      request.response().setStatusCode(204).end();
    } else {
      request.response().setStatusCode(404).end("<html>");
    }
  }

  private void voidedPurchases(HttpServerRequest request) {
    long since = Long.parseLong(request.getParam("startTime"));
    if (since < clock.instant().minusSeconds(30 * 86_400L).toEpochMilli()) {
      refusing(400).answer(request);
      return;
    }
    var all =
        voided.stream()
            .filter(one -> Long.parseLong(one.getString("voidedTimeMillis")) >= since)
            .toList();
    int from = request.getParam("token") == null ? 0 : Integer.parseInt(request.getParam("token"));
    int to = Math.min(from + PAGE, all.size());
    var answer = new JsonObject();
    if (from < to) {
      answer.put("voidedPurchases", new JsonArray(all.subList(from, to)));
    }
    if (to < all.size()) {
      answer.put("tokenPagination", new JsonObject().put("nextPageToken", String.valueOf(to)));
    }
    answer(request, 200, answer.encode());
  }

  private void token(HttpServerRequest request, String form) {
    try {
      var jwt =
          SignedJWT.parse(
              URLDecoder.decode(form.replaceAll(".*assertion=", ""), StandardCharsets.UTF_8));
      if (!jwt.verify(new RSASSAVerifier(KEY.toRSAPublicKey()))
          || !jwt.getJWTClaimsSet().getStringClaim("scope").endsWith("/androidpublisher")) {
        answer(request, 400, "{\"error\": \"invalid_grant\"}");
        return;
      }
    } catch (ParseException | JOSEException broken) {
      answer(request, 400, "{\"error\": \"invalid_request\"}");
      return;
    }
    current = "ya29.play-" + issued.incrementAndGet();
    answer(
        request,
        200,
        new JsonObject()
            .put("access_token", current)
            .put("expires_in", 3_599)
            .put("token_type", "Bearer")
            .encode());
  }

  private JsonObject account() {
    try {
      return new JsonObject()
          .put("type", "service_account")
          .put("project_id", "honeydue-test")
          .put("client_email", "play@honeydue-test.iam.example.com")
          .put("private_key_id", KEY.getKeyID())
          .put(
              "private_key", TestCertificate.pem("PRIVATE KEY", KEY.toRSAPrivateKey().getEncoded()))
          .put("token_uri", url() + "/token");
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    keys.close();
    super.close();
  }
}
