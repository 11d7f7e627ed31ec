package com.honeydue.uploads;

import com.honeydue.db.Lanes;
import com.honeydue.storage.DayKeys;
import com.honeydue.storage.Listing;
import com.honeydue.storage.Storage;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;

/**
 * Removes what nobody wants: uploads that belong to nothing for a day, and files for which no row
 * was written, since the process was killed in between. May run at any time, also twice at once.
 * Lives on the event loop of its lanes.
 */
final class UploadSweep {

  private static final Duration KEPT = Duration.ofHours(24);

  /** So many days back files without a row are looked for: for longer nothing goes unswept. */
  private static final int DAYS = 8;

  private static final int ROWS_AT_A_TIME = 200;

  private final Lanes lanes;
  private final Storage storage;
  private final InstantSource clock;

  UploadSweep(Lanes lanes, Storage storage, InstantSource clock) {
    this.lanes = lanes;
    this.storage = storage;
    this.clock = clock;
  }

  Future<Void> run() {
    Instant before = clock.instant().minus(KEPT);
    return expire(before).compose(expired -> day(before, DAYS));
  }

  private Future<Void> expire(Instant before) {
    return lanes
        .one(
            UploadStatements.EXPIRE.with(
                before.atOffset(ZoneOffset.UTC), ROWS_AT_A_TIME, UUID.randomUUID()))
        .compose(count -> count == ROWS_AT_A_TIME ? expire(before) : Future.succeededFuture());
  }

  private Future<Void> day(Instant before, int days) {
    if (days == 0) {
      return Future.succeededFuture();
    }
    Instant day = before.minus(Duration.ofDays(days - 1));
    return page(DayKeys.prefix(day), "", before).compose(done -> day(before, days - 1));
  }

  private Future<Void> page(String prefix, String after, Instant before) {
    return storage
        .list(prefix, after)
        .compose(
            listing ->
                removeUnknown(listing, before)
                    .compose(
                        done ->
                            listing.more()
                                ? page(prefix, listing.items().getLast().key(), before)
                                : Future.succeededFuture()));
  }

  private Future<Void> removeUnknown(Listing listing, Instant before) {
    List<String> old =
        listing.items().stream()
            .filter(item -> item.keptAt().isBefore(before))
            .map(Listing.Item::key)
            .toList();
    if (old.isEmpty()) {
      return Future.succeededFuture();
    }
    String[] files = old.stream().map(DayKeys::fileOf).distinct().toArray(String[]::new);
    return lanes
        .run(UploadStatements.UNKNOWN.with((Object) files))
        .compose(
            unknown -> {
              var gone = new HashSet<>(unknown);
              return storage.remove(
                  old.stream().filter(key -> gone.contains(DayKeys.fileOf(key))).toList());
            });
  }
}
