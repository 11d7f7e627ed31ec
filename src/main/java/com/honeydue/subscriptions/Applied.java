package com.honeydue.subscriptions;

import com.honeydue.bus.Scope;
import com.honeydue.db.JobRows.JobRow;
import com.honeydue.telemetry.SubscriptionMeters;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What has come of what stores said.
 *
 * @param results in the order of what was said
 * @param accounts whose tier or its end has changed
 * @param left the jobs that this has left
 */
record Applied(List<Result> results, List<Change> accounts, List<JobRow> left) {

  /**
   * What has come of one thing said.
   *
   * @param place which one, from 0
   * @param outcome {@code done}, {@code another_account}, {@code moved_lately}, {@code
   *     unknown_product}, or {@code replaced} for what it took the place of
   * @param id of the subscription
   * @param userId who has it
   * @param had who had it before
   * @param was its entitlement before
   * @param became its entitlement now
   */
  record Result(
      int place,
      String outcome,
      long id,
      String store,
      @Nullable Long userId,
      @Nullable Long had,
      String was,
      String became) {}

  /** An account's tier. */
  record Change(long userId, String was, String became) {}

  /** Reads what {@code subscription_apply()} returns. */
  static Applied of(JsonObject returned) {
    return new Applied(
        objects(returned.getJsonArray("results")).map(Applied::result).toList(),
        objects(returned.getJsonArray("accounts"))
            .map(
                it ->
                    new Change(it.getLong("user_id"), it.getString("was"), it.getString("became")))
            .toList(),
        left(returned));
  }

  /** The jobs that a function says it has left. */
  static List<JobRow> left(JsonObject returned) {
    return objects(returned.getJsonArray("jobs"))
        .map(it -> new JobRow(it.getString("type"), UUID.fromString(it.getString("id"))))
        .toList();
  }

  /** Whether this outcome keeps something from whoever brought it. */
  static boolean refuses(String outcome) {
    return !outcome.equals("done") && !outcome.equals("replaced");
  }

  /** Everybody who sees something of this. */
  List<Scope> scopes() {
    return Stream.concat(
            accounts.stream().map(Change::userId),
            results.stream().flatMap(result -> Stream.of(result.userId(), result.had())))
        .filter(Objects::nonNull)
        .distinct()
        .map(Scope::user)
        .toList();
  }

  /** Counts what has changed. */
  void count(SubscriptionMeters meters) {
    for (var result : results) {
      if (!result.was().equals(result.became())) {
        meters.changed(result.store(), result.was(), result.became());
      }
    }
  }

  private static Result result(JsonObject it) {
    return new Result(
        it.getInteger("place"),
        it.getString("outcome"),
        it.getLong("id"),
        it.getString("store"),
        it.getLong("user_id"),
        it.getLong("had"),
        it.getString("was"),
        it.getString("became"));
  }

  private static Stream<JsonObject> objects(@Nullable JsonArray array) {
    return array == null ? Stream.empty() : array.stream().map(JsonObject.class::cast);
  }
}
