package com.honeydue.bench;

import com.honeydue.testing.TestRedis;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.function.Function;

/** A server that is driven, and what of it is watched meanwhile. */
final class Contender {

  /** Seconds of load after which a server is looked at, while it warms up. */
  static final int SLICE = 5;

  private static final double STILL_FASTER = 0.99;

  private final String name;
  private final ServerProcess process;
  private final int port;
  private final Function<Scene.Person, String> knownBy;
  private final Scene scene;
  private final TestRedis redis;
  private final ServerOptions options;
  private double leastCost = Double.MAX_VALUE;

  /**
   * @param knownBy what this server takes for a person's token
   */
  Contender(
      String name,
      ServerProcess process,
      int port,
      Function<Scene.Person, String> knownBy,
      Scene scene,
      TestRedis redis,
      ServerOptions options) {
    this.name = name;
    this.process = process;
    this.port = port;
    this.knownBy = knownBy;
    this.scene = scene;
    this.redis = redis;
    this.options = options;
  }

  /**
   * One run.
   *
   * @param used while the server was driven
   */
  record Run(Load load, ProcessorTime.Used used, Duration wall) {

    double serverMicros() {
      return micros(used.server());
    }

    double postgresMicros() {
      return micros(used.postgres());
    }

    double redisMicros() {
      return micros(used.redis());
    }

    private double micros(Duration time) {
      return time.toNanos() / 1e3 / load.requests();
    }

    /** How much of {@code processors} the server used, in percent. */
    double use(int processors) {
      return 100.0 * used.server().toNanos() / wall.toNanos() / processors;
    }
  }

  Run drive(Workload workload) {
    return drive(workload, options.seconds());
  }

  private Run drive(Workload workload, int seconds) {
    var requests = scene.requests(workload, knownBy, seconds);
    var before = ProcessorTime.of(process, redis);
    long start = System.nanoTime();
    var load =
        Load.drive(options.script(), port, requests, workload.callers(options.callers()), seconds);
    var wall = Duration.ofNanos(System.nanoTime() - start);
    if (load.failed() > 0) {
      throw new IllegalStateException(name + ": " + load.failed() + " requests failed");
    }
    if (Scene.ranOut(workload, requests, load)) {
      throw new IllegalStateException(name + ": there was nothing left to complete");
    }
    return new Run(load, ProcessorTime.of(process, redis).since(before), wall);
  }

  /** Before it is driven with something else. */
  void cool() {
    leastCost = Double.MAX_VALUE;
  }

  /** Drives for a while; tells whether that cost less processor time a request than before. */
  boolean isFaster(Workload workload) {
    double cost = drive(workload, SLICE).serverMicros();
    boolean faster = cost < leastCost * STILL_FASTER;
    leastCost = Math.min(leastCost, cost);
    return faster;
  }

  /** What this server answers to the first request of a workload. */
  JsonObject answer(Workload workload) {
    return new Api(port).call(scene.requests(workload, knownBy, 1).getFirst());
  }

  ServerProcess process() {
    return process;
  }

  @Override
  public String toString() {
    return name;
  }

  void stop() {
    process.close();
  }
}
