package com.honeydue.auth;

import com.honeydue.bus.Arguments;
import com.honeydue.bus.Call;
import com.honeydue.bus.Caller;
import com.honeydue.bus.Failure;
import com.honeydue.bus.FieldError;
import com.honeydue.bus.Operations;
import com.honeydue.bus.Reply;
import com.honeydue.bus.Service;
import com.honeydue.config.AuthSettings;
import com.honeydue.db.Lanes;
import com.honeydue.telemetry.Spans;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;

/** Accounts, their tokens, and who is calling. Confined to its event loop. */
public final class AuthService implements Service {

  private static final Duration CODE_LIFETIME = Duration.ofMinutes(10);

  /** A better hash of a password that has been accepted is no hurry. */
  private static final Duration REHASH_WITHIN = Duration.ofMinutes(1);

  private final Lanes lanes;
  private final HashPool hashes;
  private final Codes codes;
  private final LocalTokens local;
  private final SharedTokens shared;
  private final Settlements settlements;
  private final AuthSettings settings;
  private final InstantSource clock;
  private final Authenticator authenticator;
  private final SessionChanges changes;

  AuthService(
      Lanes lanes,
      HashPool hashes,
      Codes codes,
      LocalTokens local,
      SharedTokens shared,
      Settlements settlements,
      AuthSettings settings,
      InstantSource clock) {
    this.lanes = lanes;
    this.hashes = hashes;
    this.codes = codes;
    this.local = local;
    this.shared = shared;
    this.settlements = settlements;
    this.settings = settings;
    this.clock = clock;
    this.authenticator = new Authenticator(lanes, local, shared, settlements, clock);
    this.changes = new SessionChanges(shared);
  }

  @Override
  public Operations operations() {
    return new Operations()
        .internal("authenticate", this::authenticate)
        .on("register", Registration::from, this::register)
        .on("login", Credentials::from, this::login)
        .on("refresh", this::refresh)
        .on("logout", this::logout)
        .on("me", this::me);
  }

  /** The caller behind the parameter {@code token}. */
  Future<Caller> authenticate(Call<Arguments> call) {
    return authenticator.authenticate(call.arguments().text("token"));
  }

  /**
   * Makes an account with all that belongs to it, signs it in and has a verification code mailed.
   */
  Future<SignedIn> register(Call<Registration> call) {
    var wanted = call.arguments();
    return hashes
        .hash(wanted.password(), call.deadline())
        .compose(
            password ->
                shared
                    .reading()
                    .compose(
                        reading -> {
                          var token = Token.fresh();
                          return lanes
                              .one(registration(call, password, token))
                              .recover(AuthService::whichField)
                              .compose(
                                  issued ->
                                      shared
                                          .keep(token.hash(), issued.known(), reading)
                                          .map(kept -> issued.tell(token)));
                        }));
  }

  /**
   * Signs in. The token's row is made by the statement that reads the stored hash; whether the
   * password is right is found out afterwards, and only then is the token told.
   */
  Future<SignedIn> login(Call<Credentials> call) {
    if (hashes.full()) {
      return Future.failedFuture(HashPool.busy());
    }
    var given = call.arguments();
    var token = Token.fresh();
    return shared
        .reading()
        .compose(
            reading ->
                lanes
                    .one(
                        AuthStatements.LOGIN.with(
                            given.username(),
                            token.hash().bytes(),
                            settings.tokenLifetime().toSeconds(),
                            given.deviceName(),
                            call.client().userAgent()))
                    .compose(found -> prove(call, found))
                    .compose(
                        issued ->
                            shared
                                .keep(token.hash(), issued.known(), reading)
                                .map(kept -> issued.tell(token))));
  }

  private Future<IssuedToken> prove(Call<Credentials> call, LoginRow found) {
    var stored = PasswordHash.parse(found.password());
    String password = call.arguments().password();
    return hashes
        .matches(stored, password, call.deadline())
        .transform(
            (right, error) -> {
              var issued = found.issued();
              if (error != null || !right || issued == null || !found.active()) {
                settlements.refuted(found.tokenId());
                return Future.failedFuture(error != null ? error : wrongCredentials());
              }
              settlements.proven(issued.account().id(), issued.id());
              if (stored.needsRehash()) {
                rehash(issued.account().id(), String.valueOf(found.password()), password);
              }
              return Future.succeededFuture(issued);
            });
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
          .end(
              Scope.user(caller.userId()),
              () -> lanes.run(AuthStatements.END_ALL_SESSIONS.with(caller.userId())))
          .onComplete(done -> local.endUser(caller.userId()))
          .map(done -> Reply.none());
    }
    return changes
        .end(
            Scope.session(caller.sessionId()),
            () -> lanes.run(AuthStatements.END_SESSION.with(caller.userId(), caller.sessionId())))
        .onComplete(done -> local.endSession(caller.sessionId()))
        .map(done -> Reply.none());
  }

  /** The caller's own account. */
  Future<Account> me(Call<Arguments> call) {
    return lanes
        .run(AuthStatements.FIND_ACCOUNT.with(call.userId()))
        .map(
            found -> {
              if (found.isEmpty()) {
                throw Failure.notFound();
              }
              return found.getFirst();
            });
  }

  private com.honeydue.db.Bound<IssuedToken> registration(
      Call<Registration> call, String password, Token token) {
    var wanted = call.arguments();
    String code = Codes.fresh();
    var mail =
        new JsonObject()
            .put("email", wanted.email())
            .put("sealed_code", codes.seal(wanted.email(), code));
    return AuthStatements.REGISTER.with(
        wanted.username(),
        wanted.email(),
        password,
        wanted.firstName(),
        wanted.lastName(),
        wanted.timeZone(),
        wanted.locale(),
        codes.mac(Codes.Purpose.VERIFY_EMAIL, wanted.email(), code),
        CODE_LIFETIME.toSeconds(),
        token.hash().bytes(),
        settings.tokenLifetime().toSeconds(),
        wanted.deviceName(),
        call.client().userAgent(),
        UUID.randomUUID(),
        mail,
        Spans.traceparent());
  }

  private void rehash(long userId, String old, String password) {
    hashes
        .hash(password, clock.instant().plus(REHASH_WITHIN))
        .onSuccess(fresh -> settlements.rehashed(userId, old, fresh));
  }

  private static <T> Future<T> whichField(Throwable error) {
    if (error instanceof Failure failure) {
      String field =
          switch (failure.code()) {
            case "email_taken" -> "/email";
            case "username_taken" -> "/username";
            default -> "";
          };
      if (!field.isEmpty()) {
        return Future.failedFuture(failure.errors(List.of(new FieldError(field, "is taken"))));
      }
    }
    return Future.failedFuture(error);
  }

  private static Failure wrongCredentials() {
    return Failure.of(
        Failure.Kind.UNAUTHENTICATED,
        "invalid_credentials",
        "The user name or e-mail address and the password do not fit together.");
  }
}
