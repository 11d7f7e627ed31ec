package com.honeydue.contractors;

import com.honeydue.bus.Arguments;
import com.honeydue.bus.Call;
import com.honeydue.bus.Cursor;
import com.honeydue.bus.Failure;
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
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** Contractors. Lives on the event loop of its lanes. */
public final class ContractorService implements Service {

  /** Every statement that this service sends. */
  public static final List<Statement<?>> STATEMENTS =
      Stream.of(ContractorStatements.ALL, ContractorListStatements.ALL)
          .<Statement<?>>flatMap(List::stream)
          .toList();

  private final Lanes lanes;

  public ContractorService(Lanes lanes) {
    this.lanes = lanes;
  }

  @Override
  public Operations operations() {
    return new Operations()
        .on("listContractors", ContractorQuery::overAll, this::list)
        .on("contractorsByResidence", ContractorQuery::ofOne, this::list)
        .on(
            "createContractor",
            arguments -> ContractorFields.columns(arguments.body()),
            this::create)
        .on("getContractor", this::get)
        .on("updateContractor", ContractorChange::from, this::update)
        .on("deleteContractor", this::delete)
        .on("toggleFavorite", this::toggleFavorite)
        .on("contractorTasks", this::tasks);
  }

  private Future<Page<Contractor>> list(Call<ContractorQuery> call) {
    var query = call.arguments();
    return lanes
        .run(
            ContractorListStatements.LIST.with(
                call.userId(),
                query.residenceId(),
                query.after(),
                query.limit() + 1,
                query.specialty(),
                query.favorite(),
                query.words()))
        .map(rows -> page(rows, query.limit(), Contractor::id));
  }

  private Future<Reply> create(Call<JsonObject> call) {
    return lanes
        .one(ContractorStatements.CREATE.with(call.userId(), call.arguments()))
        .map(ContractorWrite::reply);
  }

  /** Tagged over the homes whose completions count, too; its own is none of them at first. */
  private Future<Reply> get(Call<Arguments> call) {
    return lanes
        .found(ContractorListStatements.GET.with(call.userId(), call.arguments().id()))
        .map(
            shown ->
                Reply.of(shown.contractor())
                    .touching(Scope.user(call.userId()))
                    .touching(shown.residences().stream().map(Scope::residence).toList()));
  }

  private Future<Reply> update(Call<ContractorChange> call) {
    var change = call.arguments();
    return lanes
        .one(
            ContractorStatements.UPDATE.with(
                call.userId(),
                change.id(),
                change.columns(),
                call.preconditions().acceptedVersions()))
        .map(ContractorWrite::reply);
  }

  private Future<Reply> delete(Call<Arguments> call) {
    return lanes
        .one(
            ContractorStatements.DELETE.with(
                call.userId(),
                call.arguments().id(),
                call.preconditions().acceptedVersions(),
                UUID.randomUUID(),
                Spans.traceparent()))
        .map(ContractorWrite::reply);
  }

  private Future<Reply> toggleFavorite(Call<Arguments> call) {
    return lanes
        .one(ContractorStatements.TOGGLE_FAVORITE.with(call.userId(), call.arguments().id()))
        .map(ContractorWrite::reply);
  }

  private Future<Page<ContractorTask>> tasks(Call<Arguments> call) {
    var arguments = call.arguments();
    int limit = (int) arguments.number("limit");
    return lanes
        .run(
            ContractorListStatements.TASKS.with(
                call.userId(),
                arguments.id(),
                Cursor.key(arguments.textOrNull("cursor"), 0),
                limit + 1))
        .map(rows -> page(rows, limit, ContractorTask::id));
  }

  /** What was found; no row at all where the caller may not look. */
  private static <T> Page<T> page(List<Optional<T>> rows, int limit, ToLongFunction<T> key) {
    if (rows.isEmpty()) {
      throw Failure.notFound();
    }
    return Page.of(rows.stream().flatMap(Optional::stream).toList(), limit, key);
  }
}
