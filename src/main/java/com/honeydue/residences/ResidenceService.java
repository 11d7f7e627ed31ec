package com.honeydue.residences;

import com.honeydue.bus.Arguments;
import com.honeydue.bus.Call;
import com.honeydue.bus.Cursor;
import com.honeydue.bus.Fingerprint;
import com.honeydue.bus.Operations;
import com.honeydue.bus.Page;
import com.honeydue.bus.Reply;
import com.honeydue.bus.Scope;
import com.honeydue.bus.Service;
import com.honeydue.db.Lanes;
import com.honeydue.db.Statement;
import com.honeydue.telemetry.Spans;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** Residences. Lives on the event loop of its lanes. */
public final class ResidenceService implements Service {

  /** Every statement that this service sends. */
  public static final List<Statement<?>> STATEMENTS =
      Stream.of(
              ResidenceStatements.ALL,
              ShareStatements.ALL,
              JoinStatements.ALL,
              MemberStatements.ALL,
              TransferStatements.ALL,
              OverviewStatements.ALL,
              ReportStatements.ALL)
          .<Statement<?>>flatMap(List::stream)
          .toList();

  private final Lanes lanes;
  private final Sharing sharing;
  private final Joins joins;
  private final Members members;
  private final Overviews overviews;
  private final Reports reports;

  /**
   * @param clock what time it is; which day that is depends on the residence
   */
  public ResidenceService(Lanes lanes, InstantSource clock) {
    this.lanes = lanes;
    this.sharing = new Sharing(lanes);
    this.joins = new Joins(lanes);
    this.members = new Members(lanes);
    this.overviews = new Overviews(lanes, clock);
    this.reports = new Reports(lanes, clock);
  }

  @Override
  public Operations operations() {
    var operations =
        new Operations()
            .on("listResidences", this::list)
            .on(
                "createResidence",
                arguments -> ResidenceFields.columns(arguments.body()),
                this::create)
            .on("getResidence", this::get)
            .on("updateResidence", ResidenceChange::from, this::update)
            .on("deleteResidence", this::delete);
    sharing.addTo(operations);
    joins.addTo(operations);
    members.addTo(operations);
    overviews.addTo(operations);
    return reports.addTo(operations);
  }

  /** A page of the caller's residences, tagged over all that it shows. */
  Future<Reply> list(Call<Arguments> call) {
    int limit = (int) call.arguments().number("limit");
    long after = Cursor.key(call.arguments().textOrNull("cursor"), 0);
    return lanes
        .run(ResidenceStatements.LIST.with(call.userId(), after, limit + 1))
        .map(
            found -> {
              var page = Page.of(found, limit, Residence::id);
              return Reply.of(page)
                  .tagged(tag(page))
                  .touching(Scope.user(call.userId()))
                  .touching(page.items().stream().flatMap(one -> one.scopes().stream()).toList());
            });
  }

  Future<Reply> create(Call<JsonObject> call) {
    return lanes
        .one(ResidenceStatements.CREATE.with(call.userId(), call.arguments()))
        .map(ResidenceWrite::reply);
  }

  Future<Residence> get(Call<Arguments> call) {
    return lanes.found(ResidenceStatements.GET.with(call.userId(), call.arguments().id()));
  }

  Future<Reply> update(Call<ResidenceChange> call) {
    var change = call.arguments();
    return lanes
        .one(
            ResidenceStatements.UPDATE.with(
                call.userId(),
                change.id(),
                change.columns(),
                call.preconditions().acceptedVersions()))
        .map(ResidenceWrite::reply);
  }

  Future<Reply> delete(Call<Arguments> call) {
    return lanes
        .one(
            ResidenceStatements.DELETE.with(
                call.userId(),
                call.arguments().id(),
                call.preconditions().acceptedVersions(),
                UUID.randomUUID(),
                Spans.traceparent(),
                UUID.randomUUID()))
        .map(gone -> gone.gone().touching(Scope.residence(call.arguments().id())));
  }

  private static String tag(Page<Residence> page) {
    var fingerprint = new Fingerprint().add(page.nextCursor() == null ? 0 : 1);
    for (var residence : page.items()) {
      fingerprint.add(residence.id()).add(residence.version()).add(residence.role());
    }
    return fingerprint.tag();
  }
}
