package com.honeydue.db;

import java.util.List;
import java.util.UUID;

/**
 * Is told of the jobs whose rows statements write into the outbox, by the lanes that carry them.
 * Called on the event loop of the lanes, and must neither wait nor throw.
 */
public interface JobRows {

  /** Nobody wants to know. */
  JobRows UNTOLD =
      new JobRows() {
        @Override
        public void sending() {}

        @Override
        public void written(List<JobRow> rows) {}
      };

  /**
   * The row of a job.
   *
   * @param type the name of the job's type
   */
  record JobRow(String type, UUID id) {}

  /** Statements that may write such rows are about to be sent. */
  void sending();

  /**
   * They were carried out. Whether each row was written is up to its statement, which may have
   * refused its caller, or have been answered by what was kept with an idempotency key.
   */
  void written(List<JobRow> rows);
}
