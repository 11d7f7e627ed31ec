package com.honeydue.jobs;

import io.vertx.core.Future;

/** Does the jobs of one type. One instance for each event loop, confined to it. */
@FunctionalInterface
public interface JobHandler {

  /**
   * Does one job.
   *
   * @return completes when it is done; fails with {@link JobFailure} when it says how to go on, and
   *     with anything else to be tried again later
   */
  Future<?> run(Job job);
}
