package com.honeydue.storage;

import java.time.Instant;
import java.util.List;

/**
 * A page of what is kept.
 *
 * @param more whether another page follows
 */
public record Listing(List<Item> items, boolean more) {

  /**
   * One file.
   *
   * @param keptAt when it came
   */
  public record Item(String key, Instant keptAt) {}
}
