package com.honeydue.chaos;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * A door in front of a TCP server: it delays what passes, or swallows it. Runs on an event loop of
 * its own; any other thread may use it.
 */
final class FaultProxy implements AutoCloseable {

  private final Vertx vertx =
      Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setPreferNativeTransport(true));
  private final NetClient client = vertx.createNetClient();
  private final int serverPort;
  private final int port;

  /* Touched on the event loop only. */
  private final Set<NetSocket> sockets = new HashSet<>();
  private long delay;
  private boolean hole;

  FaultProxy(int serverPort) {
    this.serverPort = serverPort;
    this.port =
        vertx
            .createNetServer(new NetServerOptions().setHost("127.0.0.1").setPort(0))
            .connectHandler(this::accept)
            .listen()
            .await()
            .actualPort();
  }

  int port() {
    return port;
  }

  /** From now on each byte travels so long in each direction, in milliseconds. */
  void slow(long oneWayMillis) {
    onLoop(() -> delay = oneWayMillis);
  }

  /**
   * Swallows everything, and nobody is told; what is swallowed is gone. Called with false, the
   * connections from before are reset, as a network that has forgotten them does, and new ones
   * pass.
   */
  void blackhole(boolean on) {
    onLoop(
        () -> {
          hole = on;
          if (!on) {
            reset();
          }
        });
  }

  /** Resets every connection. */
  void cut() {
    onLoop(this::reset);
  }

  private void reset() {
    Set.copyOf(sockets).forEach(NetSocket::close);
  }

  private void accept(NetSocket from) {
    from.pause();
    keep(from);
    client
        .connect(serverPort, "127.0.0.1")
        .onSuccess(
            to -> {
              keep(to);
              pass(from, to);
              pass(to, from);
              from.closeHandler(gone -> end(from, to));
              to.closeHandler(gone -> end(to, from));
              from.resume();
            })
        .onFailure(refused -> from.close());
  }

  private void keep(NetSocket socket) {
    sockets.add(socket);
    socket.exceptionHandler(broken -> {});
  }

  private void end(NetSocket gone, NetSocket other) {
    sockets.remove(gone);
    if (!hole) {
      other.close();
    }
  }

  private void pass(NetSocket from, NetSocket to) {
    Queue<Buffer> late = new ArrayDeque<>();
    from.handler(
        bytes -> {
          if (hole) {
            return;
          }
          if (delay == 0 && late.isEmpty()) {
            to.write(bytes);
            return;
          }
          // Nothing overtakes what is still on its way, also when the way has become shorter.
          late.add(bytes);
          vertx.setTimer(
              Math.max(1, delay),
              due -> {
                var next = late.remove();
                if (!hole) {
                  to.write(next);
                }
              });
        });
  }

  private void onLoop(Runnable change) {
    var done = new CompletableFuture<Void>();
    vertx.runOnContext(
        now -> {
          change.run();
          done.complete(null);
        });
    done.join();
  }

  @Override
  public void close() {
    vertx.close().await();
  }
}
