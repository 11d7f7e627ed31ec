package com.honeydue.residences;

import com.honeydue.bus.Arguments;
import com.honeydue.bus.Call;
import com.honeydue.bus.Operations;
import com.honeydue.bus.Reply;
import com.honeydue.bus.Scope;
import com.honeydue.db.Lanes;
import com.honeydue.telemetry.Spans;
import io.vertx.core.Future;
import java.util.UUID;
import java.util.stream.Stream;

/** The code that lets people into a residence. Lives on the event loop of its lanes. */
final class Sharing {

  /** That as many random codes are all taken happens to nobody, even with a million in use. */
  private static final int CANDIDATES = 4;

  private final Lanes lanes;

  Sharing(Lanes lanes) {
    this.lanes = lanes;
  }

  Operations addTo(Operations operations) {
    return operations
        .on("generateShareCode", NewShareCode::from, this::generate)
        .on("getShareCode", this::get)
        .on("inviteByMail", this::invite)
        .on("revokeShareCode", this::revoke);
  }

  /** A new code; the one before it, if any, ends. */
  Future<Reply> generate(Call<NewShareCode> call) {
    var wanted = call.arguments();
    return lanes
        .one(
            ShareStatements.MAKE.with(
                call.userId(),
                wanted.residenceId(),
                Stream.generate(ShareCode::fresh).limit(CANDIDATES).toArray(String[]::new),
                wanted.role(),
                wanted.needsApproval(),
                wanted.maxUses(),
                wanted.expiresInHours()))
        .map(made -> Reply.of(made.orThrow()).touching(Scope.residence(wanted.residenceId())));
  }

  Future<ShareCode> get(Call<Arguments> call) {
    return lanes
        .found(ShareStatements.GET.with(call.userId(), call.arguments().id()))
        .map(Written::orThrow);
  }

  /** Has the code mailed to somebody. */
  Future<Reply> invite(Call<Arguments> call) {
    var body = call.arguments().body();
    return lanes
        .one(
            ShareStatements.INVITE.with(
                call.userId(),
                call.arguments().id(),
                UUID.randomUUID(),
                body.getString("email"),
                body.getString("locale"),
                Spans.traceparent()))
        .map(Written::gone);
  }

  Future<Reply> revoke(Call<Arguments> call) {
    return lanes
        .one(ShareStatements.REVOKE.with(call.userId(), call.arguments().id()))
        .map(gone -> gone.gone().touching(Scope.residence(call.arguments().id())));
  }
}
