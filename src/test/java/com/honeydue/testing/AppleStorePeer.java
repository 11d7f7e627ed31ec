package com.honeydue.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.SignedJWT;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.text.ParseException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Plays Apple's App Store Server API, and signs what Apple signs. Knows the subscriptions that a
 * test puts into it, as they stand. Thread-safe.
 */
public final class AppleStorePeer extends HttpsPeer {

  public static final String BUNDLE = "com.example.honeydue";
  public static final long APP = 1_234_567_890L;
  public static final String ISSUER = "57246542-96fe-1a63-e053-0824d011072a";
  public static final String KEY_ID = "ABCDE12345";
  private static final ECKey KEY = IdentityProvider.ec("app-store");
  private static final int PAGE = 2;

  /** What a request is answered with. */
  public interface Answering {
    void answer(HttpServerRequest request);
  }

  /** A subscription as it stands: what a test changes. */
  public static final class Subscription {
    /** Oldest first; the last one is the present period. */
    public final List<JsonObject> transactions = new CopyOnWriteArrayList<>();

    public final JsonObject renewal = new JsonObject();
    public volatile int status = 1;
  }

  private final AppleSigner signer = AppleSigner.shared();
  private final String environment;
  private final Map<String, Subscription> subscriptions = new ConcurrentHashMap<>();
  private final List<String> failed = new CopyOnWriteArrayList<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final List<SignedJWT> tokens = new CopyOnWriteArrayList<>();
  private volatile InstantSource clock = InstantSource.system();
  private volatile @Nullable Answering answering;

  public AppleStorePeer() {
    this("Production");
  }

  /**
   * @param environment {@code Production} or {@code Sandbox}
   */
  public AppleStorePeer(String environment) {
    this.environment = environment;
  }

