package com.honeydue.storage;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.streams.ReadStream;
import java.io.EOFException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * What a publisher of some other thread publishes, as a stream of a context: asked for chunk by
 * chunk, so no more than one waits here. Begins paused. Confined to its context, but for {@link
 * #subscribe} and {@link #fail}.
 */
final class PulledStream implements ReadStream<Buffer> {

  private final ContextInternal context;
  private long missing;
  private @Nullable Subscription subscription;
  private @Nullable Buffer waiting;
  private boolean asked;
  private boolean complete;
  private @Nullable Throwable failure;
  private boolean ended;
  private long demand;
  private @Nullable Handler<Buffer> handler;
  private @Nullable Handler<Void> endHandler;
  private @Nullable Handler<Throwable> exceptionHandler;

  /**
   * @param length how many bytes must come
   */
  PulledStream(ContextInternal context, long length) {
    this.context = context;
    this.missing = length;
  }

  /** Begins to listen to {@code publisher}, on any thread. */
  void subscribe(Publisher<ByteBuffer> publisher) {
    publisher.subscribe(new OtherThread());
  }

  /** Whoever publishes has failed, on any thread; it may or may not say so itself. */
  void fail(Throwable error) {
    context.runOnContext(go -> completed(error));
  }

  @Override
  public ReadStream<Buffer> handler(@Nullable Handler<Buffer> newHandler) {
    handler = newHandler;
    return this;
  }

  @Override
  public ReadStream<Buffer> endHandler(@Nullable Handler<Void> newHandler) {
    endHandler = newHandler;
    return this;
  }

  @Override
  public ReadStream<Buffer> exceptionHandler(@Nullable Handler<Throwable> newHandler) {
    exceptionHandler = newHandler;
    return this;
  }

  @Override
  public ReadStream<Buffer> pause() {
    demand = 0;
    return this;
  }

  @Override
  public ReadStream<Buffer> resume() {
    return fetch(Long.MAX_VALUE);
  }

  @Override
  public ReadStream<Buffer> fetch(long amount) {
    demand = demand + amount < 0 ? Long.MAX_VALUE : demand + amount;
    context.runOnContext(go -> flow());
    return this;
  }

  /** Nothing more comes; what the publisher holds is let go. Also before anything was read. */
  void cancel() {
    ended = true;
    waiting = null;
    if (subscription != null) {
      subscription.cancel();
    }
  }

  private void flow() {
    while (demand > 0 && waiting != null && !ended) {
      Buffer chunk = waiting;
      waiting = null;
      asked = false;
      if (demand != Long.MAX_VALUE) {
        demand--;
      }
      missing -= chunk.length();
      if (handler != null) {
        handler.handle(chunk);
      }
    }
    if (demand == 0 || ended || waiting != null) {
      return;
    }
    if (complete) {
      end();
    } else if (!asked && subscription != null) {
      asked = true;
      subscription.request(1);
    }
  }

  private void begin(Subscription given) {
    subscription = given;
    if (ended) {
      given.cancel();
    } else {
      flow();
    }
  }

  /** Nothing more is published; the end comes behind what waits, once that is asked for. */
  private void completed(@Nullable Throwable error) {
    if (!complete) {
      complete = true;
      failure = error;
    }
    flow();
  }

  private void end() {
    ended = true;
    Throwable problem = failure == null && missing != 0 ? new EOFException("cut short") : failure;
    if (problem != null) {
      if (exceptionHandler != null) {
        exceptionHandler.handle(problem);
      }
    } else if (endHandler != null) {
      endHandler.handle(null);
    }
  }

  /** Brings what the publisher says to the context. */
  private final class OtherThread implements Subscriber<ByteBuffer> {

    @Override
    public void onSubscribe(Subscription given) {
      context.runOnContext(go -> begin(given));
    }

    @Override
    public void onNext(ByteBuffer chunk) {
      byte[] bytes = new byte[chunk.remaining()];
      chunk.get(bytes);
      context.runOnContext(
          go -> {
            waiting = Buffer.buffer(bytes);
            flow();
          });
    }

    @Override
    public void onError(Throwable error) {
      context.runOnContext(go -> completed(error));
    }

    @Override
    public void onComplete() {
      context.runOnContext(go -> completed(null));
    }
  }
}
