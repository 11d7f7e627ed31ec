package com.honeydue.telemetry;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Writes log lines to standard output from a thread of its own. Whoever logs takes no lock and
 * waits for nothing: when the writer cannot keep up, lines are dropped and counted in {@code
 * log_events_dropped_total}. Thread-safe.
 */
public final class AsyncLogAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {

  private static final int DEFAULT_CAPACITY = 8_192;

  /**
   * While lines keep coming the writer looks for them this often, which spares those who log from
   * waking it.
   */
  private static final long NAP = TimeUnit.MILLISECONDS.toNanos(10);

  /** After this many naps without a line it sleeps until it is woken. */
  private static final int NAPS = 100;

  private static final long STOP_WITHIN = TimeUnit.SECONDS.toMillis(2);

  private final ConcurrentLinkedQueue<LogLine> queue = new ConcurrentLinkedQueue<>();
  private final AtomicInteger queued = new AtomicInteger();
  private final JsonLogEncoder encoder = new JsonLogEncoder();
  private final OutputStream out;
  private final Thread writer = new Thread(this::write, "log-writer");
  private int capacity = DEFAULT_CAPACITY;
  private volatile boolean asleep;
  private volatile boolean stopping;

  /** Writes to standard output. Logback builds it. */
  public AsyncLogAppender() {
    this(System.out);
  }

  AsyncLogAppender(OutputStream out) {
    this.out = out;
    writer.setDaemon(true);
  }

  /** Lines that may wait to be written, give or take the number of threads that log. */
  public void setCapacity(int lines) {
    this.capacity = lines;
  }

  @Override
  public void start() {
    super.start();
    writer.start();
  }

  /** Writes what is waiting, for two seconds at most. */
  @Override
  public void stop() {
    super.stop();
    stopping = true;
    LockSupport.unpark(writer);
    try {
      writer.join(STOP_WITHIN);
    } catch (InterruptedException asked) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  protected void append(ILoggingEvent event) {
    if (queued.get() >= capacity) {
      LogDrops.one();
      return;
    }
    queue.add(LogLine.capture(event));
    queued.incrementAndGet();
    if (asleep) {
      LockSupport.unpark(writer);
    }
  }

  private void write() {
    int naps = 0;
    while (true) {
      if (drain()) {
        naps = 0;
      } else if (stopping) {
        return;
      } else if (naps < NAPS) {
        naps++;
        LockSupport.parkNanos(this, NAP);
      } else {
        asleep = true;
        if (queue.isEmpty() && !stopping) {
          LockSupport.park(this);
        }
        asleep = false;
        naps = 0;
      }
    }
  }

  /** Writes all that is waiting; tells whether there was anything. */
  private boolean drain() {
    boolean any = false;
    try {
      for (LogLine line = queue.poll(); line != null; line = queue.poll()) {
        any = true;
        queued.decrementAndGet();
        out.write(encoder.encode(line));
      }
      if (any) {
        out.flush();
      }
    } catch (IOException | RuntimeException unwritable) {
      LogDrops.one();
      addError("a log line could not be written", unwritable);
    }
    return any;
  }
}
