package com.honeydue.testing;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A TCP proxy that can keep a server's answers back while questions go through: a statement is then
 * known to have been carried out although its sender has not heard of it. Methods may be called
 * from any thread but an event loop.
 */
public final class AnswerGate implements AutoCloseable {

  private static final String LOOPBACK = "127.0.0.1";

  private final Vertx vertx = Vertx.vertx();
  private final NetClient upstream = vertx.createNetClient();
  private final List<Runnable> kept = new ArrayList<>();
  private final NetServer listener;
  private boolean shut;

  private AnswerGate(int serverPort) {
    this.listener =
        await(
            vertx
                .createNetServer(new NetServerOptions().setHost(LOOPBACK).setPort(0))
                .connectHandler(client -> accept(client, serverPort))
                .listen());
  }

  public static AnswerGate inFrontOf(int serverPort) {
    return new AnswerGate(serverPort);
  }

  public int port() {
    return listener.actualPort();
  }

  /** From now on answers are kept. */
  public synchronized void shut() {
    shut = true;
  }

  /**
   * Whether an answer has been kept since the gate was shut: the server has done what it was asked.
   */
  public synchronized boolean holdsAnswers() {
    return !kept.isEmpty();
  }

  /** Hands over what was kept, and everything from now on. */
  public synchronized void open() {
    shut = false;
    kept.forEach(Runnable::run);
    kept.clear();
  }

  @Override
  public void close() {
    await(vertx.close());
  }

  private void accept(NetSocket client, int serverPort) {
    client.pause();
    upstream
        .connect(serverPort, LOOPBACK)
        .onFailure(gone -> client.close())
        .onSuccess(
            server -> {
              server.handler(answer -> pass(() -> client.write(answer)));
              client.handler(server::write);
              server.closeHandler(closed -> client.close());
              client.closeHandler(closed -> server.close());
              client.resume();
            });
  }

  private synchronized void pass(Runnable answer) {
    if (shut) {
      kept.add(answer);
    } else {
      answer.run();
    }
  }

  private static <T> T await(Future<T> future) {
    try {
      return future.await(10, TimeUnit.SECONDS);
    } catch (TimeoutException late) {
      throw new IllegalStateException("the gate did not answer", late);
    }
  }
}
