package com.honeydue.storage;

import com.honeydue.bus.Failure;
import com.honeydue.config.S3Settings;
import com.honeydue.telemetry.Traces;
import com.honeydue.telemetry.UploadSpan;
import io.vertx.circuitbreaker.CircuitBreaker;
import io.vertx.circuitbreaker.CircuitBreakerOptions;
import io.vertx.circuitbreaker.CircuitBreakerState;
import io.vertx.circuitbreaker.OpenCircuitException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * The way of every request to an S3: its span, its time, the circuit breaker, and what a failure
 * means. Used from any event loop; answers on the caller's context, whichever thread of the SDK has
 * the answer.
 */
final class S3Calls {

  private static final Logger log = LoggerFactory.getLogger(S3Calls.class);

  private static final long WITHIN_MILLIS = 10_000;
  private static final int NOT_FOUND = 404;
  private static final int SERVER_ERRORS = 500;

  private final String bucket;
  private final CircuitBreaker breaker;
  private final StorageMeters meters;

  S3Calls(Vertx vertx, S3Settings settings, StorageMeters meters) {
    this.bucket = settings.bucket();
    this.meters = meters;
    this.breaker =
        CircuitBreaker.create(
                "s3",
                vertx,
                new CircuitBreakerOptions()
                    // The SDK has deadlines of its own, which also end what they give up.
                    .setTimeout(-1)
                    .setMaxFailures(settings.breakAfter())
                    .setFailuresRollingWindow(WITHIN_MILLIS)
                    .setResetTimeout(settings.breakFor().toMillis())
                    .setNotificationPeriod(0))
            .<Object>failurePolicy(answer -> answer.failed() && isPeersFault(answer.cause()))
            .openHandler(opened -> log.warn("the storage fails: nothing is asked of it for now"))
            .closeHandler(closed -> log.info("the storage answers again"));
    meters.circuit(() -> breaker.state() == CircuitBreakerState.OPEN);
  }

  /**
   * Sends one request.
   *
   * @param operation as S3's API names it
   * @return fails with {@link Failure}
   */
  <T> Future<T> send(UploadSpan parent, String operation, Supplier<CompletableFuture<T>> request) {
    return breaker.execute(() -> observed(parent, operation, request)).recover(this::failure);
  }

  void close() {
    breaker.close();
  }

  private <T> Future<T> observed(
      UploadSpan parent, String operation, Supplier<CompletableFuture<T>> request) {
    var span = parent.request(operation, bucket);
    long began = System.nanoTime();
    Future<T> sent;
    try {
      sent = Traces.here(Future.fromCompletionStage(request.get()));
    } catch (RuntimeException refused) {
      sent = Future.failedFuture(refused);
    }
    return span.until(sent.recover(error -> Future.failedFuture(cause(error))))
        .onComplete(
            (done, error) -> {
              meters.called(operation, began, error == null);
              if (error != null && !isMissing(error)) {
                log.atWarn()
                    .addKeyValue("operation", operation)
                    .addKeyValue("problem", name(error))
                    .log("a request to the storage failed");
              }
            });
  }

  private <T> Future<T> failure(Throwable error) {
    return Future.failedFuture(
        switch (error) {
          case Failure failure -> failure;
          case OpenCircuitException open -> StorageFailures.unavailable();
          case SdkException missing when isMissing(missing) -> Failure.notFound();
          case SdkException failed -> StorageFailures.unavailable();
          default -> error;
        });
  }

  /** A word for the log: messages of the SDK name keys of files and ids of requests. */
  private static String name(Throwable error) {
    return error instanceof S3Exception s3
        ? Integer.toString(s3.statusCode())
        : error.getClass().getSimpleName();
  }

  /** Whether the other side, or the way there, is to blame. */
  private static boolean isPeersFault(Throwable error) {
    return error instanceof SdkException
        && !(error instanceof S3Exception s3 && s3.statusCode() < SERVER_ERRORS);
  }

  private static boolean isMissing(Throwable error) {
    return error instanceof NoSuchKeyException
        || (error instanceof S3Exception s3 && s3.statusCode() == NOT_FOUND);
  }

  private static Throwable cause(Throwable error) {
    return error instanceof CompletionException && error.getCause() != null
        ? error.getCause()
        : error;
  }
}
