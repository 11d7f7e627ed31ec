package com.honeydue.bus;

import com.honeydue.telemetry.LogContext;
import io.vertx.core.Handler;
import io.vertx.core.eventbus.DeliveryContext;
import java.time.InstantSource;

/** What happens to every call on its way over the bus. Stateless but for the clock. */
final class CallInterceptors {

  private CallInterceptors() {}

  /** A call nobody waits for any more is not sent. */
  static Handler<DeliveryContext<Object>> outbound(InstantSource clock) {
    return delivery -> {
      if (delivery.body() instanceof Call<?> call && late(call, clock)) {
        // The asker's own timeout answers it.
        return;
      }
      delivery.next();
    };
  }

  /**
   * A call that waited past its deadline is not started; lines logged while one is worked on carry
   * its ids.
   */
  static Handler<DeliveryContext<Object>> inbound(InstantSource clock) {
    return delivery -> {
      if (delivery.body() instanceof Call<?> call) {
        if (late(call, clock)) {
          delivery
              .message()
              .reply(Failure.unavailable("deadline_exceeded", "The call waited too long."));
          return;
        }
        LogContext.put(call.requestId(), call.userId());
      }
      delivery.next();
    };
  }

  private static boolean late(Call<?> call, InstantSource clock) {
    return clock.instant().isAfter(call.deadline());
  }
}
