package com.honeydue.admin;

import com.honeydue.bus.Arguments;
import com.honeydue.bus.Call;
import com.honeydue.bus.Failure;
import com.honeydue.db.Lanes;
import com.honeydue.redis.RedisFailure;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.function.Supplier;

/**
 * What staff do to processes, which Redis carries to them: each leaves an entry in the audit trail
 * first, which is its one round trip to the database. Lives on the event loop of its lanes.
 *
 * @param away the code of what is answered while Redis is away
 */
record StaffActs(Lanes lanes, String away) {

  /** Does {@code act} once it is noted; nobody but staff may. */
  <T> Future<T> run(Call<Arguments> call, JsonObject details, Supplier<Future<T>> act) {
    return lanes
        .run(AdminStatements.NOTE.with(call.userId(), call.requestId(), call.operation(), details))
        .compose(
            rows -> {
              if (rows.isEmpty()) {
                throw Failure.forbidden("staff_only", "Only staff may do this.");
              }
              return act.get();
            })
        .recover(
            error ->
                Future.failedFuture(
                    error instanceof RedisFailure
                        ? Failure.unavailable(away, "Processes can not be reached.")
                        : error));
  }
}
