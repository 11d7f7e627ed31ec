package com.honeydue.auth;

import com.honeydue.bus.Call;
import com.honeydue.bus.Failure;
import com.honeydue.bus.Operations;
import com.honeydue.bus.Reply;
import com.honeydue.config.AuthSettings;
import com.honeydue.db.Lanes;
import com.honeydue.oidc.Identity;
import com.honeydue.oidc.IdentityTokens;
import com.honeydue.redis.RedisLink;
import com.honeydue.telemetry.Spans;
import io.vertx.core.Future;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How a session begins with what Apple or Google says. Confined to its event loop. */
final class IdentitySignIns {

  private final Lanes lanes;
  private final RedisLink redis;
  private final Identities identities;
  private final SharedTokens shared;
  private final AuthSettings settings;

  IdentitySignIns(
      Lanes lanes,
      RedisLink redis,
      Identities identities,
      SharedTokens shared,
      AuthSettings settings) {
    this.lanes = lanes;
    this.redis = redis;
    this.identities = identities;
    this.shared = shared;
    this.settings = settings;
  }

  void mount(Operations operations) {
    operations
        .on("appleSignIn", IdentityCredentials::from, call -> signIn(call, identities.apple()))
        .on("googleSignIn", IdentityCredentials::from, call -> signIn(call, identities.google()));
  }

  /**
   * Signs in. The token is used up before the database is asked, so that of two at once one gets
   * there.
   */
  private Future<Reply> signIn(Call<IdentityCredentials> call, IdentityTokens tokens) {
    var given = call.arguments();
    return tokens
        .verify(given.token(), given.nonce())
        .compose(
            identity ->
                identities
                    .used()
                    .use(redis, identity)
                    .compose(
                        first ->
                            first
                                ? enter(call, identity)
                                : Future.failedFuture(IdentityTokens.invalid())));
  }

  private Future<Reply> enter(Call<IdentityCredentials> call, Identity identity) {
    var token = Token.fresh();
    return shared
        .reading()
        .compose(
            reading ->
                found(call, identity, token)
                    .compose(
                        row -> {
                          var issued = row.orThrow();
                          return shared
                              .keep(token.hash(), issued.known(), reading)
                              .map(
                                  kept -> {
                                    var reply = Reply.of(issued.tell(token));
                                    return row.created() ? reply : reply.existing();
                                  });
                        }))
        .onFailure(
            error -> {
              if (!(error instanceof Failure failure)
                  || failure.kind() == Failure.Kind.UNAVAILABLE
                  || failure.kind() == Failure.Kind.INTERNAL) {
                identities.used().giveBack(redis, identity);
              }
            });
  }

  private Future<IdentityRow> found(
      Call<IdentityCredentials> call, Identity identity, Token token) {
    var given = call.arguments();
    String provider = identity.provider().column();
    var signIn =
        IdentityStatements.SIGN_IN.with(
            provider,
            identity.subject(),
            identity.email(),
            identity.emailVerified(),
            freshName(),
            Objects.requireNonNullElse(first(given.firstName(), identity.firstName()), ""),
            Objects.requireNonNullElse(first(given.lastName(), identity.lastName()), ""),
            given.timeZone(),
            given.locale(),
            token.hash().bytes(),
            settings.tokenLifetime().toSeconds(),
            given.deviceName(),
            call.client().userAgent(),
            UUID.randomUUID(),
            Spans.traceparent());
    return lanes
        .transaction(
            IdentityStatements.QUEUE.with(provider, identity.subject(), identity.email()), signIn)
        .map(results -> results.of(signIn).getFirst());
  }

  private static @Nullable String first(@Nullable String one, @Nullable String other) {
    return one == null ? other : one;
  }

  /**
   * Whoever signs in elsewhere chooses no user name; the address would tell it to the household.
   */
  private static String freshName() {
    return "member-" + UUID.randomUUID().toString().substring(0, 18);
  }
}
