package com.honeydue.auth;

import com.honeydue.config.AuthSettings;
import com.honeydue.db.Bound;
import com.honeydue.db.Lanes;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a login leaves to be noted once its caller has been answered, and which tokens are in use:
 * gathered and written in one flush on the slow lanes. Nothing here is needed for what the caller
 * was told to be true; whatever a crash loses costs a row that expires by itself, or is noted at
 * the next use. Confined to its event loop.
 */
final class Settlements {

  private static final Logger log = LoggerFactory.getLogger(Settlements.class);
  private static final Duration USE_NOTED_EVERY = Duration.ofMinutes(1);
  private static final Duration SWEPT_EVERY = Duration.ofHours(1);
  private static final int MOST = 50_000;

  private record NewHash(String old, String fresh) {}

  private final ContextInternal context;
  private final Lanes lanes;
  private final Duration soon;
  private final Duration keptInRedis;
  private final Set<Long> seen = new HashSet<>();
  private final Set<Long> loggedIn = new HashSet<>();
  private final Set<Long> refuted = new HashSet<>();
  private final Map<Long, NewHash> hashes = new HashMap<>();
  private long sweptAt = System.nanoTime() - SWEPT_EVERY.toNanos();
  private boolean dueSoon;
  private boolean due;

  /**
   * @param lanes those for slow work
   */
  Settlements(Vertx vertx, Lanes lanes, AuthSettings settings) {
    this.context = ((VertxInternal) vertx).getOrCreateContext().unwrap();
    this.lanes = lanes;
    this.soon = settings.settleAfter();
    this.keptInRedis = settings.sharedCache();
  }

  /** The token is in use. */
  void seen(long tokenId) {
    if (seen.size() < MOST && seen.add(tokenId) && !due) {
      due = true;
      context.setTimer(
          USE_NOTED_EVERY.toMillis(),
          timer -> {
            due = false;
            flush();
          });
    }
  }

  /** The password was right and the token has been handed over. */
  void proven(long userId, long tokenId) {
    loggedIn.add(userId);
    seen.add(tokenId);
    soon();
  }

  /** The password was wrong: nobody has or will ever have this token. */
  void refuted(long tokenId) {
    if (refuted.size() < MOST) {
      refuted.add(tokenId);
    }
    soon();
  }

  /** The password is stored in an old form; this is a better one. */
  void rehashed(long userId, String old, String fresh) {
    hashes.put(userId, new NewHash(old, fresh));
    soon();
  }

  private void soon() {
    if (!dueSoon) {
      dueSoon = true;
      context.setTimer(
          Math.max(1, soon.toMillis()),
          timer -> {
            dueSoon = false;
            flush();
          });
    }
  }

  private void flush() {
    List<Bound<?>> work = new ArrayList<>();
    if (!refuted.isEmpty()) {
      work.add(AuthStatements.DROP_UNPROVEN.with((Object) sorted(refuted)));
    }
    if (!seen.isEmpty()) {
      work.add(AuthStatements.NOTE_USE.with((Object) sorted(seen)));
    }
    if (!loggedIn.isEmpty()) {
      work.add(AuthStatements.NOTE_LOGIN.with((Object) sorted(loggedIn)));
    }
    if (!hashes.isEmpty()) {
      work.add(storeHashes());
    }
    if (work.isEmpty()) {
      return;
    }
    if (System.nanoTime() - sweptAt >= SWEPT_EVERY.toNanos()) {
      sweptAt = System.nanoTime();
      work.add(AuthStatements.SWEEP_EXPIRED.with());
      work.add(AuthStatements.SWEEP_CODES.with());
      // As long again, so that a process that starts now misses nothing.
      work.add(SessionEndStatements.SWEEP_ENDS.with(2 * keptInRedis.toSeconds()));
    }
    var unproven = Set.copyOf(refuted);
    var newHashes = Map.copyOf(hashes);
    refuted.clear();
    seen.clear();
    loggedIn.clear();
    hashes.clear();
    lanes
        .pipeline(work.toArray(Bound<?>[]::new))
        .onFailure(
            error -> {
              log.atWarn()
                  .addKeyValue("error", error.toString())
                  .log("outcomes of logins not noted yet");
              refuted.addAll(unproven);
              newHashes.forEach(hashes::putIfAbsent);
              soon();
            });
  }

  private Bound<?> storeHashes() {
    var ids = sorted(hashes.keySet());
    var old = new String[ids.length];
    var fresh = new String[ids.length];
    for (int i = 0; i < ids.length; i++) {
      var hash = java.util.Objects.requireNonNull(hashes.get(ids[i]));
      old[i] = hash.old();
      fresh[i] = hash.fresh();
    }
    return AuthStatements.STORE_HASHES.with(ids, old, fresh);
  }

  /** In one order everywhere, so that two processes never wait for each other's rows. */
  private static Long[] sorted(Collection<Long> ids) {
    return ids.stream().sorted().toArray(Long[]::new);
  }
}
