package com.honeydue.uploads;

import com.honeydue.bus.Arguments;
import com.honeydue.bus.Call;
import com.honeydue.config.UploadSettings;
import com.honeydue.storage.Content;
import com.honeydue.storage.Intake;
import com.honeydue.storage.Storage;
import com.honeydue.telemetry.Telemetry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The way of a file in: to disk, looked at, made into what is kept, into the storage. Only then its
 * row is written, so no row is without its file; a file without a row is found by {@link
 * UploadSweep}. One for the process; may be used from any event loop.
 */
public final class FileIntake implements Intake {

  private final int most;
  private final AtomicInteger admitted = new AtomicInteger();
  private final Storage storage;
  private final Spool spool;
  private final PicturePool pool;
  private final Pictures pictures;
  private final InstantSource clock;

  private FileIntake(
      Storage storage,
      Spool spool,
      PicturePool pool,
      UploadSettings settings,
      InstantSource clock) {
    this.most = settings.atOnce();
    this.storage = storage;
    this.spool = spool;
    this.pool = pool;
    this.pictures = new Pictures(settings);
    this.clock = clock;
  }

  /**
   * Makes the way.
   *
   * @return fails when there is no disk to spool on
   */
  public static Future<FileIntake> open(
      Vertx vertx,
      UploadSettings settings,
      Storage storage,
      InstantSource clock,
      Telemetry telemetry) {
    var spool = new Spool(vertx, settings);
    var pool = new PicturePool(vertx, settings, clock, telemetry);
    return vertx
        .executeBlocking(
            () -> {
              try {
                spool.open();
                return spool;
              } catch (IOException unwritable) {
                throw new IllegalStateException(
                    "storage.uploads.spool_directory cannot be written", unwritable);
              }
            })
        .map(opened -> new FileIntake(storage, opened, pool, settings, clock));
  }

  @Override
  public Future<Taken> take(Call<Arguments> call, ReadStream<Buffer> file) {
    if (admitted.incrementAndGet() > most) {
      admitted.decrementAndGet();
      return Future.failedFuture(PicturePool.busy());
    }
    var kind = UploadKind.of(call.arguments().text("upload"));
    return spool
        .receive(file, kind)
        .compose(
            spooled ->
                prepare(spooled, call)
                    .compose(this::keep)
                    .eventually(
                        () ->
                            spool.remove(
                                List.of(
                                    spooled.path(), spooled.beside("-k"), spooled.beside("-t")))))
        .onComplete((taken, error) -> admitted.decrementAndGet());
  }

  public Future<Void> close() {
    return pool.close();
  }

  private Future<KeptFile> prepare(Spool.Spooled spooled, Call<Arguments> call) {
    String key = KeptFile.newKey(clock.instant());
    return spooled.type().isPicture()
        ? pool.run(call.deadline(), () -> pictures.of(spooled))
            .map(picture -> KeptFile.of(key, picture))
        : Future.succeededFuture(KeptFile.of(key, spooled));
  }

  private Future<Taken> keep(KeptFile file) {
    var thumbnail = file.thumbnail();
    Future<Void> stored = storage.put(file.key(), content(file.kept()));
    if (thumbnail != null) {
      stored = stored.compose(kept -> storage.put(file.thumbnailKey(), content(thumbnail)));
    }
    return stored
        .map(kept -> new Taken(file.facts(), () -> storage.remove(file.keys())))
        // One of two may be there.
        .recover(
            error ->
                storage
                    .remove(file.keys())
                    .transform((removed, unremoved) -> Future.failedFuture(error)));
  }

  private static Content content(Picture.Encoded file) {
    return new Content.OfFile(file.path(), file.length(), file.type().mediaType());
  }
}
