package com.honeydue.auth;

import com.honeydue.bus.Arguments;
import com.honeydue.bus.Call;
import com.honeydue.bus.Cursor;
import com.honeydue.bus.Failure;
import com.honeydue.bus.Operations;
import com.honeydue.bus.Page;
import com.honeydue.bus.Reply;
import com.honeydue.config.AuthSettings;
import com.honeydue.db.Lanes;
import io.vertx.core.Future;

/**
 * The sessions of an account, from their first refresh to their end. Confined to its event loop.
 */
final class Sessions {

  private final Lanes lanes;
  private final LocalTokens local;
  private final SharedTokens shared;
  private final SessionChanges changes;
  private final AuthSettings settings;

  Sessions(
      Lanes lanes,
      LocalTokens local,
      SharedTokens shared,
      SessionChanges changes,
      AuthSettings settings) {
    this.lanes = lanes;
    this.local = local;
    this.shared = shared;
    this.changes = changes;
    this.settings = settings;
  }

  void mount(Operations operations) {
    operations
        .on("refresh", this::refresh)
        .on("logout", this::logout)
        .on("sessions", this::list)
        .on("endSession", this::endOne);
  }

  /**
   * A new token for the caller's session; the old one goes on for a moment, for requests under way.
   */
  Future<SignedIn> refresh(Call<Arguments> call) {
    var caller = call.caller();
    var token = Token.fresh();
    return changes
        .change(
            Scope.session(caller.sessionId()),
            () ->
                lanes.run(
                    AuthStatements.REFRESH.with(
                        caller.userId(),
                        caller.tokenId(),
                        token.hash().bytes(),
                        settings.tokenLifetime().toSeconds(),
                        settings.refreshGrace().toSeconds(),
                        call.client().userAgent())),
            (hold, issued) ->
                issued.isEmpty()
                    ? shared.release(hold)
                    : shared.release(hold, token.hash(), issued.getFirst().known()))
        .map(
            issued -> {
              if (issued.isEmpty()) {
                throw Failure.unauthenticated();
              }
              return issued.getFirst().tell(token);
            });
  }

  /** Ends the caller's session; with {@code all}, every session of the caller. */
  Future<Reply> logout(Call<Arguments> call) {
    var caller = call.caller();
    if (call.arguments().flag("all")) {
      return changes
          .ofUser(
              caller.userId(),
              () -> lanes.run(AuthStatements.END_ALL_SESSIONS.with(caller.userId())))
          .map(done -> Reply.none());
    }
    return changes
        .end(
            Scope.session(caller.sessionId()),
            () -> lanes.run(AuthStatements.END_SESSION.with(caller.userId(), caller.sessionId())))
        .onComplete(done -> local.endSession(caller.sessionId()))
        .map(done -> Reply.none());
  }

  /** A page of the caller's sessions. */
  Future<Page<Session>> list(Call<Arguments> call) {
    var asked = call.arguments();
    int limit = (int) asked.number("limit");
    long before = Cursor.key(asked.textOrNull("cursor"), Long.MAX_VALUE);
    return lanes
        .run(
            AccountStatements.SESSIONS.with(
                call.userId(), call.caller().sessionId(), before, limit + 1))
        .map(found -> Page.of(found, limit, Session::id));
  }

  /**
   * Ends one of the caller's sessions. All of the caller's are held meanwhile, since the id may be
   * that of a stranger's, whom a hold would cost round trips.
   */
  Future<Reply> endOne(Call<Arguments> call) {
    long session = call.arguments().id();
    return changes
        .ofUser(
            call.userId(), () -> lanes.run(AuthStatements.END_SESSION.with(call.userId(), session)))
        .map(
            ended -> {
              if (ended.isEmpty()) {
                throw Failure.notFound();
              }
              return Reply.none();
            });
  }
}
