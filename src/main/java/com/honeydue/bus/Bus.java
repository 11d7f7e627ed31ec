package com.honeydue.bus;

import com.honeydue.telemetry.BusEvents;
import com.honeydue.telemetry.BusMeters;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.ReplyException;
import java.time.Duration;
import java.time.InstantSource;

/**
 * The asking side of the bus: one call, one reply or one {@link Failure}. May be used from any
 * event loop; the answer arrives on the asker's context.
 */
public final class Bus {

  private final EventBus eventBus;
  private final InstantSource clock;
  private final BusMeters meters;

  public Bus(Vertx vertx, InstantSource clock, BusMeters meters) {
    this.meters = meters;
    this.eventBus = vertx.eventBus();
    this.clock = clock;
  }

  /**
   * Registers the codecs and interceptors of calls; once for each Vertx, before anything is sent.
   */
  public static void install(Vertx vertx, InstantSource clock) {
    vertx
        .eventBus()
        .registerDefaultCodec(Call.class, new LocalCodec<>(Call.class))
        .registerDefaultCodec(Reply.class, new LocalCodec<>(Reply.class))
        .registerDefaultCodec(Failure.class, new LocalCodec<>(Failure.class))
        .addOutboundInterceptor(CallInterceptors.outbound(clock))
        .addInboundInterceptor(CallInterceptors.inbound(clock));
  }

  /**
   * Sends a call to the service that answers its operation.
   *
   * @return the reply; failed with a {@link Failure}, {@code unavailable} when nobody answers
   *     before the deadline
   */
  public Future<Reply> send(Call<Arguments> call) {
    long millis = Math.max(1, Duration.between(clock.instant(), call.deadline()).toMillis());
    long began = meters.began();
    BusEvents.sent(call.operation());
    return eventBus
        .<Object>request(call.operation(), call, new DeliveryOptions().setSendTimeout(millis))
        .transform(
            (message, error) -> {
              meters.ended(call.operation(), began);
              BusEvents.answered(call.operation());
              return error != null
                  ? Future.failedFuture(unanswered(error))
                  : answer(message.body());
            });
  }

  private static Future<Reply> answer(Object body) {
    return switch (body) {
      case Reply reply -> Future.succeededFuture(reply);
      case Failure failure -> Future.failedFuture(failure);
      default -> Future.failedFuture(Failure.internal());
    };
  }

  private static Throwable unanswered(Throwable error) {
    if (error instanceof ReplyException reply) {
      return switch (reply.failureType()) {
        case TIMEOUT -> Failure.unavailable("deadline_exceeded", "The answer took too long.");
        case NO_HANDLERS -> Failure.unavailable("not_served", "Nobody serves this operation now.");
        default -> Failure.internal();
      };
    }
    return error;
  }
}
