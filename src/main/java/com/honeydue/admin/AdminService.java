package com.honeydue.admin;

import com.honeydue.bus.Arguments;
import com.honeydue.bus.Call;
import com.honeydue.bus.Cursor;
import com.honeydue.bus.Operations;
import com.honeydue.bus.Page;
import com.honeydue.bus.Service;
import com.honeydue.db.Lanes;
import com.honeydue.db.Statement;
import io.vertx.core.Future;
import java.util.List;
import java.util.stream.Stream;

/**
 * What staff look at and edit. Their acts that end sessions are answered by the accounts' own
 * service. Lives on the event loop of its lanes.
 */
public final class AdminService implements Service {

  /** Every statement that this service sends. */
  public static final List<Statement<?>> STATEMENTS =
      Stream.of(AdminStatements.ALL, CatalogStatements.ALL)
          .<Statement<?>>flatMap(List::stream)
          .toList();

  private final Lanes lanes;
  private final Catalog catalog;

  public AdminService(Lanes lanes) {
    this.lanes = lanes;
    this.catalog = new Catalog(lanes);
  }

  @Override
  public Operations operations() {
    var operations =
        new Operations()
            .on("adminListUsers", this::users)
            .on("adminGetUser", this::user)
            .on("adminListSessions", this::sessions)
            .on("adminListResidences", this::residences)
            .on("adminGetResidence", this::residence)
            .on("adminListAudit", this::trail);
    catalog.addTo(operations);
    return operations;
  }

  /** A page of the accounts, or of those whose address or user name begins with {@code q}. */
  Future<Page<AdminUser>> users(Call<Arguments> call) {
    var q = call.arguments().textOrNull("q");
    int limit = limit(call);
    long after = Cursor.key(call.arguments().textOrNull("cursor"), 0);
    return lanes
        .run(
            q == null
                ? AdminStatements.USERS.with(call.userId(), call.requestId(), after, limit + 1)
                : AdminStatements.SEARCH_USERS.with(
                    call.userId(), call.requestId(), after, limit + 1, q))
        .map(rows -> Seen.page(rows, limit, AdminUser::id));
  }

  Future<AdminUser> user(Call<Arguments> call) {
    return lanes
        .run(AdminStatements.USER.with(call.userId(), call.requestId(), call.arguments().id()))
        .map(Seen::one);
  }

  /** A page of an account's sessions, the newest first. */
  Future<Page<AdminSession>> sessions(Call<Arguments> call) {
    int limit = limit(call);
    long before = Cursor.key(call.arguments().textOrNull("cursor"), Long.MAX_VALUE);
    return lanes
        .run(
            AdminStatements.SESSIONS.with(
                call.userId(), call.requestId(), call.arguments().id(), before, limit + 1))
        .map(rows -> Seen.page(rows, limit, AdminSession::id));
  }

  /** A page of the residences, or of those that {@code user_id} belongs to. */
  Future<Page<AdminResidence>> residences(Call<Arguments> call) {
    var user = call.arguments().numberOrNull("user_id");
    int limit = limit(call);
    long after = Cursor.key(call.arguments().textOrNull("cursor"), 0);
    return lanes
        .run(
            user == null
                ? AdminStatements.RESIDENCES.with(call.userId(), call.requestId(), after, limit + 1)
                : AdminStatements.RESIDENCES_OF_USER.with(
                    call.userId(), call.requestId(), after, limit + 1, user))
        .map(rows -> Seen.page(rows, limit, AdminResidence::id));
  }

  Future<AdminResidence> residence(Call<Arguments> call) {
    return lanes
        .run(AdminStatements.RESIDENCE.with(call.userId(), call.requestId(), call.arguments().id()))
        .map(Seen::one);
  }

  /** A page of what staff did, the newest first. */
  Future<Page<AuditEntry>> trail(Call<Arguments> call) {
    int limit = limit(call);
    long before = Cursor.key(call.arguments().textOrNull("cursor"), Long.MAX_VALUE);
    return lanes
        .run(AdminStatements.TRAIL.with(call.userId(), call.requestId(), before, limit + 1))
        .map(rows -> Seen.page(rows, limit, AuditEntry::id));
  }

  private static int limit(Call<Arguments> call) {
    return (int) call.arguments().number("limit");
  }
}
