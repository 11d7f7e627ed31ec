package com.honeydue.auth;

import com.honeydue.bus.Caller;
import com.honeydue.bus.Failure;
import com.honeydue.bus.Operations;
import com.honeydue.db.Lanes;
import com.honeydue.telemetry.Names;
import com.honeydue.telemetry.Spans;
import io.vertx.core.Future;
import java.time.InstantSource;

/**
 * Says who is calling: from what this process has just seen, else from Redis, else from the
 * database, in one round trip. Confined to its event loop.
 */
final class Authenticator {

  private final Lanes lanes;
  private final LocalTokens local;
  private final Salts salts;
  private final SharedTokens shared;
  private final EndsElsewhere ends;
  private final Settlements settlements;
  private final InstantSource clock;

  Authenticator(
      Lanes lanes,
      LocalTokens local,
      Salts salts,
      SharedTokens shared,
      EndsElsewhere ends,
      Settlements settlements,
      InstantSource clock) {
    this.lanes = lanes;
    this.local = local;
    this.salts = salts;
    this.shared = shared;
    this.ends = ends;
    this.settlements = settlements;
    this.clock = clock;
  }

  void mount(Operations operations) {
    operations.internal("authenticate", call -> authenticate(call.arguments().text("token")));
  }

  /** Whose token this is; fails with {@code unauthenticated} when it is nobody's, or no longer. */
  Future<Caller> authenticate(String token) {
    var hash = TokenHash.of(token);
    if (hash == null) {
      return Future.failedFuture(Failure.unauthenticated());
    }
    long askedAt = System.nanoTime();
    var seen = local.get(hash);
    if (seen != null) {
      event("hit");
      return admit(seen);
    }
    return shared
        .find(hash)
        .compose(
            answer ->
                switch (answer) {
                  case Shared.Hit hit when !ends.lookedLately() -> {
                    event("unsure");
                    yield ask(hash, Reading.UNKNOWN);
                  }
                  case Shared.Hit hit -> {
                    event("hit");
                    salts.put(hit.token());
                    local.put(hash, hit.token(), askedAt);
                    yield admit(hit.token());
                  }
                  case Shared.Miss miss -> {
                    event(miss.reading().server().isEmpty() ? "down" : "miss");
                    yield ask(hash, miss.reading());
                  }
                });
  }

  private Future<Caller> ask(TokenHash hash, Reading reading) {
    long askedAt = System.nanoTime();
    var token = AuthStatements.FIND_TOKEN.with(hash.bytes());
    var owner = AuthStatements.FIND_TOKEN_OWNER.with(hash.bytes());
    return lanes
        .pipeline(token, owner)
        .compose(
            found -> {
              var tokens = found.of(token);
              var owners = found.of(owner);
              if (tokens.isEmpty() || owners.isEmpty()) {
                return Future.failedFuture(Failure.unauthenticated());
              }
              return known(hash, tokens.getFirst(), owners.getFirst(), reading, askedAt);
            });
  }

  private Future<Caller> known(
      TokenHash hash, TokenRow token, OwnerRow owner, Reading reading, long askedAt) {
    // The two rows were read one after the other: a session ended in between shows as a generation
    // that has moved on.
    if (token.userId() != owner.id() || token.generation() != owner.generation()) {
      return Future.failedFuture(Failure.unauthenticated());
    }
    var known =
        new KnownToken(
            new Caller(owner.id(), token.sessionId(), token.id(), owner.staff(), owner.verified()),
            token.expiresAt(),
            owner.salt());
    salts.put(known);
    // The former system ends sessions of its own without telling Redis.
    var stands =
        token.fromFormerSystem() ? Future.succeededFuture(true) : shared.keep(hash, known, reading);
    return stands.compose(
        yes -> {
          if (yes) {
            local.put(hash, known, askedAt);
          }
          return admit(known);
        });
  }

  private Future<Caller> admit(KnownToken token) {
    if (!token.expiresAt().isAfter(clock.instant())) {
      return Future.failedFuture(Failure.unauthenticated());
    }
    settlements.seen(token.caller().tokenId());
    return Future.succeededFuture(token.caller());
  }

  private static void event(String result) {
    Spans.event(Names.Event.CACHE_LOOKUP, Names.Attribute.CACHE_RESULT, result);
  }
}
