package com.honeydue.jobs;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes many things as few: while one write is on its way, what comes is gathered for the next. A
 * write that fails is tried again until it works. Confined to its event loop.
 */
final class Batch<T> {

  private static final Logger log = LoggerFactory.getLogger(Batch.class);
  private static final int MOST = 1_000;
  private static final long FIRST_PAUSE_MILLIS = 50;
  private static final long LONGEST_PAUSE_MILLIS = 5_000;

  private record Item<T>(T value, Promise<Void> written) {}

  private final Vertx vertx;
  private final String what;
  private final Function<List<T>, Future<?>> write;
  private List<Item<T>> gathered = new ArrayList<>();
  private boolean writing;
  private long pause = FIRST_PAUSE_MILLIS;

  /**
   * @param what is written, for the log
   * @param write takes up to a thousand at a time, and may get one again that it has written
   */
  Batch(Vertx vertx, String what, Function<List<T>, Future<?>> write) {
    this.vertx = vertx;
    this.what = what;
    this.write = write;
  }

  /** Completes when {@code value} has been written. */
  Future<Void> add(T value) {
    var item = new Item<T>(value, Promise.promise());
    gathered.add(item);
    if (!writing) {
      writing = true;
      // what else ends in this turn of the event loop goes along
      vertx.runOnContext(turn -> next());
    }
    return item.written().future();
  }

  private void next() {
    if (gathered.isEmpty()) {
      writing = false;
      return;
    }
    var items = gathered.subList(0, Math.min(MOST, gathered.size()));
    gathered = new ArrayList<>(gathered.subList(items.size(), gathered.size()));
    flush(List.copyOf(items));
  }

  private void flush(List<Item<T>> items) {
    write
        .apply(items.stream().map(Item::value).toList())
        .onComplete(
            (done, error) -> {
              if (error == null) {
                pause = FIRST_PAUSE_MILLIS;
                items.forEach(item -> item.written().complete());
                next();
              } else {
                log.atWarn()
                    .addKeyValue("what", what)
                    .addKeyValue("count", items.size())
                    .addKeyValue("error", error.toString())
                    .log("not written yet");
                vertx.setTimer(pause, timer -> flush(items));
                pause = Math.min(pause * 2, LONGEST_PAUSE_MILLIS);
              }
            });
  }
}
