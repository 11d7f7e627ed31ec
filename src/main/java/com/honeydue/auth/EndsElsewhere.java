package com.honeydue.auth;

import com.honeydue.auth.SessionEndStatements.Noted;
import com.honeydue.config.AuthSettings;
import com.honeydue.db.Lanes;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what other processes ended while they could not reach Redis, and tells Redis and this
 * process of it. One for the process; {@link #lookedLately} may be called by any thread, all else
 * is confined to one event loop.
 *
 * <p>It looks only while somebody relies on Redis, so that an idle database may sleep. Whoever
 * comes after such a pause is not believed on Redis' word until the next look.
 */
final class EndsElsewhere {

  private static final Logger log = LoggerFactory.getLogger(EndsElsewhere.class);
  private static final int PAGE = 5_000;

  /** How old a look may be for Redis to be believed. */
  private static final Duration RECENT = Duration.ofSeconds(1);

  /** It goes on looking for so long after the last use. */
  private static final Duration IN_USE = Duration.ofMinutes(1);

  private final long everyMillis;
  private final Duration keptInRedis;
  private final LocalTokens local;

  /** {@link System#nanoTime()} before the last look, and of the last use. */
  private volatile long lookedAt;

  private volatile long usedAt;

  /** Told already; never more than what was noted within a look's window. */
  private Set<Long> known = new HashSet<>();

  /** Before the last look of which everything was told; before the first there was none. */
  private @Nullable Long toldAt;

  private boolean stopped;

  EndsElsewhere(AuthSettings settings, LocalTokens local) {
    this.everyMillis = settings.endedElsewhereEvery().toMillis();
    this.keptInRedis = settings.sharedCache();
    this.local = local;
    this.lookedAt = System.nanoTime() - 2 * RECENT.toNanos();
    this.usedAt = System.nanoTime();
  }

  /** Notes a use, and says whether what Redis says can be believed. */
  boolean lookedLately() {
    long now = System.nanoTime();
    usedAt = now;
    return everyMillis == 0 || now - lookedAt < RECENT.toNanos();
  }

  /** Looks again and again from now on, on this event loop; completes with the first look. */
  Future<Void> start(Vertx vertx, Lanes lanes, SharedTokens shared) {
    return everyMillis > 0 ? tick(vertx, lanes, shared) : Future.succeededFuture();
  }

  void stop() {
    stopped = true;
  }

  private Future<Void> tick(Vertx vertx, Lanes lanes, SharedTokens shared) {
    if (stopped) {
      return Future.succeededFuture();
    }
    long now = System.nanoTime();
    Future<?> look =
        now - usedAt < IN_USE.toNanos()
            ? look(lanes, shared, now, new HashSet<>(), 0)
            : Future.succeededFuture();
    return look.transform(
        (done, away) -> {
          vertx.setTimer(everyMillis, timer -> tick(vertx, lanes, shared));
          return Future.succeededFuture();
        });
  }

  private Future<?> look(Lanes lanes, SharedTokens shared, long began, Set<Long> seen, long after) {
    return lanes
        .run(SessionEndStatements.NOTED_ENDS.with(window(began).toSeconds(), after, PAGE))
        .onFailure(
            away -> {
              log.atDebug().addKeyValue("error", away.toString()).log("ends elsewhere not read");
              // A database that is away ends no sessions: what needs none of it goes on.
              lookedAt = began;
            })
        .compose(
            noted ->
                tell(noted, shared, seen)
                    .compose(
                        told -> {
                          if (noted.size() == PAGE) {
                            return look(lanes, shared, began, seen, noted.getLast().id());
                          }
                          known = seen;
                          toldAt = began;
                          lookedAt = began;
                          return Future.succeededFuture();
                        }));
  }

  /**
   * Back to the last look of which everything was told, and for as long as a statement that began
   * then may take. The first reaches back as far as Redis' memory.
   */
  private Duration window(long began) {
    var since = toldAt == null ? keptInRedis : Duration.ofNanos(began - toldAt);
    return since.plusSeconds(TokenScripts.ABANDONED_SECONDS + 1);
  }

  /** Fails if Redis could not be told of everything. */
  private Future<?> tell(List<Noted> noted, SharedTokens shared, Set<Long> seen) {
    var tellings = new ArrayList<Future<?>>();
    for (var end : noted) {
      if (known.contains(end.id())) {
        seen.add(end.id());
        continue;
      }
      // A hold that nobody releases: for a minute the database is asked, whichever of the end and
      // its
      // note came first.
      tellings.add(
          shared
              .hide(end.scope(), "end" + end.id())
              .onComplete(done -> local.end(end.scope()))
              .onSuccess(done -> seen.add(end.id())));
    }
    return tellings.isEmpty() ? Future.succeededFuture() : Future.join(tellings);
  }
}
