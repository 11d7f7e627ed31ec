package com.honeydue.bench;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;

/** A server that is driven, and what of it is watched meanwhile. */
final class Contender {

  private static final double STILL_FASTER = 0.99;

  private final String name;
  private final ServerProcess process;
  private final String board;
  private final int port;
  private final List<String> tokens;
  private final CeilingOptions options;
  private double leastCost = Double.MAX_VALUE;

  Contender(
      String name, ServerProcess process, int port, List<String> tokens, CeilingOptions options) {
    this.name = name;
    this.process = process;
    this.port = port;
    this.board = "http://127.0.0.1:" + port + "/api/tasks/";
    this.tokens = tokens;
    this.options = options;
  }

  /**
   * One run.
   *
   * @param cpu processor time of the server while it was driven
   */
  record Run(Load load, Duration cpu, Duration wall) {

    double microsPerRequest() {
      return cpu.toNanos() / 1e3 / load.requests();
    }

    /** How much of {@code processors} the server used, in percent. */
    double use(int processors) {
      return 100.0 * cpu.toNanos() / wall.toNanos() / processors;
    }
  }

  Run drive(int seconds) {
    Duration before = process.cpu();
    long start = System.nanoTime();
    var load = Load.drive(options.script(), board, tokens, options.callers(), seconds);
    var run =
        new Run(load, process.cpu().minus(before), Duration.ofNanos(System.nanoTime() - start));
    if (load.failed() > 0) {
      throw new IllegalStateException(name + ": " + load.failed() + " requests failed");
    }
    return run;
  }

  /** Drives for a while; tells whether that cost less processor time a request than before. */
  boolean isFasterAfter(int seconds) {
    double cost = drive(seconds).microsPerRequest();
    boolean faster = cost < leastCost * STILL_FASTER;
    leastCost = Math.min(leastCost, cost);
    return faster;
  }

  /** The board as this server tells it. */
  JsonObject board() {
    return new Api(port).call(new Request("GET", "/api/tasks/", tokens.getFirst(), null));
  }

  void stop() {
    process.close();
  }
}
