package com.honeydue.residences;

import com.honeydue.bus.Failure;
import com.honeydue.residences.report.HomeHistory;
import com.honeydue.storage.ByteRange;
import com.honeydue.storage.DayKeys;
import com.honeydue.storage.Download;
import com.honeydue.storage.Storage;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collector;

/**
 * Fetches the photos that a report shows: their thumbnails, one after the other, so that few bytes
 * are held and the storage serves others meanwhile. Lives on the event loop of its lanes.
 */
final class ReportPictures {

  /** Of the newest completions: a report is to be mailed and printed. */
  private static final int MOST = 200;

  /** Of one thumbnail; they have a tenth of that. */
  private static final int LARGEST = 512 * 1024;

  private final Storage storage;

  ReportPictures(Storage storage) {
    this.storage = storage;
  }

  /** The same history with its pictures, but for those that have gone meanwhile. */
  Future<HomeHistory> into(HomeHistory history) {
    Map<String, Buffer> pictures = new HashMap<>();
    Future<?> fetched = Future.succeededFuture();
    for (String key : history.photos(MOST)) {
      fetched =
          fetched
              .compose(before -> fetch(key))
              .onSuccess(
                  picture -> {
                    if (picture.length() > 0) {
                      pictures.put(key, picture);
                    }
                  });
    }
    return fetched.map(all -> history.showing(pictures));
  }

  private Future<Buffer> fetch(String key) {
    return storage
        .get(DayKeys.thumbnailOf(key), ByteRange.ALL)
        .compose(ReportPictures::read)
        .recover(
            error ->
                error instanceof Failure failure && failure.kind() == Failure.Kind.NOT_FOUND
                    ? Future.succeededFuture(Buffer.buffer())
                    : Future.failedFuture(error));
  }

  private static Future<Buffer> read(Download download) {
    if (download.length() > LARGEST) {
      download.close();
      return Future.succeededFuture(Buffer.buffer());
    }
    var read =
        download
            .content()
            .collect(
                Collector.of(
                    Buffer::buffer, Buffer::appendBuffer, (one, other) -> one.appendBuffer(other)));
    download.content().resume();
    return read.onComplete(done -> download.close());
  }
}
