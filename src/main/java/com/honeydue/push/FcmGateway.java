package com.honeydue.push;

import com.honeydue.config.PushSettings;
import com.honeydue.remote.AccessTokens;
import com.honeydue.remote.Http;
import com.honeydue.remote.NoAccess;
import com.honeydue.remote.RetryAfter;
import com.honeydue.telemetry.Names;
import com.honeydue.telemetry.PushNames;
import io.opentelemetry.api.trace.Span;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeoutException;

/** The way to Firebase: HTTP v1, as our service account. Thread-safe. */
final class FcmGateway implements Gateway {

  private static final String SCOPE = "https://www.googleapis.com/auth/firebase.messaging";
  private static final int MOST_BYTES = 64 * 1024;
  private static final String JSON = "application/json; charset=UTF-8";

  private final Http http;
  private final AccessTokens tokens;
  private final PushSettings settings;
  private final InstantSource clock;
  private final String url;

  FcmGateway(Vertx vertx, PushSettings settings, InstantSource clock) {
    this.http = new Http(vertx, settings.caFile(), settings.deadline(), MOST_BYTES);
    this.tokens =
        new AccessTokens(
            vertx,
            http,
            settings.fcm().account(),
            settings.fcm().tokenUrl(),
            SCOPE,
            settings.deadline(),
            clock);
    this.settings = settings;
    this.clock = clock;
    String base = settings.fcm().url();
    this.url =
        (base.endsWith("/") ? base.substring(0, base.length() - 1) : base)
            + "/v1/projects/"
            + settings.fcm().account().projectId()
            + "/messages:send";
  }

  @Override
  public Future<Answer> send(String token, PushMessage message, Span span) {
    long end = System.nanoTime() + settings.deadline().toNanos();
    Buffer body = FcmPayload.of(token, message, clock.instant());
    return attempt(body, span, end)
        .compose(
            reply ->
                // A token may be withdrawn before its end: a new one is tried, once.
                FcmErrors.isUnauthenticated(reply.status(), reply.json())
                    ? attempt(body, span, end)
                    : Future.succeededFuture(reply))
        .map(
            reply ->
                FcmErrors.answer(
                    reply.status(),
                    RetryAfter.parse(reply.retryAfter(), clock.instant()),
                    reply.json()))
        .recover(
            error ->
                error instanceof NoAccess refused
                    ? Future.succeededFuture(answer(refused))
                    : Future.failedFuture(error));
  }

  private static Answer answer(NoAccess refused) {
    return refused.isOurs()
        ? Answer.misconfigured(refused.reason())
        : Answer.later(refused.reason(), refused.after());
  }

  private Future<Http.Reply> attempt(Buffer body, Span span, long end) {
    return tokens
        .get()
        .compose(
            access -> {
              span.addEvent(PushNames.AUTHORIZED);
              var left = Duration.ofNanos(end - System.nanoTime());
              if (!left.isPositive()) {
                return Future.failedFuture(new TimeoutException());
              }
              return http.post(url, JSON, access, body, left)
                  .onSuccess(
                      reply -> {
                        span.setAttribute(Names.Attribute.HTTP_STATUS, (long) reply.status());
                        if (FcmErrors.isUnauthenticated(reply.status(), reply.json())) {
                          tokens.refused(access);
                        }
                      });
            });
  }

  @Override
  public void reconnect() {
    http.reconnect();
  }

  @Override
  public Future<Void> close() {
    return http.close();
  }
}
