package com.honeydue.auth;

import com.honeydue.bus.Call;
import com.honeydue.bus.Failure;
import com.honeydue.bus.FieldError;
import com.honeydue.bus.Operations;
import com.honeydue.bus.Reply;
import com.honeydue.db.Lanes;
import com.honeydue.telemetry.Spans;
import io.vertx.core.Future;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The caller's own password. Confined to its event loop. */
final class Passwords {

  /** What no account's password is stored as. */
  private static final String NO_GUESS = "";

  private final Lanes lanes;
  private final HashPool hashes;
  private final Salts salts;
  private final SessionChanges changes;

  Passwords(Lanes lanes, HashPool hashes, Salts salts, SessionChanges changes) {
    this.lanes = lanes;
    this.hashes = hashes;
    this.salts = salts;
    this.changes = changes;
  }

  void mount(Operations operations) {
    operations.on("changePassword", PasswordChange::from, this::change);
  }

  /**
   * Changes the password and ends every other session. The old password is hashed with the
   * account's salt, which came with the token, so that one statement can both compare and change.
   */
  Future<Reply> change(Call<PasswordChange> call) {
    var given = call.arguments();
    @Nullable String salt = salts.of(call.userId());
    Future<String> guess =
        salt == null
            ? Future.succeededFuture(NO_GUESS)
            : hashes.recompute(salt, given.oldPassword(), call.deadline());
    return guess.compose(
        stored ->
            hashes
                .hash(given.newPassword(), call.deadline())
                .compose(
                    fresh ->
                        write(call, stored, fresh)
                            .compose(
                                written ->
                                    written.done()
                                        ? Future.succeededFuture(written)
                                        : again(call, salt, written.stored(), fresh)))
                .map(
                    written -> {
                      if (!written.done()) {
                        throw wrongPassword();
                      }
                      return Reply.none();
                    }));
  }

  /**
   * What was compared is not what is stored. If even the salt was another, the password may still
   * be right: it was stored in an old form, or changed since the token was looked up.
   */
  private Future<PasswordWrite> again(
      Call<PasswordChange> call, @Nullable String salt, String stored, String fresh) {
    var hash = PasswordHash.parse(stored);
    if (salt != null && hash instanceof Argon2id argon && salt.equals(argon.salt())) {
      return Future.failedFuture(wrongPassword());
    }
    return hashes
        .matches(hash, call.arguments().oldPassword(), call.deadline())
        .compose(
            right -> right ? write(call, stored, fresh) : Future.failedFuture(wrongPassword()));
  }

  private Future<PasswordWrite> write(Call<PasswordChange> call, String stored, String fresh) {
    return changes
        .ofUser(
            call.userId(),
            () ->
                lanes.run(
                    PasswordStatements.CHANGE.with(
                        call.userId(),
                        stored,
                        fresh,
                        call.caller().sessionId(),
                        UUID.randomUUID(),
                        Spans.traceparent())))
        .map(
            rows -> {
              if (rows.isEmpty()) {
                throw Failure.unauthenticated();
              }
              return rows.getFirst();
            });
  }

  private static Failure wrongPassword() {
    return Failure.of(Failure.Kind.INVALID, "wrong_password", "The old password is wrong.")
        .errors(List.of(new FieldError("/old_password", "is wrong")));
  }
}
