package com.honeydue.residences;

import static com.honeydue.testing.ServiceFixture.call;

import com.honeydue.bus.Arguments;
import com.honeydue.bus.Call;
import com.honeydue.bus.Failure;
import com.honeydue.bus.Page;
import com.honeydue.bus.Reply;
import com.honeydue.testing.ServiceFixture;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The residence service over a real database, and what tests need to set a scene. */
final class Homes implements AutoCloseable {

  final ServiceFixture fixture = ServiceFixture.open(ResidenceService.STATEMENTS);
  private volatile Instant now = Instant.now();
  final ResidenceService service = fixture.service(lanes -> new ResidenceService(lanes, () -> now));

  /** Sets the clock. */
  void at(String instant) {
    now = Instant.parse(instant);
  }

  Residence create(long user, JsonObject body) {
    return fixture.body(service, call(user, "createResidence", Map.of(), body), Residence.class);
  }

  Residence create(long user, String name) {
    return create(user, new JsonObject().put("name", name));
  }

  static Call<Arguments> get(long user, long id) {
    return call(user, "getResidence", Map.of("id", id));
  }

  static Call<Arguments> update(long user, long id, JsonObject body) {
    return call(user, "updateResidence", Map.of("id", id), body);
  }

  static Call<Arguments> delete(long user, long id) {
    return call(user, "deleteResidence", Map.of("id", id));
  }

  @SuppressWarnings("unchecked")
  Page<Residence> list(long user, long limit, @Nullable String cursor) {
    Map<String, Object> parameters =
        cursor == null ? Map.of("limit", limit) : Map.of("limit", limit, "cursor", cursor);
    return (Page<Residence>)
        fixture.body(service, call(user, "listResidences", parameters), Page.class);
  }

  Residence read(long user, long id) {
    return fixture.body(service, get(user, id), Residence.class);
  }

  /** A call of an operation on one residence. */
  static Call<Arguments> on(long user, String operation, long residence, JsonObject body) {
    return call(user, operation, Map.of("id", residence), body);
  }

  static Call<Arguments> on(long user, String operation, long residence) {
    return on(user, operation, residence, new JsonObject());
  }

  /** A call of an operation on one of the people of a residence. */
  static Call<Arguments> about(
      long user, String operation, long residence, long person, JsonObject body) {
    return call(user, operation, Map.of("id", residence, "user_id", person), body);
  }

  /** The code of a new share code. */
  String share(long owner, long residence, JsonObject body) {
    return fixture
        .body(service, on(owner, "generateShareCode", residence, body), ShareCode.class)
        .code();
  }

  static Call<Arguments> joining(long user, String code) {
    return call(user, "joinWithCode", Map.of(), new JsonObject().put("code", code));
  }

  Joining join(long user, String code) {
    return fixture.body(service, joining(user, code), Joining.class);
  }

  static Call<Arguments> listing(long user, String operation, long residence) {
    return call(user, operation, Map.of("id", residence, "limit", 50L));
  }

  Failure failure(Call<Arguments> call) {
    return fixture.failure(service, call);
  }

  /** A member of {@code residence} with {@code role}. */
  long person(long residence, String role) {
    long id = fixture.person();
    fixture.join(id, residence, role);
    return id;
  }

  /** What waits in the outbox for {@code user}, oldest first. */
  List<String> told(long user) {
    return fixture
        .database()
        .column(
            "select type || coalesce(' ' || (payload ->> 'event'), '') from jobs_outbox where"
                + " (payload ->> 'user_id')::bigint = ? order by created_at",
            user)
        .stream()
        .map(String::valueOf)
        .toList();
  }

  /** How the attempts that failed did, and how often. */
  static Map<String, Long> refusals(List<Future<Reply>> attempts) {
    return attempts.stream()
        .filter(Future::failed)
        .map(attempt -> ((Failure) attempt.cause()).code())
        .collect(Collectors.groupingBy(code -> code, Collectors.counting()));
  }

  static JsonObject everyField() {
    return new JsonObject()
        .put("name", "Maple Street")
        .put("type", "townhouse")
        .put("address_line1", "12 Maple Street")
        .put("address_line2", "Rear")
        .put("city", "Zürich")
        .put("region", "ZH")
        .put("postal_code", "8001")
        .put("country", "CH")
        .put("time_zone", "Europe/Zurich")
        .put("bedrooms", 3)
        .put("bathrooms", 2.5)
        .put("square_footage", 1850)
        .put("lot_size", 0.25)
        .put("year_built", 1987)
        .put("purchase_date", "2019-06-14")
        .put(
            "purchase_price",
            new JsonObject().put("amount_minor", 41500000L).put("currency", "CHF"))
        .put("description", "Heat pump in the cellar \uD83C\uDFE0")
        .put("is_primary", false);
  }

  List<Future<Reply>> race(int callers, IntFunction<Call<Arguments>> calls) {
    List<Future<Reply>> attempts = new ArrayList<>();
    for (int i = 0; i < callers; i++) {
      attempts.add(fixture.start(service, calls.apply(i)));
    }
    attempts.forEach(attempt -> ServiceFixture.await(attempt.otherwiseEmpty()));
    return attempts;
  }

  @Override
  public void close() {
    fixture.close();
  }
}
