package com.honeydue.http.throttle;

import com.honeydue.bus.Arguments;
import com.honeydue.config.ThrottleRule;
import com.honeydue.redis.RedisLinks;
import com.honeydue.telemetry.Names;
import com.honeydue.telemetry.Telemetry;
import com.honeydue.telemetry.TelemetryStart;
import com.honeydue.testing.OnLoop;
import com.honeydue.testing.TestSettings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One process as far as throttles go, with limits of a test's own. */
final class ThrottleNode implements AutoCloseable {

  final Telemetry telemetry = TelemetryStart.silent();
  private final Vertx vertx = telemetry.vertx(new VertxOptions().setEventLoopPoolSize(1)).build();
  private final RedisLinks links;
  private final OnLoop loop;
  private final Counts counts;
  private final ThrottleKeys keys = new ThrottleKeys(new byte[] {1});
  private final ThrottleMeters meters = new ThrottleMeters(telemetry);

  ThrottleNode(String redisUrl, InstantSource clock) {
    // Long enough for a machine that is busy with other tests: who asks must not doubt a Redis that
    // is there.
    var settings = TestSettings.of(Map.of("REDIS_URL", redisUrl, "REDIS_TIMEOUT", "3s")).redis();
    links = OnLoop.await(RedisLinks.open(vertx, settings, telemetry));
    loop = OnLoop.of(vertx);
    counts = new Counts(links::link, new LocalTries(clock));
  }

  static Limit perAccount(String name, ThrottleRule rule, Throttle.Success success) {
    return new Limit(new Throttle(name, Throttle.Per.ACCOUNT, "/username", success), rule);
  }

  static Limit perNetwork(String name, ThrottleRule rule, Throttle.Success success) {
    return new Limit(new Throttle(name, Throttle.Per.NETWORK, null, success), rule);
  }

  /** Begins a try of {@code username} from {@code network}. */
  Future<Decision> begin(List<Limit> limits, String username, String network) {
    return loop.start(() -> throttle(limits).take(0, network, username(username)));
  }

  Decision take(List<Limit> limits, String username) {
    return OnLoop.await(begin(limits, username, "c00002"));
  }

  /** Settles a try; whatever is asked of Redis after is answered after. */
  void settle(List<Limit> limits, Decision decision, @Nullable Throwable error) {
    loop.call(
        () -> {
          throttle(limits).settle(decision, error);
          return Future.succeededFuture();
        });
  }

  /** What Redis answers. */
  String redis(Command command, Object... arguments) {
    var request = Request.cmd(command);
    for (Object argument : arguments) {
      request.arg(argument.toString());
    }
    return String.valueOf(loop.call(() -> links.link().send(request)));
  }

  boolean reachesRedis() {
    return telemetry.meters().get(Names.Metric.REDIS_UP).gauge().value() == 1;
  }

  private OperationThrottle throttle(List<Limit> limits) {
    return new OperationThrottle("login", limits, keys, counts, meters);
  }

  private static Arguments username(String name) {
    return new Arguments(Map.of(), new JsonObject().put("username", name));
  }

  @Override
  public void close() {
    OnLoop.await(links.close());
    OnLoop.await(vertx.close());
  }
}
