package com.honeydue.auth;

import com.honeydue.bus.Call;
import com.honeydue.bus.Failure;
import com.honeydue.bus.Operations;
import com.honeydue.config.AuthSettings;
import com.honeydue.db.Bound;
import com.honeydue.db.Lanes;
import com.honeydue.telemetry.Spans;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.InstantSource;

/** How a session begins: with a new account or with a password. Confined to its event loop. */
final class SignIns {

  /** A better hash of a password that has been accepted is no hurry. */
  private static final Duration REHASH_WITHIN = Duration.ofMinutes(1);

  private final Lanes lanes;
  private final HashPool hashes;
  private final Codes codes;
  private final SharedTokens shared;
  private final Settlements settlements;
  private final AuthSettings settings;
  private final InstantSource clock;

  SignIns(
      Lanes lanes,
      HashPool hashes,
      Codes codes,
      SharedTokens shared,
      Settlements settlements,
      AuthSettings settings,
      InstantSource clock) {
    this.lanes = lanes;
    this.hashes = hashes;
    this.codes = codes;
    this.shared = shared;
    this.settlements = settlements;
    this.settings = settings;
    this.clock = clock;
  }

  void mount(Operations operations) {
    operations
        .on("register", Registration::from, this::register)
        .on("login", Credentials::from, this::login);
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
                              .recover(TakenName::naming)
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

  private Bound<IssuedToken> registration(Call<Registration> call, String password, Token token) {
    var wanted = call.arguments();
    var code = codes.issue(Codes.Purpose.VERIFY_EMAIL);
    return AuthStatements.REGISTER.with(
        wanted.username(),
        wanted.email(),
        password,
        wanted.firstName(),
        wanted.lastName(),
        wanted.timeZone(),
        wanted.locale(),
        code.mac(),
        Codes.LIFETIME.toSeconds(),
        token.hash().bytes(),
        settings.tokenLifetime().toSeconds(),
        wanted.deviceName(),
        call.client().userAgent(),
        code.job(),
        code.sealed(),
        Spans.traceparent());
  }

  private void rehash(long userId, String old, String password) {
    hashes
        .hash(password, clock.instant().plus(REHASH_WITHIN))
        .onSuccess(fresh -> settlements.rehashed(userId, old, fresh));
  }

  private static Failure wrongCredentials() {
    return Failure.of(
        Failure.Kind.UNAUTHENTICATED,
        "invalid_credentials",
        "The user name or e-mail address and the password do not fit together.");
  }
}
