package com.honeydue.subscriptions;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something of which tiers offer more or less.
 *
 * @param resource what limits call it
 */
record Feature(String resource, String title, String description, List<Offer> tiers) {

  /**
   * How much of it a tier offers.
   *
   * @param tier the tier's code
   * @param name the tier's name
   * @param maximum null for any number
   */
  record Offer(String tier, String name, @Nullable Integer maximum) {}
}
