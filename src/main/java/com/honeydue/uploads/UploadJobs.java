package com.honeydue.uploads;

import com.honeydue.db.Lanes;
import com.honeydue.jobs.JobType;
import com.honeydue.jobs.JobWork;
import com.honeydue.jobs.Schedule;
import com.honeydue.storage.Storage;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

/** What is done later with files. */
public final class UploadJobs {

  /** Removes files whose rows are gone, thumbnails with them. Payload: {@code keys}. */
  public static final JobType REMOVE_FILES = JobType.of("uploads.remove_files", JobType.Queue.LOW);

  /** Removes uploads that belong to nothing, and files without a row. */
  public static final JobType SWEEP =
      JobType.of("uploads.sweep", JobType.Queue.LOW).timeout(Duration.ofMinutes(30));

  public static final Schedule SWEEP_HOURLY = Schedule.every(Duration.ofHours(1), SWEEP);

  public static final List<JobType> TYPES = List.of(REMOVE_FILES, SWEEP);

  private UploadJobs() {}

  /** What does them. */
  public static List<JobWork> work(Lanes slowLanes, Storage storage, InstantSource clock) {
    var sweep = new UploadSweep(slowLanes, storage, clock);
    return List.of(
        new JobWork(
            REMOVE_FILES,
            job ->
                storage.remove(
                    job.payload().getJsonArray("keys").stream()
                        .map(String::valueOf)
                        .flatMap(key -> Stream.of(key, KeptFile.thumbnailOf(key)))
                        .toList())),
        new JobWork(SWEEP, job -> sweep.run()));
  }
}
