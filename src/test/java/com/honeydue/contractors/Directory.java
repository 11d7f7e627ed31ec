package com.honeydue.contractors;

import static com.honeydue.testing.ServiceFixture.call;

import com.honeydue.bus.Arguments;
import com.honeydue.bus.Call;
import com.honeydue.bus.Failure;
import com.honeydue.bus.Page;
import com.honeydue.bus.Reply;
import com.honeydue.testing.ServiceFixture;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The contractor service over a real database, and what tests need to set a scene. */
final class Directory implements AutoCloseable {

  final ServiceFixture fixture = ServiceFixture.open(ContractorService.STATEMENTS);
  final ContractorService service = fixture.service(ContractorService::new);

  /** A residence owned by {@code owner}. */
  long residence(long owner) {
    long id =
        fixture
            .database()
            .number(
                "insert into residence_residence (owner_id, name, time_zone) values (?, 'Home',"
                    + " 'UTC') returning id",
                owner);
    fixture.join(owner, id, "owner");
    return id;
  }

  /** A member of {@code residence} with {@code role}. */
  long person(long residence, String role) {
    long id = fixture.person();
    fixture.join(id, residence, role);
    return id;
  }

  /** A task there that names {@code contractor}. */
  long task(long residence, long contractor) {
    return fixture
        .database()
        .number(
            "insert into task_task (residence_id, title, contractor_id) values (?, 'Bleed it', ?)"
                + " returning id",
            residence,
            contractor);
  }

  /** A completion of {@code task} by {@code contractor}; {@code rating} may be {@code null}. */
  long completion(long task, long contractor, String rating) {
    return fixture
        .database()
        .number(
            """
            insert into task_taskcompletion
              (task_id, residence_id, series, performed_at, contractor_id, rating, prior_in_progress)
            select id, residence_id, 1, now(), ?, %s, false from task_task where id = ? returning id
            """
                .formatted(rating),
            contractor,
            task);
  }

  void execute(String sql) {
    fixture.database().execute(sql);
  }

  static JsonObject named(String name) {
    return new JsonObject().put("name", name);
  }

  static Call<Arguments> creating(long user, JsonObject body) {
    return call(user, "createContractor", Map.of(), body);
  }

  static Call<Arguments> getting(long user, long id) {
    return call(user, "getContractor", Map.of("id", id));
  }

  static Call<Arguments> updating(long user, long id, JsonObject body) {
    return call(user, "updateContractor", Map.of("id", id), body);
  }

  static Call<Arguments> deleting(long user, long id) {
    return call(user, "deleteContractor", Map.of("id", id));
  }

  static Call<Arguments> toggling(long user, long id) {
    return call(user, "toggleFavorite", Map.of("id", id));
  }

  Contractor create(long user, JsonObject body) {
    return fixture.body(service, creating(user, body), Contractor.class);
  }

  /** A contractor of {@code residence}. */
  Contractor create(long user, long residence, String name) {
    return create(user, named(name).put("residence_id", residence));
  }

  Contractor read(long user, long id) {
    return fixture.body(service, getting(user, id), Contractor.class);
  }

  Contractor update(long user, long id, JsonObject body) {
    return fixture.body(service, updating(user, id, body), Contractor.class);
  }

  Reply reply(Call<Arguments> call) {
    return fixture.reply(service, call);
  }

  Failure failure(Call<Arguments> call) {
    return fixture.failure(service, call);
  }

  /** A call for a list; {@code parameters} as name and value in turn. */
  static Call<Arguments> listing(long user, String operation, Object... parameters) {
    Map<String, Object> named = new HashMap<>(Map.of("limit", 50L));
    for (int i = 0; i < parameters.length; i += 2) {
      named.put((String) parameters[i], parameters[i + 1]);
    }
    return call(user, operation, named);
  }

  @SuppressWarnings("unchecked")
  Page<Contractor> list(long user, Object... parameters) {
    return (Page<Contractor>)
        Objects.requireNonNull(reply(listing(user, "listContractors", parameters)).body());
  }

  List<String> names(long user, Object... parameters) {
    return list(user, parameters).items().stream().map(Contractor::name).toList();
  }

  @SuppressWarnings("unchecked")
  Page<ContractorTask> tasks(long user, long contractor, Object... parameters) {
    var call = listing(user, "contractorTasks", parameters);
    Map<String, Object> named = new HashMap<>(call.arguments().parameters());
    named.put("id", contractor);
    return (Page<ContractorTask>)
        Objects.requireNonNull(reply(call(user, "contractorTasks", named)).body());
  }

  @Override
  public void close() {
    fixture.close();
  }
}
