package com.honeydue.admin;

import com.honeydue.storage.Content;
import com.honeydue.storage.DayKeys;
import com.honeydue.storage.Storage;
import com.honeydue.telemetry.FlightRecorder;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes flight recordings, one after the other, and stores them; the sweep of files that belong to
 * nothing takes them away after a day. What waits for the disk does so on one thread of its own.
 * Lives on the event loop it is made on.
 */
final class FlightTaker {

  static final String MEDIA_TYPE = "application/octet-stream";

  private static final Logger log = LoggerFactory.getLogger(FlightTaker.class);

  private final Vertx vertx;
  private final WorkerExecutor disk;
  private final FlightStore store;
  private final Storage storage;
  private final InstantSource clock;
  private final Path directory;
  private boolean busy;

  /** Of the worker thread alone. */
  private @Nullable FlightRecorder recorder;

  /**
   * @param directory where a recording is until it is stored; must be there
   */
  FlightTaker(
      Vertx vertx, FlightStore store, Storage storage, InstantSource clock, Path directory) {
    this.vertx = vertx;
    this.disk = vertx.createSharedWorkerExecutor("flight-recorder", 1);
    this.store = store;
    this.storage = storage;
    this.clock = clock;
    this.directory = directory;
  }

  /** Makes the recording that is asked of {@code process}, if one is; does nothing meanwhile. */
  void look(String process) {
    if (busy) {
      return;
    }
    busy = true;
    store
        .of(process)
        .compose(
            flight ->
                flight.filter(it -> it.state() == Flight.State.ASKED).isPresent()
                    ? take(flight.get())
                    : Future.succeededFuture())
        .onFailure(
            away ->
                log.atDebug()
                    .addKeyValue("error", away.toString())
                    .log("flight recordings not looked for"))
        .onComplete(done -> busy = false);
  }

  /** Throws away what is being recorded. */
  Future<Void> close() {
    // It is behind whatever the one thread does now.
    return disk.executeBlocking(this::abandon).eventually(disk::close).mapEmpty();
  }

  private Future<Flight> take(Flight flight) {
    Path file = directory.resolve("flight-" + UUID.randomUUID() + ".jfr");
    String key = DayKeys.ofJob(clock.instant(), UUID.randomUUID().toString());
    return store
        .put(flight.now(Flight.State.RECORDING))
        .compose(told -> disk.executeBlocking(this::begin))
        .compose(begun -> vertx.timer(flight.seconds(), TimeUnit.SECONDS))
        .compose(over -> disk.executeBlocking(() -> end(file)))
        .compose(
            bytes ->
                storage
                    .put(key, new Content.OfFile(file, bytes, MEDIA_TYPE))
                    .map(stored -> flight.kept(key, bytes)))
        .recover(
            error -> {
              log.atWarn().setCause(error).log("no flight recording was made");
              return Future.succeededFuture(flight.now(Flight.State.FAILED));
            })
        .compose(store::put)
        .eventually(() -> disk.executeBlocking(() -> clear(file)));
  }

  private FlightRecorder begin() throws IOException {
    var begun = FlightRecorder.start();
    recorder = begun;
    return begun;
  }

  private long end(Path file) throws IOException {
    return Objects.requireNonNull(recorder, "it was abandoned").end(file);
  }

  private boolean clear(Path file) throws IOException {
    abandon();
    return Files.deleteIfExists(file);
  }

  private boolean abandon() {
    var begun = recorder;
    recorder = null;
    if (begun != null) {
      begun.close();
    }
    return begun != null;
  }
}
