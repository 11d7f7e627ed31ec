package com.honeydue.stores;

import com.honeydue.config.GooglePlaySettings;
import com.honeydue.config.StoreSettings;
import com.honeydue.oidc.TokenSignatures;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Date;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Google's real-time developer notifications, as Pub/Sub pushes them: with a token that says who
 * pushes, signed by Google. Thread-safe.
 */
final class GooglePushes {

  private static final Duration SKEW = Duration.ofMinutes(1);
  private static final Duration KEYS_REFRESHED = Duration.ofSeconds(30);
  private static final Duration KEYS_KEPT = Duration.ofHours(6);
  private static final int LONGEST = 20_000;
  private static final Pattern MILLIS = Pattern.compile("\\d{1,15}");

  private static final Map<Integer, String> TYPES =
      Map.ofEntries(
          Map.entry(1, "SUBSCRIPTION_RECOVERED"),
          Map.entry(2, "SUBSCRIPTION_RENEWED"),
          Map.entry(3, "SUBSCRIPTION_CANCELED"),
          Map.entry(4, "SUBSCRIPTION_PURCHASED"),
          Map.entry(5, "SUBSCRIPTION_ON_HOLD"),
          Map.entry(6, "SUBSCRIPTION_IN_GRACE_PERIOD"),
          Map.entry(7, "SUBSCRIPTION_RESTARTED"),
          Map.entry(8, "SUBSCRIPTION_PRICE_CHANGE_CONFIRMED"),
          Map.entry(9, "SUBSCRIPTION_DEFERRED"),
          Map.entry(10, "SUBSCRIPTION_PAUSED"),
          Map.entry(11, "SUBSCRIPTION_PAUSE_SCHEDULE_CHANGED"),
          Map.entry(12, "SUBSCRIPTION_REVOKED"),
          Map.entry(13, "SUBSCRIPTION_EXPIRED"),
          Map.entry(17, "SUBSCRIPTION_ITEMS_CHANGED"),
          Map.entry(18, "SUBSCRIPTION_CANCELLATION_SCHEDULED"),
          Map.entry(19, "SUBSCRIPTION_PRICE_CHANGE_UPDATED"),
          Map.entry(20, "SUBSCRIPTION_PENDING_PURCHASE_CANCELED"),
          Map.entry(22, "SUBSCRIPTION_PRICE_STEP_UP_CONSENT_UPDATED"));

  private final GooglePlaySettings settings;
  private final TokenSignatures signatures;
  private final InstantSource clock;

  GooglePushes(Vertx vertx, StoreSettings settings, InstantSource clock) {
    this.settings = settings.google();
    this.signatures =
        new TokenSignatures(
            vertx,
            this.settings.pushKeysUrl(),
            settings.deadline(),
            KEYS_REFRESHED,
            KEYS_KEPT,
            clock);
    this.clock = clock;
  }

  /** What can be refused without Google's keys is refused first. */
  Future<Notice> verify(@Nullable String authorization, JsonObject body) {
    if (!settings.takesPushes()) {
      throw StoreCalls.misconfigured("pushes_not_configured");
    }
    SignedJWT token = token(authorization);
    return signatures
        .haveSigned(token)
        .recover(away -> Future.failedFuture(StoreCalls.unavailable("push_keys_unavailable", null)))
        .map(
            signed -> {
              if (!signed) {
                throw StoreCalls.invalid("not_signed");
              }
              return notice(body);
            });
  }

  Future<Void> close() {
    return signatures.close();
  }

  private SignedJWT token(@Nullable String authorization) {
    if (authorization == null
        || authorization.length() > LONGEST
        || !authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
      throw StoreCalls.invalid("no_token");
    }
    try {
      var token = TokenSignatures.parse(authorization.substring(7).strip());
      if (!token.getHeader().getAlgorithm().equals(JWSAlgorithm.RS256)) {
        throw StoreCalls.invalid("not_signed");
      }
      require(token.getJWTClaimsSet());
      return token;
    } catch (ParseException | IllegalArgumentException malformed) {
      throw StoreCalls.invalid("malformed_token");
    }
  }

  private void require(JWTClaimsSet claims) throws ParseException {
    Instant now = clock.instant();
    Date expires = claims.getExpirationTime();
    Date issued = claims.getIssueTime();
    if (claims.getIssuer() == null || !settings.pushIssuers().contains(claims.getIssuer())) {
      throw StoreCalls.invalid("other_issuer");
    }
    if (!claims.getAudience().contains(settings.pushAudience())) {
      throw StoreCalls.invalid("other_audience");
    }
    if (!settings.pushAccount().equals(claims.getStringClaim("email"))
        || !Boolean.TRUE.equals(claims.getClaim("email_verified"))) {
      throw StoreCalls.invalid("other_account");
    }
    if (expires == null
        || !now.isBefore(expires.toInstant())
        || issued == null
        || issued.toInstant().isAfter(now.plus(SKEW))) {
      throw StoreCalls.invalid("expired");
    }
  }

  /** What is wrong with it is the fault of whoever pushes, however well that is signed. */
  private Notice notice(JsonObject body) {
    try {
      JsonObject message = body.getJsonObject("message");
      String id = message.getString("messageId");
      var data = Base64.getDecoder().decode(message.getString("data"));
      var event = new JsonObject(new String(data, StandardCharsets.UTF_8));
      String millis = String.valueOf(event.getValue("eventTimeMillis"));
      if (id.isEmpty() || !MILLIS.matcher(millis).matches()) {
        throw StoreCalls.invalid("malformed");
      }
      if (!settings.packageName().equals(event.getString("packageName"))) {
        throw StoreCalls.invalid("other_app");
      }
      return new Notice(
          Store.GOOGLE,
          id,
          type(event),
          Instant.ofEpochMilli(Long.parseLong(millis)),
          key(event),
          null);
    } catch (DecodeException
        | NullPointerException
        | IllegalArgumentException
        | ClassCastException broken) {
      throw StoreCalls.invalid("malformed");
    }
  }

  private static String type(JsonObject event) {
    var subscription = event.getJsonObject("subscriptionNotification");
    if (subscription != null) {
      return TYPES.getOrDefault(subscription.getInteger("notificationType", 0), "unknown");
    }
    if (event.containsKey("voidedPurchaseNotification")) {
      return "VOIDED_PURCHASE";
    }
    if (event.containsKey("oneTimeProductNotification")) {
      return "ONE_TIME_PRODUCT";
    }
    return event.containsKey("testNotification") ? "TEST" : "unknown";
  }

  private static @Nullable String key(JsonObject event) {
    for (String name : new String[] {"subscriptionNotification", "voidedPurchaseNotification"}) {
      var about = event.getJsonObject(name);
      if (about != null) {
        return about.getString("purchaseToken");
      }
    }
    return null;
  }
}
