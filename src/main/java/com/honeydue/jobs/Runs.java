package com.honeydue.jobs;

import com.honeydue.telemetry.JobMeters;
import com.honeydue.telemetry.JobSpan;
import com.honeydue.telemetry.Telemetry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Has single jobs done: each on a context of its own, with its span, its time limit, and a verdict
 * in the end. Confined to its event loop.
 */
final class Runs {

  /** What is to become of a job after a run. */
  sealed interface Verdict {

    /** As in the metric. */
    default String result() {
      return switch (this) {
        case Done() -> "ok";
        case Again again -> "retry";
        case PutOff putOff -> "put_off";
        case Dead dead -> "dead";
        case GivenUp(var why) -> why;
      };
    }

    /** It is done. */
    record Done() implements Verdict {}

    /** It is tried again after {@code pause}. */
    record Again(Duration pause, String error, Throwable cause) implements Verdict {}

    /** It was not tried, and is offered again after {@code pause}. */
    record PutOff(Duration pause) implements Verdict {}

    /** It is not tried again. */
    record Dead(String error, Throwable cause) implements Verdict {}

    /** Nobody waits for its end: it is {@code lost}, {@code cancelled} or {@code returned}. */
    record GivenUp(String why) implements Verdict {}
  }

  /**
   * A run under way.
   *
   * @param verdict completes when it has ended or was given up, and never fails
   */
  record Run(Promise<Verdict> verdict) {

    /** Nobody waits for it any more; whatever it is doing comes to nothing. */
    void giveUp(String why) {
      verdict.tryComplete(new Verdict.GivenUp(why));
    }
  }

  private static final Logger log = LoggerFactory.getLogger(Runs.class);
  private static final int LONGEST_SHIFT = 30;

  private final ContextInternal context;
  private final Telemetry telemetry;
  private final JobMeters meters;
  private final InstantSource clock;

  Runs(ContextInternal context, Telemetry telemetry, JobMeters meters, InstantSource clock) {
    this.context = context;
    this.telemetry = telemetry;
    this.meters = meters;
    this.clock = clock;
  }

  /**
   * Begins a run.
   *
   * @param size of the payload as text, in bytes
   */
  Run start(JobWork work, Job job, int size) {
    var run = new Run(Promise.promise());
    long since = System.nanoTime();
    var waited = Duration.between(job.enqueuedAt(), clock.instant());
    if (job.attempt() == 1) {
      meters.waited(job.type(), waited);
    }
    meters.began();
    ContextInternal own = context.duplicate();
    own.dispatch(
        begin -> {
          var span = JobSpan.start(telemetry, own, told(work.type(), job, waited, size));
          var left = work.type().left(waited);
          long timer =
              own.setTimer(
                  Math.max(1, left.toMillis()),
                  late ->
                      run.verdict()
                          .tryComplete(failed(work.type(), job, JobFailure.retry("timeout"))));
          (left.isPositive()
                  ? attempt(work.handler(), job)
                  : Future.failedFuture(JobFailure.permanent("too_late")))
              .onComplete(
                  (done, error) ->
                      run.verdict()
                          .tryComplete(
                              error == null
                                  ? new Verdict.Done()
                                  : failed(work.type(), job, error)));
          run.verdict()
              .future()
              .onSuccess(
                  verdict -> {
                    own.owner().cancelTimer(timer);
                    span.end(verdict.result(), error(verdict));
                    meters.ended(job.type(), verdict.result(), System.nanoTime() - since);
                    report(job, verdict);
                  });
        });
    return run;
  }

  /** It is dead without a run: whoever tries it does not live to tell. */
  void exhausted(Claimed job) {
    meters.buried(job.type());
    log.atError()
        .addKeyValue("job", job.type() + " " + job.id())
        .addKeyValue("error", job.lastError())
        .log("job failed for good");
  }

  /** What a failure of this attempt means. */
  static Verdict failed(JobType type, Job job, Throwable error) {
    if (error instanceof JobFailure failure && failure.isPutOff()) {
      return new Verdict.PutOff(Objects.requireNonNull(failure.retryAfter()));
    }
    String word = word(error);
    boolean never = error instanceof JobFailure failure && failure.isPermanent();
    if (never || job.attempt() > type.retries()) {
      return new Verdict.Dead(word, error);
    }
    var pause = pause(type.pauses(), job.attempt(), ThreadLocalRandom.current().nextDouble());
    if (error instanceof JobFailure failure && failure.retryAfter() != null) {
      var least = failure.retryAfter();
      pause = least.compareTo(pause) > 0 ? least : pause;
    }
    return new Verdict.Again(pause, word, error);
  }

  /**
   * The pause after an attempt.
   *
   * @param random from 0 to 1
   */
  static Duration pause(JobType.Pauses pauses, int attempt, double random) {
    long first = pauses.first().toMillis();
    long longest = pauses.longest().toMillis();
    int shift = Math.min(attempt - 1, LONGEST_SHIFT);
    long whole = first > longest >> shift ? longest : first << shift;
    return Duration.ofMillis(Math.max(1, whole / 2 + (long) (whole / 2.0 * random)));
  }

  private static Future<?> attempt(JobHandler handler, Job job) {
    try {
      return handler.run(job);
    } catch (RuntimeException thrown) {
      return Future.failedFuture(thrown);
    }
  }

  private static JobSpan.Run told(JobType type, Job job, Duration waited, int size) {
    return new JobSpan.Run(
        job.type(),
        type.queue().label(),
        job.id(),
        job.attempt(),
        type.retries(),
        waited.toMillis(),
        size,
        List.copyOf(job.payload().fieldNames()),
        job.traceparent());
  }

  private static void report(Job job, Verdict verdict) {
    switch (verdict) {
      case Verdict.Again(var pause, var word, var cause) ->
          told(log.atWarn(), job, word, cause)
              .addKeyValue("again_in_ms", pause.toMillis())
              .log("job failed");
      case Verdict.Dead(var word, var cause) ->
          told(log.atError(), job, word, cause).log("job failed for good");
      case Verdict.Done done -> {}
      case Verdict.PutOff putOff -> {}
      case Verdict.GivenUp given -> {}
    }
  }

  /** What a handler says by itself needs no stack. */
  private static LoggingEventBuilder told(
      LoggingEventBuilder line, Job job, String word, Throwable cause) {
    var named = line.addKeyValue("job", job.toString()).addKeyValue("error", word);
    return cause instanceof JobFailure ? named : named.setCause(cause);
  }

  private static @Nullable String error(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Again again -> again.error();
      case Verdict.Dead dead -> dead.error();
      case Verdict.Done done -> null;
      case Verdict.PutOff putOff -> null;
      case Verdict.GivenUp given -> null;
    };
  }

  private static String word(Throwable error) {
    return error instanceof JobFailure failure ? failure.code() : error.getClass().getSimpleName();
  }
}
