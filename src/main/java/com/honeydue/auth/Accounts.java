package com.honeydue.auth;

import com.honeydue.bus.Arguments;
import com.honeydue.bus.Call;
import com.honeydue.bus.Operations;
import com.honeydue.db.Lanes;
import com.honeydue.telemetry.Spans;
import io.vertx.core.Future;
import java.util.UUID;

/** An account as its owner sees and changes it. Confined to its event loop. */
final class Accounts {

  private final Lanes lanes;
  private final Codes codes;
  private final SessionChanges changes;

  Accounts(Lanes lanes, Codes codes, SessionChanges changes) {
    this.lanes = lanes;
    this.codes = codes;
    this.changes = changes;
  }

  void mount(Operations operations) {
    operations.on("me", this::me).on("updateProfile", ProfileChange::from, this::updateProfile);
  }

  /** The caller's own account. */
  Future<Account> me(Call<Arguments> call) {
    return lanes.found(AccountStatements.FIND.with(call.userId()));
  }

  /**
   * Changes the caller's profile. With another e-mail address the account is unverified until the
   * code is given that is mailed there; the old address is told.
   */
  Future<Account> updateProfile(Call<ProfileChange> call) {
    var change = call.arguments();
    var code = codes.issue(Codes.Purpose.VERIFY_EMAIL);
    var statement =
        AccountStatements.UPDATE_PROFILE.with(
            call.userId(),
            change.columns(),
            call.preconditions().acceptedVersions(),
            code.mac(),
            Codes.LIFETIME.toSeconds(),
            code.job(),
            code.sealed(),
            UUID.randomUUID(),
            Spans.traceparent());
    Future<AccountWrite> written =
        change.namesAddress()
            // Sessions know whether the address is verified.
            ? changes.ofUser(call.userId(), () -> lanes.one(statement))
            : lanes.one(statement);
    return written.recover(TakenName::naming).map(AccountWrite::orThrow);
  }
}
