package com.honeydue.auth;

import com.honeydue.config.AuthSettings;
import com.honeydue.redis.RedisLink;
import com.honeydue.redis.Script;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tokens that all processes share in Redis. Nothing here ever fails: without Redis every token
 * is unknown, and what could not be told to Redis is told again until it takes it. Confined to its
 * event loop.
 */
final class SharedTokens {

  private static final Logger log = LoggerFactory.getLogger(SharedTokens.class);
  private static final Duration AGAIN = Duration.ofMillis(200);
  private static final int MOST_OWED = 100_000;

  /** Marks outlive what was kept before them by what may be under way. */
  private static final Duration MARKS_LONGER =
      Duration.ofSeconds(2L * TokenScripts.ABANDONED_SECONDS);

  private final Vertx vertx;
  private final RedisLink redis;
  private final InstantSource clock;
  private final Duration life;
  private final String marksLife;
  private final List<Hold> owed = new ArrayList<>();

  SharedTokens(Vertx vertx, RedisLink redis, AuthSettings settings, InstantSource clock) {
    this.vertx = vertx;
    this.redis = redis;
    this.clock = clock;
    this.life = settings.sharedCache();
    this.marksLife = Long.toString(life.plus(MARKS_LONGER).toMillis());
  }

  /** Looks a token up. */
  Future<Shared> find(TokenHash hash) {
    String server = redis.server();
    String prefix = prefix(server);
    return redis
        .run(TokenScripts.FIND, List.of(prefix + "t:" + hash.hex()), List.of(prefix))
        .map(answer -> read(server, Objects.requireNonNull(answer)))
        .otherwise(new Shared.Miss(Reading.UNKNOWN));
  }

  /** To be taken before the database is asked for, or makes, what is to be kept. */
  Future<Reading> reading() {
    String server = redis.server();
    return redis
        .run(TokenScripts.NOW, List.of(), List.of(prefix(server)))
        .map(answer -> reading(server, Objects.requireNonNull(answer), 0))
        .otherwise(Reading.UNKNOWN);
  }

  /**
   * Keeps a token, unless its session or user has changed since it was read.
   *
   * @return false when it has changed; true also when Redis can not tell
   */
  Future<Boolean> keep(TokenHash hash, KnownToken token, Reading reading) {
    return current(reading)
        ? keep(TokenScripts.KEEP, hash, token, reading, List.of()).otherwise(true)
        : Future.succeededFuture(true);
  }

  /**
   * Begins a change; from when this completes until its release, no process takes a token of that
   * scope from Redis.
   */
  Future<Hold> hold(Scope scope) {
    String server = redis.server();
    String prefix = prefix(server);
    String name = UUID.randomUUID().toString();
    return redis
        .run(TokenScripts.HOLD, List.of(prefix + scope.key()), List.of(prefix, name, marksLife))
        .map(answer -> new Hold(name, scope, reading(server, Objects.requireNonNull(answer), 0)))
        .otherwise(new Hold(name, scope, Reading.UNKNOWN));
  }

  /**
   * Hides the tokens of a scope from everybody for as long as a statement may take, and what was
   * read of them before for good. Fails when Redis could not be told.
   */
  Future<Void> hide(Scope scope, String name) {
    String prefix = prefix(redis.server());
    return redis
        .run(TokenScripts.HOLD, List.of(prefix + scope.key()), List.of(prefix, name, marksLife))
        .mapEmpty();
  }

  /** Ends a change that has been carried out, or certainly never will be. */
  Future<Void> release(Hold hold) {
    String prefix = prefix(redis.server());
    return redis
        .run(
            TokenScripts.RELEASE,
            List.of(prefix + hold.scope().key()),
            List.of(prefix, hold.name(), marksLife))
        .<Void>mapEmpty()
        .recover(
            away -> {
              owe(hold);
              return Future.succeededFuture();
            });
  }

  /** Ends a change of a session and keeps the token it made. */
  Future<Void> release(Hold hold, TokenHash hash, KnownToken token) {
    if (!current(hold.reading())) {
      return release(hold);
    }
    return keep(TokenScripts.RELEASE_AND_KEEP, hash, token, hold.reading(), List.of(hold.name()))
        .<Void>mapEmpty()
        .recover(away -> release(hold));
  }

  /** Ends a change of which it is not known whether the database will still carry it out. */
  void releaseLater(Hold hold) {
    vertx.setTimer(
        Duration.ofSeconds(TokenScripts.ABANDONED_SECONDS).toMillis(), timer -> release(hold));
  }

  private Future<Boolean> keep(
      Script script, TokenHash hash, KnownToken token, Reading reading, List<String> more) {
    Duration left = token.left(clock.instant());
    if (left.compareTo(life) > 0) {
      left = life;
    }
    String prefix = prefix(reading.server());
    var caller = token.caller();
    var arguments =
        new ArrayList<String>(
            List.of(
                prefix,
                Long.toString(reading.number()),
                Long.toString(reading.second()),
                token.encoded(),
                Long.toString(Math.max(1, left.toMillis())),
                marksLife));
    arguments.addAll(more);
    return redis
        .run(
            script,
            List.of(
                prefix + "t:" + hash.hex(),
                prefix + Scope.user(caller.userId()).key(),
                prefix + Scope.session(caller.sessionId()).key()),
            arguments)
        .map(kept -> Objects.requireNonNull(kept).toInteger() == 1);
  }

  /** What was read in one life of Redis means nothing in the next. */
  private boolean current(Reading reading) {
    return !reading.server().isEmpty() && reading.server().equals(redis.server());
  }

  private void owe(Hold hold) {
    if (owed.size() >= MOST_OWED) {
      log.atError().log("too many ended sessions that redis was not told of");
      return;
    }
    boolean first = owed.isEmpty();
    owed.add(hold);
    if (first) {
      payLater();
    }
  }

  private void payLater() {
    vertx.setTimer(AGAIN.toMillis(), timer -> pay());
  }

  private void pay() {
    if (!redis.up()) {
      payLater();
      return;
    }
    var due = List.copyOf(owed);
    owed.clear();
    due.forEach(this::release);
  }

  private static Shared read(String server, Response answer) {
    return answer.get(0).toString().equals("hit")
        ? new Shared.Hit(KnownToken.decode(answer.get(1).toString()))
        : new Shared.Miss(reading(server, answer, 1));
  }

  private static Reading reading(String server, Response answer, int from) {
    @Nullable Response number = answer.get(from);
    return new Reading(
        server, Objects.requireNonNull(number).toLong(), answer.get(from + 1).toLong());
  }

  private static String prefix(String server) {
    return "auth:" + server.substring(0, Math.min(12, server.length())) + ":";
  }
}
