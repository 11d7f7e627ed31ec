package com.honeydue.oidc;

import com.honeydue.bus.Failure;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A provider's public keys, fetched when they are needed: once for all who wait, again when they
 * are old or a key is not among them, and not at all for a while after that has failed. One for the
 * process; safe for use from any event loop, since all but reading happens on one.
 */
final class ProviderKeys {

  private static final Logger log = LoggerFactory.getLogger(ProviderKeys.class);
  private static final Duration SHORTEST_LIFE = Duration.ofMinutes(1);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  private record Kept(JWKSet keys, Instant fetched, Instant until) {}

  private final ContextInternal context;
  private final KeyFetch fetch;
  private final Duration refreshInterval;
  private final Duration lifetime;
  private final InstantSource clock;
  private volatile @Nullable Kept kept;
  private @Nullable Future<Kept> fetching;
  private Duration pause = Duration.ZERO;
  private Instant closedUntil = Instant.MIN;

  ProviderKeys(
      Vertx vertx,
      String url,
      Duration timeout,
      Duration refreshInterval,
      Duration lifetime,
      InstantSource clock) {
    this.context =
        ((VertxInternal) vertx)
            .contextBuilder()
            .withEventLoop(((VertxInternal) vertx).nettyEventLoopGroup().next())
            .build();
    this.fetch = new KeyFetch(vertx, url, timeout);
    this.refreshInterval = refreshInterval;
    this.lifetime = lifetime;
    this.clock = clock;
  }

  /**
   * The key that is called so; {@code null} if the provider has none of that name. Fails with a
   * {@link Failure} {@code unavailable} when that can not be found out now.
   */
  Future<@Nullable JWK> find(String kid) {
    var known = kept;
    var now = clock.instant();
    if (known != null && now.isBefore(known.until())) {
      JWK key = known.keys().getKeyByKeyId(kid);
      if (key != null || now.isBefore(known.fetched().plus(refreshInterval))) {
        return Future.succeededFuture(key);
      }
    }
    Promise<@Nullable JWK> answer = ((ContextInternal) current()).promise();
    context.runOnContext(
        here ->
            refreshed(kid)
                .onComplete(
                    (fresh, error) -> {
                      if (error == null) {
                        answer.complete(fresh.keys().getKeyByKeyId(kid));
                      } else {
                        answer.fail(error);
                      }
                    }));
    return answer.future();
  }

  private Context current() {
    var caller = ContextInternal.current();
    return caller == null ? context : caller;
  }

  /** On {@link #context}: what another caller has fetched meanwhile, else a fetch. */
  private Future<Kept> refreshed(String kid) {
    var now = clock.instant();
    var known = kept;
    if (known != null
        && now.isBefore(known.until())
        && (known.keys().getKeyByKeyId(kid) != null
            || now.isBefore(known.fetched().plus(refreshInterval)))) {
      return Future.succeededFuture(known);
    }
    var running = fetching;
    if (running != null) {
      return running;
    }
    if (now.isBefore(closedUntil)) {
      return Future.failedFuture(away(Duration.between(now, closedUntil)));
    }
    Future<Kept> begun = fetch.fetch().map(this::keep).recover(this::failed);
    fetching = begun;
    begun.onComplete(done -> fetching = null);
    return begun;
  }

  private Kept keep(KeyFetch.Fetched fetched) {
    var now = clock.instant();
    var life = fetched.maxAge() == null ? lifetime : fetched.maxAge();
    life = life.compareTo(SHORTEST_LIFE) < 0 ? SHORTEST_LIFE : life;
    life = life.compareTo(lifetime) > 0 ? lifetime : life;
    var fresh = new Kept(fetched.keys(), now, now.plus(life));
    kept = fresh;
    pause = Duration.ZERO;
    return fresh;
  }

  private Future<Kept> failed(Throwable error) {
    pause = pause.isZero() ? FIRST_PAUSE : pause.multipliedBy(2);
    pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    closedUntil = clock.instant().plus(pause);
    log.atWarn().addKeyValue("error", error.toString()).log("a provider's keys did not come");
    return Future.failedFuture(away(pause));
  }

  private static Failure away(Duration pause) {
    return Failure.unavailable(
            "identity_provider_unavailable", "The identity provider can not be asked now.")
        .retryAfter(pause);
  }

  Future<Void> close() {
    return fetch.close();
  }
}
