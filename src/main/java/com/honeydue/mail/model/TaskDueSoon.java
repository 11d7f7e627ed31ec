package com.honeydue.mail.model;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/**
 * A task is due today or soon.
 *
 * @param task its title
 * @param taskId its id
 * @param residence where
 * @param due a day of the residence
 * @param today the residence's
 */
public record TaskDueSoon(
    String task, long taskId, String residence, LocalDate due, LocalDate today) implements Letter {

  /** Days from today until it is due. */
  public int days() {
    return Math.toIntExact(ChronoUnit.DAYS.between(today, due));
  }
}
