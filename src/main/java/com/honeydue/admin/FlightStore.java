package com.honeydue.admin;

import com.honeydue.redis.RedisLink;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The flight recordings that staff have asked for, in Redis, where every process looks for its own:
 * a hash from a process's name to its last one. Lives on the event loop of its link.
 */
final class FlightStore {

  private static final String KEY = "flight_recordings";

  private final RedisLink redis;
  private final InstantSource clock;

  FlightStore(RedisLink redis, InstantSource clock) {
    this.redis = redis;
    this.clock = clock;
  }

  /** Those of the last day, ordered by process. */
  Future<List<Flight>> all() {
    return redis
        .send(Request.cmd(Command.HGETALL).arg(KEY))
        .map(
            answer -> {
              var now = clock.instant();
              return Objects.requireNonNull(answer).getKeys().stream()
                  .map(name -> read(name, Objects.requireNonNull(answer.get(name)).toString()))
                  .filter(flight -> !flight.isOver(now))
                  .map(flight -> flight.at(now))
                  .sorted(Comparator.comparing(Flight::process))
                  .toList();
            });
  }

  /** The last one of a process. */
  Future<Optional<Flight>> of(String process) {
    return redis
        .send(Request.cmd(Command.HGET).arg(KEY).arg(process))
        .map(
            answer ->
                answer == null
                    ? Optional.empty()
                    : Optional.of(read(process, answer.toString()).at(clock.instant())));
  }

  Future<Flight> put(Flight flight) {
    return redis
        .batch(
            List.of(
                Request.cmd(Command.HSET)
                    .arg(KEY)
                    .arg(flight.process())
                    .arg(flight.held().encode()),
                Request.cmd(Command.EXPIRE).arg(KEY).arg(Flight.KEPT_FOR.toSeconds())))
        .map(held -> flight);
  }

  private static Flight read(String process, String held) {
    return Flight.of(process, new JsonObject(held));
  }
}
