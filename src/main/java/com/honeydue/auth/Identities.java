package com.honeydue.auth;

import com.honeydue.config.IdentitySettings;
import com.honeydue.oidc.IdentityTokens;
import com.honeydue.oidc.Provider;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;

/** What signing in with identity tokens shares within a process. Thread-safe. */
record Identities(IdentityTokens apple, IdentityTokens google, UsedIdentityTokens used) {

  static Identities of(Vertx vertx, IdentitySettings settings, InstantSource clock) {
    return new Identities(
        new IdentityTokens(vertx, Provider.APPLE, settings, clock),
        new IdentityTokens(vertx, Provider.GOOGLE, settings, clock),
        new UsedIdentityTokens(clock));
  }

  Future<Void> close() {
    return Future.join(apple.close(), google.close()).mapEmpty();
  }
}
