package com.honeydue.http;

import com.honeydue.bus.Call;
import com.honeydue.bus.Failure;
import com.honeydue.bus.Reply;
import com.honeydue.bus.Scope;
import com.honeydue.config.HttpSettings;
import com.honeydue.redis.RedisLink;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells Redis what writes have changed, before their callers are answered. Nothing here ever fails:
 * what Redis could not be told is owed to it, and told again and again until it takes it or nothing
 * that was remembered before the write can count any more. Confined to its event loop.
 */
final class Touches {

  private static final Logger log = LoggerFactory.getLogger(Touches.class);
  private static final Duration AGAIN = Duration.ofMillis(200);
  private static final int MOST_AT_ONCE = 500;

  /**
   * Twice the life of any entry: a stamp that an entry was kept without is still there when the
   * entry ends, and so is any that was set after a read began which may still be kept.
   */
  private static final String STAMP_MILLIS =
      Long.toString(2 * HttpSettings.LONGEST_UNCHANGED.toMillis());

  private final RedisLink redis;
  private final OwedTouches owed;
  private final UnchangedMeters meters;
  private final ContextInternal context;
  private boolean due;

  Touches(Vertx vertx, RedisLink redis, OwedTouches owed, UnchangedMeters meters) {
    this.redis = redis;
    this.owed = owed;
    this.meters = meters;
    this.context = ((VertxInternal) vertx).getOrCreateContext().unwrap();
  }

  /** The same answer, given once Redis knows what {@code call} has changed, or is away. */
  Future<Reply> before(Call<?> call, Future<Reply> answer) {
    return answer.transform(
        (reply, error) -> {
          var scopes = changed(call, reply, error);
          return scopes.isEmpty() ? answer : touch(scopes).transform(done -> answer);
        });
  }

  /**
   * Of a failure that leaves open whether something was written, only the caller is known to be
   * concerned.
   */
  private static Set<Scope> changed(
      Call<?> call, @Nullable Reply reply, @Nullable Throwable error) {
    var scopes = new HashSet<Scope>();
    if (reply != null) {
      scopes.addAll(reply.scopes());
    }
    if (!call.caller().anonymous() && (error == null || leavesOpen(error))) {
      scopes.add(Scope.user(call.userId()));
    }
    return scopes;
  }

  private static boolean leavesOpen(Throwable error) {
    return !(error instanceof Failure failure)
        || failure.kind() == Failure.Kind.UNAVAILABLE
        || failure.kind() == Failure.Kind.INTERNAL;
  }

  private Future<?> touch(Set<Scope> scopes) {
    var names = scopes.stream().map(Scope::toString).toList();
    return tell(names)
        .onFailure(
            away -> {
              if (!owed.add(names)) {
                meters.dropped();
              }
              payLater();
            });
  }

  private Future<?> tell(Collection<String> names) {
    var keys = UnchangedKeys.of(redis.server());
    return redis.run(
        UnchangedScripts.TOUCH,
        names.stream().map(keys::stamp).toList(),
        List.of(Long.toHexString(ThreadLocalRandom.current().nextLong()), STAMP_MILLIS));
  }

  private void payLater() {
    if (!due) {
      due = true;
      context.setTimer(
          AGAIN.toMillis(),
          timer -> {
            due = false;
            pay();
          });
    }
  }

  private void pay() {
    var some = owed.some(MOST_AT_ONCE);
    if (some.isEmpty()) {
      return;
    }
    if (!redis.up()) {
      payLater();
      return;
    }
    tell(some.keySet())
        .onComplete(
            (told, away) -> {
              if (away == null) {
                owed.paid(some);
                log.atInfo().addKeyValue("scopes", some.size()).log("redis knows of late changes");
              }
              if (!owed.isEmpty()) {
                payLater();
              }
            });
  }
}
