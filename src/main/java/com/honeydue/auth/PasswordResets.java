package com.honeydue.auth;

import com.honeydue.bus.Arguments;
import com.honeydue.bus.Call;
import com.honeydue.bus.Operations;
import com.honeydue.bus.Reply;
import com.honeydue.bus.Scope;
import com.honeydue.db.Lanes;
import com.honeydue.telemetry.Spans;
import io.vertx.core.Future;
import java.util.UUID;

/** The way back into an account whose password is forgotten. Confined to its event loop. */
final class PasswordResets {

  private final Lanes lanes;
  private final HashPool hashes;
  private final Codes codes;
  private final SessionChanges changes;

  PasswordResets(Lanes lanes, HashPool hashes, Codes codes, SessionChanges changes) {
    this.lanes = lanes;
    this.hashes = hashes;
    this.codes = codes;
    this.changes = changes;
  }

  void mount(Operations operations) {
    operations
        .on("forgotPassword", this::forgot)
        .on("verifyResetCode", this::verifyCode)
        .on("resetPassword", PasswordReset::from, this::reset);
  }

  /** Mails a code if the address has an account; nothing about the answer tells which. */
  Future<Reply> forgot(Call<Arguments> call) {
    var code = codes.issue(Codes.Purpose.RESET_PASSWORD);
    return lanes
        .one(
            PasswordStatements.FORGET.with(
                call.arguments().bodyText("email"),
                code.mac(),
                Codes.LIFETIME.toSeconds(),
                code.job(),
                code.sealed(),
                Spans.traceparent()))
        .map(done -> Reply.none());
  }

  /** Exchanges the mailed code for a token that lets a new password be set. */
  Future<ResetToken.Told> verifyCode(Call<Arguments> call) {
    var given = call.arguments();
    String code = given.bodyText("code");
    return lanes
        .run(
            PasswordStatements.TRY_CODE.with(
                given.bodyText("email"), codes.mac(Codes.Purpose.RESET_PASSWORD, code)))
        .map(
            proven -> {
              if (proven.isEmpty()) {
                throw Codes.invalid("/code");
              }
              var row = proven.getFirst();
              var token = new ResetToken(row.userId(), code);
              return new ResetToken.Told(token.sealed(codes), row.expiresAt());
            });
  }

  /** Sets a new password and ends every session of the account. */
  Future<Reply> reset(Call<PasswordReset> call) {
    var token = ResetToken.open(codes, call.arguments().resetToken());
    if (token == null) {
      return Future.failedFuture(Codes.invalid("/reset_token"));
    }
    return hashes
        .hash(call.arguments().newPassword(), call.deadline())
        .compose(fresh -> changes.ofUser(token.userId(), () -> store(token, fresh)))
        .map(
            done -> {
              if (!done) {
                throw Codes.invalid("/reset_token");
              }
              return Reply.none().touching(Scope.user(token.userId()));
            });
  }

  private Future<Boolean> store(ResetToken token, String fresh) {
    return lanes.one(
        PasswordStatements.RESET.with(
            token.userId(),
            codes.mac(Codes.Purpose.RESET_PASSWORD, token.code()),
            fresh,
            UUID.randomUUID(),
            Spans.traceparent()));
  }
}
