package com.honeydue.remote;

import com.honeydue.config.ServiceAccount;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The access tokens of a service account of ours at Google, for one purpose. One is used until
 * shortly before its end, and fetched anew before that while it still serves; whoever has none
 * waits for the one fetch that is under way. Thread-safe, since all fetching happens on one
 * context; answers on the caller's.
 */
public final class AccessTokens {

  private static final String GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer";
  private static final Duration ASSERTED_FOR = Duration.ofHours(1);
  private static final Duration LONGEST_LIFE = Duration.ofHours(12);

  /** It is replaced so long before its end, and not used for the last part of that. */
  private static final Duration RENEWED_BEFORE = Duration.ofMinutes(5);

  private static final Duration UNUSED_BEFORE = Duration.ofMinutes(1);

  /** After a failure nobody who still has a token asks again for so long. */
  private static final Duration PAUSE = Duration.ofSeconds(10);

  /** What the issuer says when the key or the account is at fault. */
  private static final Set<String> OURS =
      Set.of("invalid_grant", "invalid_client", "unauthorized_client", "invalid_scope");

  private record Kept(String token, Instant renew, Instant until) {}

  private final VertxInternal vertx;
  private final Context context;
  private final Http http;
  private final Duration deadline;
  private final InstantSource clock;
  private final ServiceAccount account;
  private final String scope;
  private final JWSSigner signer;
  private final String url;
  private final AtomicReference<@Nullable Kept> kept = new AtomicReference<>();
  private @Nullable Future<Kept> fetching;
  private volatile Instant notBefore = Instant.MIN;

  /**
   * Signs once, so that the first question does not make an event loop load what that takes.
   *
   * @param tokenUrl where they are issued; empty takes what the account says
   * @param scope what they allow
   * @param deadline of one fetch
   */
  public AccessTokens(
      Vertx vertx,
      Http http,
      ServiceAccount account,
      String tokenUrl,
      String scope,
      Duration deadline,
      InstantSource clock) {
    this.vertx = (VertxInternal) vertx;
    this.context = this.vertx.createEventLoopContext();
    this.http = http;
    this.deadline = deadline;
    this.clock = clock;
    this.account = account;
    this.scope = scope;
    this.signer = new RSASSASigner(account.privateKey());
    this.url = tokenUrl.isEmpty() ? account.tokenUri() : tokenUrl;
    var unused = assertion();
  }

  /**
   * A token that is good for a minute at least.
   *
   * @return fails with {@link NoAccess} when the issuer refuses, with anything else when it does
   *     not answer
   */
  public Future<String> get() {
    var now = clock.instant();
    var known = kept.get();
    if (known != null && now.isBefore(known.renew())) {
      return Future.succeededFuture(known.token());
    }
    if (known != null && now.isBefore(known.until())) {
      if (!now.isBefore(notBefore)) {
        context.runOnContext(here -> fetched());
      }
      return Future.succeededFuture(known.token());
    }
    ContextInternal caller = vertx.getOrCreateContext();
    Promise<String> token = caller.promise();
    context.runOnContext(
        here ->
            fetched()
                .onComplete(
                    // Each in a turn of its own: hundreds may have waited, and each asks its
                    // question as soon as it hears.
                    fresh ->
                        caller.runOnContext(
                            turn -> {
                              if (fresh.succeeded()) {
                                token.complete(fresh.result().token());
                              } else {
                                token.fail(fresh.cause());
                              }
                            })));
    return token.future();
  }

  /** The token was not taken: nobody gets it any more. */
  public void refused(String token) {
    kept.updateAndGet(known -> known != null && known.token().equals(token) ? null : known);
  }

  /** On {@link #context}: what another caller has fetched meanwhile, else a fetch. */
  private Future<Kept> fetched() {
    var known = kept.get();
    if (known != null && clock.instant().isBefore(known.renew())) {
      return Future.succeededFuture(known);
    }
    var running = fetching;
    if (running != null) {
      return running;
    }
    Future<Kept> begun =
        http.post(
                url,
                "application/x-www-form-urlencoded",
                null,
                Buffer.buffer("grant_type=" + encoded(GRANT) + "&assertion=" + assertion()),
                deadline)
            .map(this::read);
    fetching = begun;
    begun.onComplete(
        (fresh, error) -> {
          fetching = null;
          if (error == null) {
            kept.set(fresh);
          } else {
            notBefore = clock.instant().plus(PAUSE);
          }
        });
    return begun;
  }

  private Kept read(Http.Reply reply) {
    var now = clock.instant();
    JsonObject json = reply.json();
    if (reply.status() != 200) {
      throw refusal(reply, json, now);
    }
    if (json.getValue("access_token") instanceof String token
        && !token.isBlank()
        && json.getValue("expires_in") instanceof Number seconds
        && seconds.longValue() > 0) {
      var life = shorter(Duration.ofSeconds(seconds.longValue()), LONGEST_LIFE);
      return new Kept(
          token,
          now.plus(life).minus(shorter(RENEWED_BEFORE, life.dividedBy(2))),
          now.plus(life).minus(shorter(UNUSED_BEFORE, life.dividedBy(4))));
    }
    throw NoAccess.later("token_unreadable", null);
  }

  private static NoAccess refusal(Http.Reply reply, JsonObject json, Instant now) {
    if (json.getValue("error") instanceof String error && OURS.contains(error)) {
      return NoAccess.refused(error);
    }
    String reason = "token_status_" + reply.status();
    boolean later = reply.status() >= 500 || reply.status() == 429 || reply.status() == 408;
    return later
        ? NoAccess.later(reason, RetryAfter.parse(reply.retryAfter(), now))
        : NoAccess.refused(reason);
  }

  private String assertion() {
    var now = clock.instant();
    var claims =
        new JWTClaimsSet.Builder()
            .issuer(account.clientEmail())
            .claim("scope", scope)
            .audience(url)
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plus(ASSERTED_FOR)))
            .build();
    var header =
        new JWSHeader.Builder(JWSAlgorithm.RS256)
            .type(JOSEObjectType.JWT)
            .keyID(account.privateKeyId())
            .build();
    var jwt = new SignedJWT(header, claims);
    try {
      jwt.sign(signer);
    } catch (JOSEException noJdk) {
      throw new IllegalStateException(noJdk);
    }
    return jwt.serialize();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
