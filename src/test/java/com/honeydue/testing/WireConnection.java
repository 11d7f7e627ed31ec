package com.honeydue.testing;

import io.netty.channel.ChannelOption;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetSocket;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A client's connection and the one to PostgreSQL behind it. Lives on the proxy's event loop. */
final class WireConnection {

  private final NetSocket client;
  private final WireLog.Channel log;
  private final DelayLine up;
  private final DelayLine down;
  private @Nullable NetSocket server;
  private boolean closed;

  /**
   * Takes a client in, and reads nothing from it until it is joined to a server.
   *
   * @param gone told when the client's connection is closed
   */
  WireConnection(
      Vertx vertx,
      Duration oneWay,
      boolean held,
      WireLog.Channel log,
      NetSocket client,
      Consumer<WireConnection> gone) {
    this.client = client.pause();
    this.log = log;
    this.up = new DelayLine(vertx, oneWay, held);
    this.down = new DelayLine(vertx, oneWay, held);
    client.exceptionHandler(reset -> {});
    client.closeHandler(
        end -> {
          closed = true;
          log.closed();
          gone.accept(this);
          NetSocket peer = server;
          if (peer != null) {
            up.add(peer::close);
          }
        });
  }

  void join(NetSocket peer) {
    server = peer;
    peer.exceptionHandler(reset -> {});
    if (closed) {
      reset(peer);
      return;
    }
    client.handler(
        bytes -> {
          log.up(bytes);
          up.add(() -> pass(bytes, client, peer));
        });
    peer.handler(
        bytes ->
            down.add(
                () -> {
                  log.down(bytes);
                  pass(bytes, peer, client);
                }));
    peer.closeHandler(end -> down.add(client::close));
    client.resume();
  }

  private static void pass(Buffer bytes, NetSocket from, NetSocket to) {
    to.write(bytes);
    if (to.writeQueueFull()) {
      from.pause();
      to.drainHandler(drained -> from.resume());
    }
  }

  void hold(boolean held) {
    up.hold(held);
    down.hold(held);
  }

  /** Both sides see the end of the stream. */
  void close() {
    client.close();
    if (server != null) {
      server.close();
    }
  }

  /** Both sides see a reset. */
  void reset() {
    reset(client);
    if (server != null) {
      reset(server);
    }
  }

  static void reset(NetSocket socket) {
    var channel = ((NetSocketInternal) socket).channelHandlerContext().channel();
    if (channel.isOpen()) {
      channel.config().setOption(ChannelOption.SO_LINGER, 0);
    }
    socket.close();
  }
}
