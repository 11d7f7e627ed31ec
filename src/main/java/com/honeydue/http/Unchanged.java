package com.honeydue.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.honeydue.bus.Arguments;
import com.honeydue.bus.Call;
import com.honeydue.bus.Reply;
import com.honeydue.bus.Scope;
import com.honeydue.redis.RedisClock;
import com.honeydue.redis.RedisLink;
import com.honeydue.telemetry.Names;
import com.honeydue.telemetry.Spans;
import com.honeydue.telemetry.Telemetry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Remembers in Redis which tag each caller's reads have, and those of whoever knows a secret path,
 * so that a conditional read of something unchanged is answered without its service, and so without
 * the database. Whatever is not known to be current, and everything while Redis is away, goes to
 * the service. Confined to its event loop.
 */
final class Unchanged {

  private static final int MOST_NOTED = 10_000;

  /** A script takes only so many keys at once, and nobody has as many homes. */
  private static final int MOST_SCOPES = 1_000;

  private final RedisLink redis;
  private final RedisClock redisClock;
  private final InstantSource clock;
  private final boolean off;
  private final String lifeMillis;
  private final OwedTouches owed;
  private final Touches touches;
  private final UnchangedMeters meters;
  private final ContextInternal context;

  /** Entries that this loop has had kept lately, and their tags. */
  private final Cache<String, String> noted;

  private UnchangedKeys keys = UnchangedKeys.of("");
  private String keysOf = "";

  /**
   * @param life how long after a read its tag may count as current; zero for never
   */
  Unchanged(Vertx vertx, RedisLink redis, Duration life, InstantSource clock, Telemetry telemetry) {
    this.redis = redis;
    this.redisClock = RedisClock.start(vertx, redis);
    this.clock = clock;
    this.off = life.isZero();
    this.lifeMillis = Long.toString(life.toMillis());
    this.owed = OwedTouches.of(vertx, telemetry);
    this.meters = new UnchangedMeters(telemetry);
    this.touches = new Touches(vertx, redis, owed, meters);
    this.context = ((VertxInternal) vertx).getOrCreateContext().unwrap();
    this.noted =
        Caffeine.newBuilder()
            .maximumSize(MOST_NOTED)
            .expireAfterWrite(off ? Duration.ofSeconds(1) : life.dividedBy(3))
            .build();
  }

  /**
   * Answers a call.
   *
   * @param service sends the call to its service
   * @return of a read, the service's answer, or that the tag the caller holds is current; of a
   *     write the service's answer, once Redis knows what it has changed
   */
  Future<Reply> answer(
      OperationEndpoint endpoint, Call<Arguments> call, Supplier<Future<Reply>> service) {
    if (endpoint.writes()) {
      return touches.before(call, service.get());
    }
    boolean bySecret = endpoint.operation().secretPath();
    if (off || (call.caller().anonymous() && !bySecret) || !redis.up()) {
      return service.get();
    }
    var server = keys();
    var names = endpoint.parameters().names();
    String entry =
        bySecret
            ? server.hidden(call, names, clock.instant())
            : server.entry(call, names, clock.instant());
    if (entry == null) {
      return service.get();
    }
    if (call.preconditions().ifNoneMatch().isEmpty()) {
      return ask(server, entry, call, service, false);
    }
    return find(entry)
        .compose(
            tag -> {
              if (tag != null && call.preconditions().holds(tag)) {
                looked(true);
                return Future.succeededFuture(Reply.unchanged(tag));
              }
              looked(false);
              return ask(server, entry, call, service, tag == null);
            });
  }

  /** The tag that is known to be current; null when none is. */
  private Future<@Nullable String> find(String entry) {
    // While a change is owed, Redis may take for current what this process knows is not.
    if (!owed.isEmpty()) {
      return Future.succeededFuture();
    }
    return redis
        .run(UnchangedScripts.FIND, List.of(entry), List.of())
        .<@Nullable String>map(tag -> tag == null ? null : tag.toString())
        .otherwiseEmpty();
  }

  private void looked(boolean hit) {
    meters.looked(hit);
    Spans.event(Names.Event.UNCHANGED_LOOKUP, Names.Attribute.CACHE_RESULT, hit ? "hit" : "miss");
  }

  /**
   * Has the service answer, and its tag kept.
   *
   * @param missing whether Redis is known to have no such entry
   */
  private Future<Reply> ask(
      UnchangedKeys server,
      String entry,
      Call<Arguments> call,
      Supplier<Future<Reply>> service,
      boolean missing) {
    long began = redisClock.atLeast();
    return service
        .get()
        .onSuccess(
            reply -> {
              String tag = reply.tag();
              if (tag != null
                  && began != 0
                  && reply.outcome() == Reply.Outcome.DONE
                  && !reply.scopes().isEmpty()
                  && (missing || !tag.equals(noted.getIfPresent(entry)))) {
                keep(server, entry, shown(call, reply), tag, began);
              }
            });
  }

  /** What an answer is made of: also of its caller, whose memberships decide what they see. */
  private static Set<Scope> shown(Call<Arguments> call, Reply reply) {
    return call.caller().anonymous()
        ? reply.scopes()
        : reply.touching(Scope.user(call.userId())).scopes();
  }

  /** Nobody waits for this, and it belongs to no trace. */
  private void keep(UnchangedKeys server, String entry, Set<Scope> scopes, String tag, long began) {
    if (!server.equals(keys()) || scopes.size() > MOST_SCOPES) {
      return;
    }
    var names = new ArrayList<>(List.of(entry, server.born()));
    for (var scope : scopes) {
      names.add(server.stamp(scope.toString()));
    }
    context.dispatch(
        () ->
            redis
                .run(UnchangedScripts.KEEP, names, List.of(tag, Long.toString(began), lifeMillis))
                .onSuccess(
                    answer -> {
                      boolean kept = Objects.requireNonNull(answer).toInteger() == 1;
                      meters.kept(kept);
                      if (kept) {
                        noted.put(entry, tag);
                      }
                    }));
  }

  /** The names at the server that the link is connected to. */
  private UnchangedKeys keys() {
    String server = redis.server();
    if (!server.equals(keysOf)) {
      keysOf = server;
      keys = UnchangedKeys.of(server);
    }
    return keys;
  }
}
