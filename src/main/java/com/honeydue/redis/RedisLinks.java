package com.honeydue.redis;

import com.honeydue.config.RedisSettings;
import com.honeydue.telemetry.Telemetry;
import io.netty.channel.EventLoop;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The link of every event loop. Opened before anything listens, but Redis need not be there.
 * Immutable once open.
 */
public final class RedisLinks {

  private record OnLoop(Context context, RedisLink link) {}

  private final Map<EventLoop, OnLoop> byLoop;

  private RedisLinks(Map<EventLoop, OnLoop> byLoop) {
    this.byLoop = Map.copyOf(byLoop);
  }

  /** Opens a link on each event loop; completes when each has connected or has failed to. */
  public static Future<RedisLinks> open(Vertx vertx, RedisSettings settings, Telemetry telemetry) {
    var loops = new HashMap<EventLoop, OnLoop>();
    List<Future<Void>> opening = new ArrayList<>();
    ((VertxInternal) vertx)
        .nettyEventLoopGroup()
        .forEach(
            executor -> {
              var loop = (EventLoop) executor;
              var context = ((VertxInternal) vertx).contextBuilder().withEventLoop(loop).build();
              var link = new RedisLink(vertx, settings, telemetry, loops.size());
              loops.put(loop, new OnLoop(context, link));
              opening.add(on(context, link::open));
            });
    return Future.join(opening).map(all -> new RedisLinks(loops));
  }

  /** The link of the event loop this is called on. */
  public RedisLink link() {
    @Nullable ContextInternal context = ContextInternal.current();
    @Nullable OnLoop found = context == null ? null : byLoop.get(context.nettyEventLoop());
    if (found == null) {
      throw new IllegalStateException("links belong to event loops: ask for one there");
    }
    return found.link();
  }

  public Future<Void> close() {
    return Future.join(
            byLoop.values().stream().map(one -> on(one.context(), one.link()::close)).toList())
        .mapEmpty();
  }

  private static Future<Void> on(Context context, Supplier<Future<Void>> work) {
    Promise<Void> promise = Promise.promise();
    context.runOnContext(running -> work.get().onComplete(promise));
    return promise.future();
  }
}
