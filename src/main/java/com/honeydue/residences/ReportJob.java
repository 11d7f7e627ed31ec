package com.honeydue.residences;

import com.honeydue.bus.Failure;
import com.honeydue.db.Lanes;
import com.honeydue.jobs.Job;
import com.honeydue.jobs.JobFailure;
import com.honeydue.jobs.JobType;
import com.honeydue.jobs.JobWork;
import com.honeydue.residences.report.HomeHistory;
import com.honeydue.residences.report.ReportPool;
import com.honeydue.storage.Content;
import com.honeydue.storage.DayKeys;
import com.honeydue.storage.Storage;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.UUID;

/**
 * Makes the reports that were asked for: read, set, kept, and only then said to be ready, in the
 * statement that ends the job. Lives on the event loop of its lanes.
 */
public final class ReportJob {

  /** Payload: {@code user_id}, {@code residence_id}, {@code format}. */
  public static final JobType TYPE =
      JobType.of("report.home_history", JobType.Queue.LOW)
          .timeout(Duration.ofMinutes(5))
          .concurrency(8)
          .retention(Duration.ofDays(1));

  private final Lanes lanes;
  private final Reports reports;
  private final ReportPool pool;
  private final Storage storage;
  private final ReportPictures pictures;

  private ReportJob(Lanes lanes, ReportPool pool, Storage storage, InstantSource clock) {
    this.lanes = lanes;
    this.reports = new Reports(lanes, clock);
    this.pool = pool;
    this.storage = storage;
    this.pictures = new ReportPictures(storage);
  }

  /**
   * What does it.
   *
   * @param slowLanes since a home may have a long history
   */
  public static JobWork work(
      Lanes slowLanes, ReportPool pool, Storage storage, InstantSource clock) {
    return new JobWork(TYPE, new ReportJob(slowLanes, pool, storage, clock)::run);
  }

  private Future<?> run(Job job) {
    var payload = job.payload();
    boolean csv = "csv".equals(payload.getString("format"));
    return reports
        .history(payload.getLong("user_id"), payload.getLong("residence_id"))
        .compose(history -> set(history, csv))
        .compose(file -> keep(job, file, csv ? "text/csv" : "application/pdf"))
        .recover(ReportJob::ended);
  }

  private Future<Buffer> set(HomeHistory history, boolean csv) {
    return csv ? pool.csv(history) : pictures.into(history).compose(pool::pdf);
  }

  private Future<Integer> keep(Job job, Buffer file, String mediaType) {
    String key = DayKeys.ofJob(job.enqueuedAt(), job.id());
    return storage
        .put(key, new Content.OfBytes(file, mediaType))
        .compose(
            kept ->
                lanes.one(
                    ReportStatements.FINISH.with(
                        UUID.fromString(job.id()),
                        key,
                        mediaType,
                        sha256(file),
                        (long) file.length(),
                        UUID.randomUUID(),
                        job.traceparent())));
  }

  /** Whoever has left the home meanwhile gets nothing; all else is tried again. */
  private static Future<Integer> ended(Throwable error) {
    if (!(error instanceof Failure failure)) {
      return Future.failedFuture(error);
    }
    return failure.kind() == Failure.Kind.NOT_FOUND
        ? Future.succeededFuture(0)
        : Future.failedFuture(JobFailure.retry(failure.code()));
  }

  private static String sha256(Buffer file) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(file.getBytes()));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
