package com.honeydue.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BlockedEventLoopsTest {

  private static final long LONG = Duration.ofMillis(400).toNanos();

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() throws Exception {
    vertx.close().await(10, TimeUnit.SECONDS);
  }

  @Test
  void waitingShouldBeNotedOnceWithItsPlace() throws InterruptedException {
    onEventLoop(BlockedEventLoopsTest::sleep);

    assertThat(BlockedEventLoops.drain())
        .singleElement()
        .satisfies(
            blocked -> {
              assertThat(blocked.thread()).startsWith("vert.x-eventloop-thread-");
              assertThat(blocked.stack()).anyMatch(frame -> frame.getMethodName().equals("sleep"));
            });
  }

  @Test
  void computingShouldBeNoted() throws InterruptedException {
    onEventLoop(
        () -> {
          long end = System.nanoTime() + 3 * LONG;
          while (System.nanoTime() < end) {
            Thread.onSpinWait();
          }
        });

    assertThat(BlockedEventLoops.drain()).hasSize(1);
  }

  @Test
  void waitingForALockShouldBeNoted() throws InterruptedException {
    var lock = new Object();
    var held = new CountDownLatch(1);
    var holder =
        Thread.ofPlatform()
            .start(
                () -> {
                  synchronized (lock) {
                    held.countDown();
                    sleep();
                  }
                });
    held.await();
    onEventLoop(
        () -> {
          synchronized (lock) {
            lock.notifyAll();
          }
        });
    holder.join();

    assertThat(BlockedEventLoops.drain()).hasSize(1);
  }

  @Test
  void workersAndShortTasksShouldNotBeNoted() throws InterruptedException {
    var done = new CountDownLatch(2);
    vertx.executeBlocking(
        () -> {
          sleep();
          done.countDown();
          return null;
        });
    for (int i = 0; i < 1_000; i++) {
      vertx.runOnContext(nothing -> LockSupport.parkNanos(Duration.ofMillis(1).toNanos()));
    }
    vertx.runOnContext(nothing -> done.countDown());
    done.await();

    assertThat(BlockedEventLoops.drain()).isEmpty();
  }

  private void onEventLoop(Runnable task) throws InterruptedException {
    var done = new CountDownLatch(1);
    vertx.runOnContext(
        nothing -> {
          task.run();
          done.countDown();
        });
    done.await();
  }

  private static void sleep() {
    long end = System.nanoTime() + LONG;
    while (System.nanoTime() < end) {
      LockSupport.parkNanos(end - System.nanoTime());
    }
  }
}
