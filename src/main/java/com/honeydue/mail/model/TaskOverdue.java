package com.honeydue.mail.model;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/**
 * A task should have been done.
 *
 * @param task its title
 * @param taskId its id
 * @param residence where
 * @param due a day of the residence
 * @param today the residence's
 */
public record TaskOverdue(
    String task, long taskId, String residence, LocalDate due, LocalDate today) implements Letter {

  /** Days since it was due. */
  public int days() {
    return Math.toIntExact(ChronoUnit.DAYS.between(due, today));
  }
}
