package com.honeydue.testing;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A TCP proxy in front of PostgreSQL that delays, counts round trips on the wire and breaks the
 * network on demand.
 *
 * <p>A round trip is counted each time a client sends on a connection after it heard something
 * there, and the first time. That happens at the client's edge, so it counts what a client waited
 * for, whatever the delay. Bytes are decoded enough to tell what each round trip was for; encrypted
 * ones are only counted.
 *
 * <p>Count with a delay of some milliseconds: without one, an answer to the first statement of a
 * burst may arrive between two writes of that same burst and make two of one.
 *
 * <p>What it does not show: the round trips of TCP itself (handshake, slow start), since both sides
 * are loopback connections; {@code scripts/bench/wan} does.
 *
 * <p>Runs on an event loop of its own, apart from the system measured. The methods may be called
 * from any thread but an event loop; they return when done.
 */
public final class WireProxy implements AutoCloseable {

  private static final String LOOPBACK = "127.0.0.1";
  private static final long PATIENCE_SECONDS = 10;

  private final String serverHost;
  private final int serverPort;
  private final Duration oneWay;
  private final Vertx vertx;
  private final NetClient upstream;
  private final WireLog log = new WireLog();

  /* Touched on the event loop only. */
  private final Set<WireConnection> connections = new HashSet<>();
  private boolean held;
  private boolean refusing;

  private volatile NetServer listener;

  private WireProxy(String host, int port, Duration oneWay) {
    this.serverHost = host;
    this.serverPort = port;
    this.oneWay = oneWay;
    this.vertx =
        Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setPreferNativeTransport(true));
    this.upstream = vertx.createNetClient();
    this.listener = await(listen(0));
  }

  /**
   * Opens a proxy on a free port of the loopback interface.
   *
   * @param oneWay how long every byte travels in each direction; zero hands it on at once
   */
  public static WireProxy inFrontOf(String host, int port, Duration oneWay) {
    return new WireProxy(host, port, oneWay);
  }

  /** Where to connect instead of to PostgreSQL. */
  public int port() {
    return listener.actualPort();
  }

  /** This moment: everything counted since the proxy was opened. */
  public WireTotals mark() {
    return log.totals();
  }

  /** The round trips begun since {@code mark}, on all connections. */
  public RoundTrips since(WireTotals mark) {
    return log.since(mark);
  }

  /**
   * Returns when PostgreSQL has answered everything that was sent through here and the client has
   * the answers.
   *
   * @throws IllegalStateException if that takes longer than {@code atMost}
   */
  public void awaitQuiet(Duration atMost) {
    try {
      if (!log.awaitQuiet(atMost)) {
        throw new IllegalStateException("not quiet after " + atMost);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  /**
   * Swallows everything both ways and refuses nothing, until called with false. Then what was
   * swallowed arrives, in order, as TCP would send it again. New connections are accepted
   * meanwhile, but nobody answers on them.
   */
  public void blackhole(boolean on) {
    onLoop(
        () -> {
          held = on;
          connections.forEach(connection -> connection.hold(on));
          return Future.succeededFuture();
        });
  }

  /** Resets all connections, on both sides. */
  public void kill() {
    forget(WireConnection::reset);
  }

  /** Closes the port, or opens it again. Connections that are open stay so. */
  public void refuse(boolean on) {
    onLoop(
        () -> {
          if (on == refusing) {
            return Future.succeededFuture();
          }
          refusing = on;
          if (!on) {
            return listen(listener.actualPort()).onSuccess(open -> listener = open);
          }
          // Vert.x closes the port at once and leaves the accepted connections alone for the time
          // given here.
          listener.shutdown(365, TimeUnit.DAYS);
          return untilRefused();
        });
  }

  @Override
  public void close() {
    forget(WireConnection::close);
    await(vertx.close());
  }

  private void forget(Consumer<WireConnection> end) {
    onLoop(
        () -> {
          var gone = List.copyOf(connections);
          connections.clear();
          gone.forEach(end);
          return Future.succeededFuture();
        });
  }

  private Future<NetServer> listen(int onPort) {
    return vertx
        .createNetServer(new NetServerOptions().setHost(LOOPBACK).setPort(onPort))
        .connectHandler(this::accept)
        .listen();
  }

  private void accept(NetSocket client) {
    if (refusing) {
      WireConnection.reset(client);
      return;
    }
    var connection =
        new WireConnection(vertx, oneWay, held, log.open(), client, connections::remove);
    connections.add(connection);
    upstream
        .connect(serverPort, serverHost)
        .onSuccess(connection::join)
        .onFailure(no -> connection.reset());
  }

  private Future<?> untilRefused() {
    return upstream
        .connect(listener.actualPort(), LOOPBACK)
        .transform(
            probe -> {
              if (probe.failed()) {
                return Future.succeededFuture();
              }
              return probe.result().close().compose(closed -> untilRefused());
            });
  }

  private void onLoop(Supplier<Future<?>> action) {
    await(
        Future.future(
            promise ->
                vertx.runOnContext(
                    now ->
                        Future.succeededFuture()
                            .compose(x -> action.get())
                            .<Void>mapEmpty()
                            .onComplete(promise))));
  }

  private static <T> T await(Future<T> future) {
    try {
      return future.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException late) {
      throw new IllegalStateException("the proxy did not answer", late);
    }
  }
}
