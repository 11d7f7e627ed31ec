package com.honeydue.mail.model;

import java.time.LocalDate;
import java.util.List;

/**
 * What is to be done, once a day.
 *
 * @param day the reader's
 * @param homes residences with anything to do; at least one
 */
public record TaskDigest(LocalDate day, List<HomeTasks> homes) implements Letter {

  public TaskDigest {
    homes = List.copyOf(homes);
    if (homes.isEmpty() || homes.stream().anyMatch(home -> home.count() == 0)) {
      throw new IllegalArgumentException("a digest of nothing");
    }
  }

  public int overdue() {
    return homes.stream().mapToInt(home -> home.overdue().size()).sum();
  }

  /** Of all residences, whenever they are due. */
  public int count() {
    return homes.stream().mapToInt(HomeTasks::count).sum();
  }
}
