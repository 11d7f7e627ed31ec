package com.honeydue.storage;

import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.testing.OnLoop;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.ContextInternal;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** How a stream asks whoever publishes for more. */
class PulledStreamTest {

  private final Vertx vertx = Vertx.vertx();
  private final OnLoop loop = OnLoop.of(vertx);
  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicBoolean cancelled = new AtomicBoolean();
  private final List<Subscriber<? super ByteBuffer>> subscribers = new ArrayList<>();

  @AfterEach
  void close() {
    OnLoop.await(vertx.close());
  }

  private PulledStream stream(int length) {
    var stream =
        loop.call(
            () ->
                Future.succeededFuture(
                    new PulledStream((ContextInternal) Vertx.currentContext(), length)));
    stream.subscribe(
        subscriber -> {
          subscribers.add(subscriber);
          subscriber.onSubscribe(
              new Subscription() {
                @Override
                public void request(long n) {
                  asked.addAndGet((int) n);
                }

                @Override
                public void cancel() {
                  cancelled.set(true);
                }
              });
        });
    return stream;
  }

  /** Waits until all is done that was begun. */
  private void settle() {
    for (int i = 0; i < 3; i++) {
      loop.call(Future::succeededFuture);
    }
  }

  private void publish(String chunk) {
    subscribers
        .getFirst()
        .onNext(ByteBuffer.wrap(chunk.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    settle();
  }

  @Test
  void nothingShouldBeAskedForWhileItIsPaused() {
    var stream = stream(6);
    settle();
    assertThat(asked).hasValue(0);
    List<Buffer> read = new ArrayList<>();
    stream.handler(read::add);

    stream.fetch(1);
    settle();
    assertThat(asked).hasValue(1);
    publish("abc");
    assertThat(read).hasSize(1);
    assertThat(asked).as("one was wanted, and has come").hasValue(1);
    stream.fetch(1);
    settle();
    stream.pause();
    publish("def");

    assertThat(read).as("it came while the stream was paused").hasSize(1);
    stream.resume();
    settle();
    assertThat(read).hasSize(2);
  }

  @Test
  void theEndShouldComeBehindWhatWaits() {
    var stream = stream(3);
    List<String> said = new ArrayList<>();
    stream.handler(chunk -> said.add(chunk.toString())).endHandler(end -> said.add("end"));
    stream.fetch(1);
    settle();
    stream.pause();
    publish("abc");
    subscribers.getFirst().onComplete();
    settle();
    assertThat(said).isEmpty();

    stream.resume();
    settle();

    assertThat(said).containsExactly("abc", "end");
  }

  @Test
  void lessThanWasSaidShouldBeAFailure() {
    var stream = stream(4);
    Promise<Void> whole = Promise.promise();
    stream.handler(chunk -> {}).endHandler(whole::complete).exceptionHandler(whole::fail).resume();
    settle();
    publish("abc");

    subscribers.getFirst().onComplete();
    settle();

    assertThat(whole.future().cause()).isInstanceOf(EOFException.class);
  }

  @Test
  void aFailureShouldBeSaidOnce() {
    var stream = stream(4);
    List<Throwable> said = new ArrayList<>();
    stream.exceptionHandler(said::add).resume();
    settle();

    stream.fail(new IOException("gone"));
    subscribers.getFirst().onError(new IOException("gone"));
    settle();

    assertThat(said).hasSize(1);
  }

  @Test
  void whoeverDoesNotWantItShouldGetNoMore() {
    var stream = stream(4);
    List<Buffer> read = new ArrayList<>();
    stream.handler(read::add).resume();
    settle();

    stream.cancel();
    publish("abcd");

    assertThat(cancelled).isTrue();
    assertThat(read).isEmpty();
  }
}
