package com.honeydue.push;

import com.eatthepath.pushy.apns.ApnsClient;
import com.eatthepath.pushy.apns.ApnsClientBuilder;
import com.eatthepath.pushy.apns.PushNotificationResponse;
import com.eatthepath.pushy.apns.auth.ApnsSigningKey;
import com.honeydue.config.PushSettings;
import com.honeydue.telemetry.Names;
import io.netty.channel.EventLoopGroup;
import io.opentelemetry.api.trace.Span;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.io.File;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * The way to Apple, by pushy: one connection of HTTP/2, opened when it is needed, that carries
 * every push. Thread-safe.
 */
final class ApnsGateway implements Gateway {

  private static final int HTTPS = 443;

  /** Apple takes a token for an hour, and a new one on the same connection every 20 minutes. */
  private static final Duration TOKEN_LIFETIME = Duration.ofMinutes(50);

  /** A silent connection is asked whether it is there after this, and closed after half of it. */
  private static final Duration PING_AFTER = Duration.ofSeconds(20);

  private final VertxInternal vertx;
  private final EventLoopGroup loop;
  private final PushSettings settings;
  private final URI url;
  private final ApnsSigningKey key;
  private volatile Future<ApnsClient> client;
  private boolean closed;

  /**
   * Connects to nothing yet, but loads a lot: for the start alone.
   *
   * @param loop pushy's own event loop
   * @param url production's or the sandbox's
   */
  ApnsGateway(Vertx vertx, EventLoopGroup loop, PushSettings settings, String url) {
    this.vertx = (VertxInternal) vertx;
    this.loop = loop;
    this.settings = settings;
    this.url = URI.create(url);
    this.key = key(settings);
    this.client = Future.succeededFuture(client());
  }

  @Override
  public Future<Answer> send(String token, PushMessage message, Span span) {
    var notification = new ApnsNotification(token, settings.apns().topic(), message);
    Promise<Answer> answer = vertx.getOrCreateContext().promise();
    client
        .onSuccess(
            ready -> {
              var unused =
                  ready
                      .sendNotification(notification)
                      .whenComplete((response, error) -> end(answer, response, error, span));
            })
        .onFailure(answer::tryFail);
    return answer
        .future()
        .timeout(settings.deadline().toMillis(), TimeUnit.MILLISECONDS)
        .onFailure(error -> notification.abandon());
  }

  /**
   * The next client is made on pushy's own thread, as that takes a while; pushes wait for it. What
   * waits for the old one's connection fails with it, what the old one has sent gets its answer.
   */
  @Override
  public synchronized void reconnect() {
    if (closed) {
      return;
    }
    Promise<ApnsClient> next = Promise.promise();
    var old = client;
    client = next.future();
    try {
      loop.execute(
          () -> {
            Future.<ApnsClient>future(made -> made.complete(client())).onComplete(next);
            var unused = old.compose(was -> Future.fromCompletionStage(was.close()));
          });
    } catch (RejectedExecutionException closing) {
      next.fail(closing);
    }
  }

  @Override
  public synchronized Future<Void> close() {
    closed = true;
    return client
        .compose(ready -> Future.fromCompletionStage(ready.close()))
        .timeout(settings.deadline().toMillis(), TimeUnit.MILLISECONDS);
  }

  private static void end(
      Promise<Answer> answer,
      @Nullable PushNotificationResponse<?> response,
      @Nullable Throwable error,
      Span span) {
    if (response == null) {
      answer.tryFail(error);
    } else {
      span.setAttribute(Names.Attribute.HTTP_STATUS, (long) response.getStatusCode());
      answer.tryComplete(read(response));
    }
  }

  private static Answer read(PushNotificationResponse<?> response) {
    if (response.isAccepted()) {
      return Answer.SENT;
    }
    return ApnsReasons.answer(
        response.getStatusCode(),
        response.getRejectionReason().orElse(null),
        response.getTokenInvalidationTimestamp().orElse(null));
  }

  private ApnsClient client() {
    @Nullable File trust = settings.caFile().isEmpty() ? null : new File(settings.caFile());
    var builder =
        new ApnsClientBuilder()
            .setApnsServer(url.getHost(), url.getPort() < 0 ? HTTPS : url.getPort())
            .setSigningKey(key)
            .setTokenExpiration(TOKEN_LIFETIME)
            .setEventLoopGroup(loop)
            .setUseAlpn(true)
            .setConnectionTimeout(settings.deadline())
            .setGracefulShutdownTimeout(settings.deadline())
            .setIdlePingInterval(PING_AFTER);
    try {
      return (trust == null ? builder : builder.setTrustedServerCertificateChain(trust)).build();
    } catch (SSLException unusable) {
      throw new IllegalStateException("push.ca_file: cannot be used", unusable);
    }
  }

  private static ApnsSigningKey key(PushSettings settings) {
    var apns = settings.apns();
    try {
      return new ApnsSigningKey(apns.keyId(), apns.teamId(), apns.signingKey());
    } catch (GeneralSecurityException unusable) {
      throw new IllegalStateException("push.apns.key: cannot be used", unusable);
    }
  }
}
