package com.honeydue.testing;

import io.vertx.core.impl.VertxThread;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Notes every task that holds an event loop for 100 ms: by waiting (a lock, a sleep, a blocking
 * read) or by computing. Vert.x's own checker goes by the clock alone and so accuses everyone on a
 * machine that is short of processors; here only time that the task itself spent counts. Loading
 * classes does not count either: it happens once.
 */
public final class BlockedEventLoops {

  /**
   * A task that held its event loop too long.
   *
   * @param thread the event loop's name
   * @param stack where it was when the limit was passed
   */
  public record Blocked(String thread, List<StackTraceElement> stack) {}

  private static final long LIMIT = Duration.ofMillis(100).toNanos();
  private static final long INTERVAL = Duration.ofMillis(10).toNanos();
  private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

  private static final Map<VertxThread, Task> TASKS = new WeakHashMap<>();
  private static final List<Blocked> BLOCKED = new ArrayList<>();

  static {
    Thread.ofPlatform().daemon().name("blocked-event-loops").start(BlockedEventLoops::run);
  }

  private BlockedEventLoops() {}

  /** What has been noted since the last call. */
  public static List<Blocked> drain() {
    synchronized (TASKS) {
      List<Blocked> drained = List.copyOf(BLOCKED);
      BLOCKED.clear();
      return drained;
    }
  }

  static void watch(VertxThread thread) {
    synchronized (TASKS) {
      TASKS.put(thread, new Task());
    }
  }

  private static void run() {
    long before = System.nanoTime();
    while (true) {
      LockSupport.parkNanos(INTERVAL);
      long now = System.nanoTime();
      synchronized (TASKS) {
        // A watcher that came late itself has not seen what went on.
        long elapsed = Math.min(now - before, 2 * INTERVAL);
        TASKS.forEach((thread, task) -> task.look(thread, elapsed));
      }
      before = now;
    }
  }

  /** What one event loop is doing at the moment. */
  private static final class Task {
    private long start;
    private long cpu;
    private long spent;

    void look(VertxThread thread, long elapsed) {
      long running = thread.startTime();
      long used = running == 0 ? 0 : CPU.getThreadCpuTime(thread.threadId());
      if (running == 0 || running != start) {
        start = running;
        cpu = used;
        spent = 0;
        return;
      }
      List<StackTraceElement> stack = List.of(thread.getStackTrace());
      boolean waits = thread.getState() != Thread.State.RUNNABLE || isNative(stack);
      boolean counts = spent < LIMIT && !loadsClasses(stack);
      spent += counts ? (waits ? elapsed : used - cpu) : 0;
      cpu = used;
      if (counts && spent >= LIMIT && thread.startTime() == running) {
        BLOCKED.add(new Blocked(thread.getName(), stack));
      }
    }

    /** In the kernel, except on a socket of the event loop itself: those never make it wait. */
    private static boolean isNative(List<StackTraceElement> stack) {
      return !stack.isEmpty()
          && stack.getFirst().isNativeMethod()
          && !stack.getFirst().getClassName().equals("sun.nio.ch.SocketDispatcher")
          && !stack.getFirst().getClassName().startsWith("io.netty.channel.");
    }

    private static boolean loadsClasses(List<StackTraceElement> stack) {
      return stack.stream()
          .anyMatch(
              frame ->
                  frame.getMethodName().equals("<clinit>")
                      || frame.getClassName().startsWith("jdk.internal.loader.")
                      || frame.getClassName().startsWith("java.lang.invoke.MethodHandleNatives"));
    }
  }
}
