package com.honeydue.push;

import com.honeydue.config.PushSettings;
import com.honeydue.push.PushResult.NotConfigured;
import com.honeydue.telemetry.Telemetry;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends pushes. One for the process; may be used from any event loop, and answers on the caller's
 * context.
 */
public final class Push {

  private static final Logger log = LoggerFactory.getLogger(Push.class);
  private static final String APNS_THREAD = "apns";
  private static final long CLOSE_WITHIN_MILLIS = 2_000;

  private final Map<Provider, Guard> guards;
  private final @Nullable EventLoopGroup apnsLoop;

  private Push(Map<Provider, Guard> guards, @Nullable EventLoopGroup apnsLoop) {
    this.guards = guards;
    this.apnsLoop = apnsLoop;
  }

  /**
   * Makes ready what the settings have something for; connects to nothing yet. Takes a while, so
   * for the start alone.
   *
   * @throws IllegalStateException with one line that names the setting that cannot be used
   */
  public static Push open(
      Vertx vertx, PushSettings settings, InstantSource clock, Telemetry telemetry) {
    var guards = new EnumMap<Provider, Guard>(Provider.class);
    @Nullable EventLoopGroup loop = settings.apns().isOn() ? apnsLoop() : null;
    if (loop != null) {
      var apns = settings.apns();
      var urls = Map.of(Provider.APNS, apns.url(), Provider.APNS_SANDBOX, apns.sandboxUrl());
      urls.forEach(
          (provider, url) -> {
            var gateway = new ApnsGateway(vertx, loop, settings, url);
            guards.put(provider, new Guard(provider, gateway, settings, clock, telemetry));
          });
    }
    if (settings.fcm().isOn()) {
      var gateway = new FcmGateway(vertx, settings, clock);
      guards.put(Provider.FCM, new Guard(Provider.FCM, gateway, settings, clock, telemetry));
    }
    log.atInfo()
        .addKeyValue("apns", settings.apns().isOn())
        .addKeyValue("fcm", settings.fcm().isOn())
        .log("pushes");
    return new Push(guards, loop);
  }

  /**
   * Sends one push. A push whose answer was lost may have been delivered all the same, and is
   * delivered twice when it is sent again, unless it collapses.
   *
   * @return what became of it; never fails
   */
  public Future<PushResult> send(Device device, PushMessage message) {
    var guard = guards.get(device.provider());
    return guard == null
        ? Future.succeededFuture(new NotConfigured())
        : guard.send(device, message);
  }

  /** Lets what is under way end, for a while. */
  public Future<Void> close() {
    return Future.join(guards.values().stream().map(Guard::close).toList())
        .transform(closed -> stopped());
  }

  private Future<Void> stopped() {
    if (apnsLoop == null) {
      return Future.succeededFuture();
    }
    Promise<Void> stopped = Promise.promise();
    apnsLoop
        .shutdownGracefully(0, CLOSE_WITHIN_MILLIS, TimeUnit.MILLISECONDS)
        .addListener(done -> stopped.complete());
    return stopped.future();
  }

  /** Its own, since pushy cannot share those of Vert.x: it knows groups by this class alone. */
  @SuppressWarnings("deprecation")
  private static EventLoopGroup apnsLoop() {
    return new NioEventLoopGroup(1, new DefaultThreadFactory(APNS_THREAD, true));
  }
}