  /** What makes a process ask this one in production and in the sandbox alike. */
  public Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>();
    settings.put("STORES_CA_FILE", TestCertificate.shared().trustFile().toString());
    settings.put("STORES_APPLE_BUNDLE_ID", BUNDLE);
    settings.put("STORES_APPLE_APP_APPLE_ID", String.valueOf(APP));
    settings.put("STORES_APPLE_ROOTS_FILE", signer.rootsFile().toString());
    settings.put("STORES_APPLE_ONLINE_CHECKS", "false");
    settings.put("STORES_APPLE_ISSUER_ID", ISSUER);
    settings.put("STORES_APPLE_KEY_ID", KEY_ID);
    settings.put("STORES_APPLE_KEY", key());
    settings.put("STORES_APPLE_URL", url());
    settings.put("STORES_APPLE_SANDBOX_URL", url());
    return settings;
  }

  /** From now on it signs at this time. */
  public void clock(InstantSource other) {
    clock = other;
  }

  /** From now on it answers so; {@code null} as at first. */
  public void answer(@Nullable Answering other) {
    answering = other;
  }

  /** Refuses with a status and Apple's code. */
  public static Answering refusing(int status, long code) {
    return request ->
        answer(
            request,
            status,
            new JsonObject().put("errorCode", code).put("errorMessage", "No.").encode());
  }

  /** The paths and queries that came, in order. */
  public List<String> asked() {
    return asked;
  }

  /** What was shown to it. */
  public List<SignedJWT> tokens() {
    return tokens;
  }

  /** A subscription that was just bought, and what it is called. */
  public Subscription buy(String id, String product, @Nullable UUID account, Instant until) {
    var bought = new Subscription();
    bought.transactions.add(transaction(id, id, product, account, until));
    bought
        .renewal
        .put("originalTransactionId", id)
        .put("autoRenewProductId", product)
        .put("productId", product)
        .put("autoRenewStatus", 1)
        .put("environment", environment);
    subscriptions.put(id, bought);
    return bought;
  }

  /** It is renewed, and that is paid by the transaction of this id. */
  public void renew(String id, String transaction, Instant until) {
    var first = subscription(id).transactions.getFirst();
    subscription(id)
        .transactions
        .add(
            first
                .copy()
                .put("transactionId", transaction)
                .put("purchaseDate", clock.millis())
                .put("expiresDate", until.toEpochMilli())
                .put("transactionReason", "RENEWAL"));
  }

  public Subscription subscription(String id) {
    var found = subscriptions.get(id);
    if (found == null) {
      throw new IllegalArgumentException("nobody has bought that");
    }
    return found;
  }

  /** The claims of a transaction, as Apple makes them. */
  public JsonObject transaction(
      String original, String id, String product, @Nullable UUID account, Instant until) {
    var claims =
        new JsonObject()
            .put("originalTransactionId", original)
            .put("transactionId", id)
            .put("bundleId", BUNDLE)
            .put("productId", product)
            .put("subscriptionGroupIdentifier", "20886746")
            .put("purchaseDate", clock.millis())
            .put("originalPurchaseDate", clock.millis())
            .put("expiresDate", until.toEpochMilli())
            .put("quantity", 1)
            .put("type", "Auto-Renewable Subscription")
            .put("inAppOwnershipType", "PURCHASED")
            .put("environment", environment)
            .put("storefront", "USA")
            .put("transactionReason", "PURCHASE")
            .put("price", 4_990)
            .put("currency", "USD");
    return account == null ? claims : claims.put("appAccountToken", account.toString());
  }

  /** What StoreKit gives to the app of the present period. */
  public String signedTransaction(String id) {
    return sign(subscription(id).transactions.getLast());
  }

  /** Signs claims, now. */
  public String sign(JsonObject claims) {
    return signer.sign(claims.copy().put("signedDate", clock.millis()));
  }

  /** A notification of how a subscription stands, as it is posted to us: {@code signedPayload}. */
  public String notification(UUID uuid, String type, @Nullable String subtype, String id) {
    var about = subscription(id);
    return notification(uuid, type, subtype, about.transactions.getLast(), about);
  }

  /** The same about another transaction of it. */
  public String notification(
      UUID uuid, String type, @Nullable String subtype, JsonObject claims, Subscription about) {
    var data =
        new JsonObject()
            .put("environment", environment)
            .put("appAppleId", APP)
            .put("bundleId", BUNDLE)
            .put("status", about.status)
            .put("signedTransactionInfo", sign(claims))
            .put("signedRenewalInfo", sign(about.renewal));
    return notification(uuid, type, subtype, data);
  }

  /** One with this as its data. */
  public String notification(UUID uuid, String type, @Nullable String subtype, JsonObject data) {
    var payload =
        new JsonObject()
            .put("notificationType", type)
            .put("notificationUUID", uuid.toString())
            .put("version", "2.0")
            .put("data", data);
    return sign(subtype == null ? payload : payload.put("subtype", subtype));
  }

  /** A notification that could not be handed over. */
  public void fail(String signedPayload) {
    failed.add(signedPayload);
  }

  @Override
  void requested(HttpServerRequest request, Buffer body) {
    asked.add(request.uri());
    if (!isOurs(request.getHeader("Authorization"))) {
      request.response().setStatusCode(401).end("Unauthenticated");
      return;
    }
    var other = answering;
    if (other != null) {
      other.answer(request);
      return;
    }
    String path = request.path();
    if (path.equals("/inApps/v1/notifications/history")) {
      notifications(request, body.toJsonObject());
      return;
    }
    var known = subscriptions.get(path.substring(path.lastIndexOf('/') + 1));
    if (known == null) {
      refusing(404, 4_040_010L).answer(request);
    } else if (path.startsWith("/inApps/v1/subscriptions/")) {
      statuses(request);
    } else if (path.startsWith("/inApps/v2/refund/lookup/")) {
      transactions(
          request,
          known.transactions.stream().filter(one -> one.containsKey("revocationDate")).toList());
    } else if (path.startsWith("/inApps/v2/history/")) {
      transactions(request, known.transactions);
    } else {
      request.response().setStatusCode(404).end();
    }
  }

  /** Of one customer, who has all of them. */
  private void statuses(HttpServerRequest request) {
    var last = new JsonArray();
    subscriptions.forEach(
        (id, one) ->
            last.add(
                new JsonObject()
                    .put("originalTransactionId", id)
                    .put("status", one.status)
                    .put("signedTransactionInfo", sign(one.transactions.getLast()))
                    .put("signedRenewalInfo", sign(one.renewal))));
    var group =
        new JsonObject()
            .put("subscriptionGroupIdentifier", "20886746")
            .put("lastTransactions", last);
    answer(
        request,
        200,
        new JsonObject()
            .put("environment", environment)
            .put("bundleId", BUNDLE)
            .put("appAppleId", APP)
            .put("data", new JsonArray().add(group))
            .encode());
  }

  private void transactions(HttpServerRequest request, List<JsonObject> all) {
    int from = from(request.getParam("revision"));
    var signed = new JsonArray();
    page(all, from).forEach(one -> signed.add(sign(one)));
    answer(
        request,
        200,
        new JsonObject()
            .put("signedTransactions", signed)
            .put("revision", String.valueOf(from + PAGE))
            .put("hasMore", from + PAGE < all.size())
            .encode());
  }

  private void notifications(HttpServerRequest request, JsonObject body) {
    if (body.getLong("startDate") >= body.getLong("endDate")) {
      refusing(400, 4_000_013L).answer(request);
      return;
    }
    int from = from(request.getParam("paginationToken"));
    var history = new JsonArray();
    page(new ArrayList<>(failed), from)
        .forEach(one -> history.add(new JsonObject().put("signedPayload", one)));
    answer(
        request,
        200,
        new JsonObject()
            .put("notificationHistory", history)
            .put("paginationToken", String.valueOf(from + PAGE))
            .put("hasMore", from + PAGE < failed.size())
            .encode());
  }

  private static int from(@Nullable String mark) {
    return mark == null ? 0 : Integer.parseInt(mark);
  }

  private static <T> List<T> page(List<T> all, int from) {
    return all.subList(Math.min(from, all.size()), Math.min(from + PAGE, all.size()));
  }

  private boolean isOurs(@Nullable String authorization) {
    try {
      var token = SignedJWT.parse(String.valueOf(authorization).replace("Bearer ", ""));
      var claims = token.getJWTClaimsSet();
      tokens.add(token);
      return token.verify(new ECDSAVerifier(KEY.toECPublicKey()))
          && KEY_ID.equals(token.getHeader().getKeyID())
          && ISSUER.equals(claims.getIssuer())
          && BUNDLE.equals(claims.getClaim("bid"))
          && claims.getAudience().contains("appstoreconnect-v1");
    } catch (ParseException | JOSEException none) {
      return false;
    }
  }

  private static String key() {
    try {
      return TestCertificate.pem("PRIVATE KEY", KEY.toECPrivateKey().getEncoded());
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }
}
