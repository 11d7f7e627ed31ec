package com.honeydue.uploads;

import com.honeydue.db.Lanes;
import com.honeydue.jobs.Job;
import com.honeydue.jobs.JobType;
import com.honeydue.jobs.JobWork;
import com.honeydue.jobs.Schedule;
import com.honeydue.storage.DayKeys;
import com.honeydue.storage.Storage;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** What is done later with files. */
public final class UploadJobs {

  /**
   * Removes files whose rows are gone, thumbnails with them, and says so in the trail of audits.
   * Payload: {@code keys}; {@code bytes}, {@code cause}, {@code user_id} and {@code residence_id}
   * for the trail.
   */
  public static final JobType REMOVE_FILES = JobType.of("uploads.remove_files", JobType.Queue.LOW);

  /** The same for an account that has gone, with whatever only it could see. */
  public static final JobType ERASE = JobType.of("account.erase", JobType.Queue.LOW);

  /** Removes uploads that belong to nothing, and files without a row. */
  public static final JobType SWEEP =
      JobType.of("uploads.sweep", JobType.Queue.LOW).timeout(Duration.ofMinutes(30));

  public static final Schedule SWEEP_HOURLY = Schedule.every(Duration.ofHours(1), SWEEP);

  public static final List<JobType> TYPES = List.of(REMOVE_FILES, ERASE, SWEEP);

  private UploadJobs() {}

  /** What does them. */
  public static List<JobWork> work(Lanes slowLanes, Storage storage, InstantSource clock) {
    var sweep = new UploadSweep(slowLanes, storage, clock);
    return List.of(
        new JobWork(REMOVE_FILES, job -> remove(job, slowLanes, storage)),
        new JobWork(ERASE, job -> remove(job, slowLanes, storage)),
        new JobWork(SWEEP, job -> sweep.run()));
  }

  /** The proof comes last: killed before it, all of this is done again, which changes nothing. */
  private static Future<?> remove(Job job, Lanes lanes, Storage storage) {
    List<String> files =
        job.payload().getJsonArray("keys", new JsonArray()).stream()
            .map(String::valueOf)
            .flatMap(key -> Stream.of(key, DayKeys.thumbnailOf(key)))
            .toList();
    return storage
        .remove(files)
        .compose(gone -> lanes.one(UploadStatements.REMOVED.with(UUID.fromString(job.id()))));
  }
}
