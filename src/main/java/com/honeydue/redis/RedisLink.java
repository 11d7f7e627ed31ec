package com.honeydue.redis;

import com.honeydue.config.RedisSettings;
import com.honeydue.telemetry.Telemetry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.impl.types.ErrorType;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to Redis on which the commands of many callers are in flight at once; not for
 * commands that block.
 *
 * <p>An answer that does not come within the timeout closes the connection and fails whatever else
 * waits on it; from then on every command fails at once, with {@link RedisFailure}, until Redis has
 * answered a new connection. So an outage costs its timeout once, not on every request. Confined to
 * its event loop: all methods must be called there, and answers arrive on the caller's context.
 */
public final class RedisLink {

  private static final Logger log = LoggerFactory.getLogger(RedisLink.class);
  private static final long FIRST_PAUSE_MILLIS = 50;
  private static final long LONGEST_PAUSE_MILLIS = 2_000;

  private final VertxInternal vertx;
  private final RedisSettings settings;
  private final RedisMeters meters;
  private final Connector connector;
  private final InFlight inFlight = new InFlight();
  private @Nullable Connected connected;
  private long pause = FIRST_PAUSE_MILLIS;
  private boolean watching;
  private boolean closing;

  RedisLink(Vertx vertx, RedisSettings settings, Telemetry telemetry, int loop) {
    this.vertx = (VertxInternal) vertx;
    this.settings = settings;
    this.meters = new RedisMeters(telemetry, loop, this);
    this.connector = new Connector(vertx, settings);
  }

  /**
   * Tries to connect; completes when that has worked or failed. From then on the link keeps itself
   * up.
   */
  Future<Void> open() {
    return connector.connect(this::lost).transform((opened, error) -> settle(opened, error));
  }

  /** Whether Redis answers, as far as is known. */
  public boolean up() {
    return connected != null;
  }

  /**
   * Names the server process at the other end: another one, after a restart or a failover, may have
   * forgotten what it was told. Empty while the link is down.
   */
  public String server() {
    return connected == null ? "" : connected.server();
  }

  /** Sends one command. */
  public Future<@Nullable Response> send(Request command) {
    return dispatch(command.command().toString(), connection -> connection.send(command));
  }

  /** Sends several commands in one flush. They are not one step: others may come between. */
  public Future<List<@Nullable Response>> batch(List<Request> commands) {
    return dispatch("batch", connection -> connection.batch(commands));
  }

  /** Runs a script, telling Redis its text only when Redis does not know it. */
  public Future<@Nullable Response> run(Script script, List<String> keys, List<String> arguments) {
    return this.<@Nullable Response>dispatch(
        "evalsha",
        connection ->
            connection
                .send(eval(Command.EVALSHA, script.sha1(), keys, arguments))
                .recover(
                    error ->
                        error instanceof ErrorType refusal && refusal.is("NOSCRIPT")
                            ? connection.send(eval(Command.EVAL, script.source(), keys, arguments))
                            : Future.failedFuture(error)));
  }

  Future<Void> close() {
    closing = true;
    var open = connected;
    connected = null;
    inFlight.failAll(new RedisFailure("closing"));
    meters.close();
    return open == null ? Future.succeededFuture() : open.close();
  }

  int waiting() {
    return inFlight.size();
  }

  private <T extends @Nullable Object> Future<T> dispatch(
      String command, Function<RedisConnection, Future<T>> send) {
    var on = connected;
    if (on == null) {
      meters.refused();
      return vertx.getOrCreateContext().failedFuture(new RedisFailure("not connected"));
    }
    if (inFlight.size() >= settings.maxInFlight()) {
      meters.refused();
      return vertx
          .getOrCreateContext()
          .failedFuture(new RedisFailure("too many commands in flight"));
    }
    long since = System.nanoTime();
    Promise<T> promise = vertx.getOrCreateContext().promise();
    var answered = inFlight.add(promise);
    send.apply(on.connection())
        .onComplete(
            (response, error) -> {
              answered.run();
              meters.answered(command, System.nanoTime() - since, error);
              if (error == null) {
                promise.tryComplete(response);
              } else {
                promise.tryFail(failure(command, error, on));
              }
            });
    watch();
    return promise.future();
  }

  /** One timer watches the oldest command; it is set again only while there are any. */
  private void watch() {
    if (!watching) {
      watching = true;
      watchIn(settings.timeout().toMillis());
    }
  }

  private void watchIn(long millis) {
    vertx.setTimer(
        Math.max(1, millis),
        timer -> {
          long left = settings.timeout().toNanos() - inFlight.oldest();
          if (left <= 0) {
            watching = false;
            giveUp();
          } else if (inFlight.size() == 0) {
            watching = false;
          } else {
            watchIn(TimeUnit.NANOSECONDS.toMillis(left) + 1);
          }
        });
  }

  private void giveUp() {
    var silent = connected;
    if (silent == null) {
      return;
    }
    meters.timedOut();
    log.atWarn().addKeyValue("waiting", inFlight.size()).log("redis is silent");
    lost(silent);
  }

  /** Called for a connection that closed, failed or fell silent. */
  private void lost(Connected which) {
    if (!which.equals(connected)) {
      return;
    }
    connected = null;
    inFlight.failAll(new RedisFailure("connection lost"));
    var unused = which.close();
    later();
  }

  private Future<Void> settle(@Nullable Connected opened, @Nullable Throwable error) {
    if (opened != null && closing) {
      return opened.close();
    }
    if (opened != null) {
      connected = opened;
      pause = FIRST_PAUSE_MILLIS;
      meters.opened();
    } else {
      log.atWarn().addKeyValue("error", String.valueOf(error)).log("redis did not connect");
      later();
    }
    return Future.succeededFuture();
  }

  private void later() {
    if (!closing) {
      vertx.setTimer(pause, timer -> open());
      pause = Math.min(pause * 2, LONGEST_PAUSE_MILLIS);
    }
  }

  /**
   * A refusal by Redis leaves the connection as it is; anything else means that the connection is
   * no good.
   */
  private RedisFailure failure(String command, Throwable error, Connected on) {
    // The client makes up an answer like Redis' own for whoever waits on what it closes.
    if (error instanceof ErrorType refusal && !refusal.is("CONNECTION_CLOSED")) {
      log.atWarn()
          .addKeyValue("command", command)
          .addKeyValue("error", refusal.getMessage())
          .log("redis refused");
    } else {
      lost(on);
    }
    return new RedisFailure(command + " failed");
  }

  private static Request eval(
      Command command, String what, List<String> keys, List<String> arguments) {
    var request = Request.cmd(command).arg(what).arg(keys.size());
    keys.forEach(request::arg);
    arguments.forEach(request::arg);
    return request;
  }
}
