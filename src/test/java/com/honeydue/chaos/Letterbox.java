package com.honeydue.chaos;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.parsetools.RecordParser;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Takes mails and counts them by address; just enough of SMTP for that. Runs on an event loop of
 * its own; any thread may read it.
 */
final class Letterbox implements AutoCloseable {

  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final Map<String, Integer> received = new ConcurrentHashMap<>();
  private final int port;

  Letterbox() {
    port =
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

  /** How many mails came for whom. */
  Map<String, Integer> received() {
    return Map.copyOf(received);
  }

  private void accept(NetSocket socket) {
    var parser = RecordParser.newDelimited("\r\n");
    String[] recipient = {""};
    boolean[] data = {false};
    parser.handler(
        bytes -> {
          String line = bytes.toString();
          if (data[0]) {
            if (line.equals(".")) {
              data[0] = false;
              // Counted as it is promised: what is counted and not heard is sent again.
              received.merge(recipient[0], 1, Integer::sum);
              socket.write("250 taken\r\n");
            }
            return;
          }
          String verb = line.split("[ :]", 2)[0].toUpperCase(Locale.ROOT);
          switch (verb) {
            case "EHLO" -> socket.write("250-letterbox\r\n250 8BITMIME\r\n");
            case "DATA" -> {
              data[0] = true;
              socket.write("354 go on\r\n");
            }
            case "RCPT" -> {
              recipient[0] = line.replaceAll(".*<|>.*", "");
              socket.write("250 ok\r\n");
            }
            case "QUIT" -> socket.end(io.vertx.core.buffer.Buffer.buffer("221 bye\r\n"));
            default -> socket.write("250 ok\r\n");
          }
        });
    socket.exceptionHandler(broken -> {});
    socket.handler(parser);
    socket.write("220 letterbox\r\n");
  }

  @Override
  public void close() {
    vertx.close().await();
  }
}
