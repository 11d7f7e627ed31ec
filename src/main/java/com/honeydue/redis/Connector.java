package com.honeydue.redis;

import com.honeydue.config.RedisSettings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens connections to Redis, each with a client of its own, so that closing it closes everything
 * about it.
 */
final class Connector {

  private static final Logger log = LoggerFactory.getLogger(Connector.class);
  private static final int CONNECT_MILLIS = 1_000;
  private static final Pattern RUN_ID = Pattern.compile("(?m)^run_id:([0-9a-f]{8,})\\r?$");

  private final Vertx vertx;
  private final RedisSettings settings;

  Connector(Vertx vertx, RedisSettings settings) {
    this.vertx = vertx;
    this.settings = settings;
  }

  /**
   * Connects and asks who answers; gives up after a second. {@code lost} is told when the
   * connection ends.
   */
  Future<Connected> connect(Consumer<Connected> lost) {
    var client =
        Redis.createClient(
            vertx,
            new RedisOptions()
                .setConnectionString(settings.url())
                .setMaxPoolSize(1)
                .setPoolCleanerInterval(-1)
                // Twice the limit: a script that Redis does not know is sent again while its
                // callers still count once.
                .setMaxWaitingHandlers(2 * settings.maxInFlight())
                .setNetClientOptions(
                    new NetClientOptions()
                        .setTcpNoDelay(true)
                        .setTcpKeepAlive(true)
                        .setConnectTimeout(CONNECT_MILLIS)));
    return client
        .connect()
        .compose(
            connection ->
                server(connection)
                    .map(
                        server -> {
                          var connected = new Connected(client, connection, server);
                          connection.endHandler(ended -> lost.accept(connected));
                          connection.exceptionHandler(
                              error -> {
                                log.atDebug().setCause(error).log("redis connection failed");
                                lost.accept(connected);
                              });
                          return connected;
                        }))
        .timeout(CONNECT_MILLIS, TimeUnit.MILLISECONDS)
        .onFailure(error -> client.close());
  }

  /** A server that does not say which process it is counts as a new one on every connection. */
  private static Future<String> server(RedisConnection connection) {
    return connection
        .send(Request.cmd(Command.INFO).arg("server"))
        .map(
            info -> {
              var runId = RUN_ID.matcher(info == null ? "" : info.toString());
              return runId.find() ? runId.group(1) : UUID.randomUUID().toString();
            });
  }
}
