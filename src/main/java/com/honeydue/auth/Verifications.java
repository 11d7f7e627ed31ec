package com.honeydue.auth;

import com.honeydue.bus.Arguments;
import com.honeydue.bus.Call;
import com.honeydue.bus.Operations;
import com.honeydue.bus.Reply;
import com.honeydue.db.Lanes;
import com.honeydue.telemetry.Spans;
import io.vertx.core.Future;
import java.util.UUID;

/** Whether the caller reads the mails of the account's address. Confined to its event loop. */
final class Verifications {

  private final Lanes lanes;
  private final Codes codes;
  private final SessionChanges changes;

  Verifications(Lanes lanes, Codes codes, SessionChanges changes) {
    this.lanes = lanes;
    this.codes = codes;
    this.changes = changes;
  }

  void mount(Operations operations) {
    operations.on("verifyEmail", this::verify).on("resendVerification", this::resend);
  }

  /** Takes the code that was mailed to the account's address. */
  Future<Account> verify(Call<Arguments> call) {
    var mac = codes.mac(Codes.Purpose.VERIFY_EMAIL, call.arguments().bodyText("code"));
    // Sessions know whether the address is verified.
    return changes
        .ofUser(
            call.userId(),
            () ->
                lanes.one(
                    CodeStatements.VERIFY_EMAIL.with(
                        call.userId(), mac, UUID.randomUUID(), Spans.traceparent())))
        .map(AccountWrite::orThrow);
  }

  /** Mails another code; the one before is worth nothing from now on. */
  Future<Reply> resend(Call<Arguments> call) {
    var code = codes.issue(Codes.Purpose.VERIFY_EMAIL);
    return lanes
        .one(
            CodeStatements.RESEND.with(
                call.userId(),
                code.mac(),
                Codes.LIFETIME.toSeconds(),
                code.job(),
                code.sealed(),
                Spans.traceparent()))
        .map(
            mailed -> {
              if (!mailed) {
                throw AccountWrite.alreadyVerified();
              }
              return Reply.none();
            });
  }
}
