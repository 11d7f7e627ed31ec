package com.honeydue.auth;

import com.honeydue.bus.Failure;
import com.honeydue.config.AuthSettings;
import com.honeydue.telemetry.Names;
import com.honeydue.telemetry.Telemetry;
import com.honeydue.telemetry.WorkerPoolMeters;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * The few threads on which passwords are hashed, and the bounded queue before them. One for the
 * process; may be used from any event loop, and answers on the caller's context.
 */
public final class HashPool {

  private static final String NAME = "password-hash";

  private final WorkerExecutor workers;
  private final int most;
  private final AtomicInteger admitted = new AtomicInteger();
  private final InstantSource clock;
  private final MeterRegistry meters;
  private final Counter rejected;

  public HashPool(Vertx vertx, AuthSettings settings, InstantSource clock, Telemetry telemetry) {
    this.workers = vertx.createSharedWorkerExecutor(NAME, settings.hashWorkers());
    this.most = settings.hashWorkers() + settings.hashQueue();
    this.clock = clock;
    this.meters = telemetry.meters();
    this.rejected = WorkerPoolMeters.rejected(telemetry, NAME);
  }

  /** Whether the next hash would be refused. */
  boolean full() {
    return admitted.get() >= most;
  }

  /**
   * Hashes a new password.
   *
   * @return what {@code auth_user.password} takes; fails with {@code unavailable} when the queue is
   *     full or the deadline passes in it
   */
  Future<String> hash(String password, Instant deadline) {
    return run(deadline, "argon2id", "hash", () -> PasswordHash.of(password));
  }

  /** Checks a password; fails as {@link #hash} does. */
  Future<Boolean> matches(PasswordHash stored, String password, Instant deadline) {
    return run(deadline, stored.algorithm(), "verify", () -> stored.matches(password));
  }

  /**
   * Hashes a password with the salt of the account's own, so that the database can compare; fails
   * as {@link #hash} does.
   *
   * @return what {@code auth_user.password} holds if it is the right password
   */
  Future<String> recompute(String salt, String password, Instant deadline) {
    return run(deadline, "argon2id", "verify", () -> Argon2id.hash(password, salt).toString());
  }

  Future<Void> close() {
    return workers.close();
  }

  private <T> Future<T> run(Instant deadline, String algorithm, String purpose, Supplier<T> work) {
    if (admitted.incrementAndGet() > most) {
      admitted.decrementAndGet();
      rejected.increment();
      return Future.failedFuture(busy());
    }
    return workers
        .executeBlocking(
            () -> {
              if (clock.instant().isAfter(deadline)) {
                throw busy();
              }
              count(algorithm, purpose);
              return work.get();
            },
            false)
        .onComplete((result, error) -> admitted.decrementAndGet());
  }

  private void count(String algorithm, String purpose) {
    meters
        .counter(
            Names.Metric.PASSWORD_HASHES,
            Names.Label.ALGORITHM,
            algorithm,
            Names.Label.PURPOSE,
            purpose)
        .increment();
  }

  static Failure busy() {
    return Failure.unavailable("password_queue_full", "Too many passwords are being checked.")
        .retryAfter(Duration.ofSeconds(2));
  }
}
