package com.honeydue.bus;

import com.honeydue.telemetry.Spans;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Mounts one service on the bus: each operation at the address that is its id. Lives on one event
 * loop; the service is made there, so it can take what belongs to that loop.
 */
public final class ServiceVerticle extends VerticleBase {

  private static final Logger log = LoggerFactory.getLogger(ServiceVerticle.class);

  private final Supplier<? extends Service> factory;
  private volatile Set<String> answered = Set.of();

  public ServiceVerticle(Supplier<? extends Service> factory) {
    this.factory = factory;
  }

  @Override
  public Future<?> start() {
    var operations = factory.get().operations();
    List<Future<?>> registrations = new ArrayList<>();
    operations
        .byId()
        .forEach(
            (id, method) ->
                registrations.add(
                    vertx
                        .eventBus()
                        .<Call<Arguments>>localConsumer(id, message -> answer(message, method))
                        .completion()));
    answered = operations.routedIds();
    return Future.join(registrations);
  }

  /** The operations of the contract that this answers, once it has started. */
  public Set<String> answered() {
    return answered;
  }

  private static void answer(
      Message<Call<Arguments>> message, Function<Call<Arguments>, Future<?>> method) {
    Future<?> result;
    IdempotencyKey.enter(message.body().idempotencyKey());
    try {
      result = method.apply(message.body());
    } catch (RuntimeException thrown) {
      result = Future.failedFuture(thrown);
    }
    result.onComplete(
        (value, error) -> {
          if (error == null) {
            message.reply(Reply.of(value));
          } else {
            message.reply(failure(message.body(), error));
          }
        });
  }

  /**
   * What is no {@link Failure} is a fault of ours: it is logged here, with its cause, and told to
   * nobody.
   */
  private static Failure failure(Call<?> call, Throwable error) {
    if (error instanceof Failure failure) {
      if (failure.kind() == Failure.Kind.UNAVAILABLE || failure.kind() == Failure.Kind.INTERNAL) {
        Spans.fail(failure.code());
      }
      return failure;
    }
    Spans.fail(error);
    log.atError()
        .setCause(error)
        .addKeyValue("operation", call.operation())
        .log("operation failed");
    return Failure.internal();
  }
}
