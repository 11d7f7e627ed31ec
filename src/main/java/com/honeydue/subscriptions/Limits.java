package com.honeydue.subscriptions;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an account's tier allows, and what the account has.
 *
 * @param tier the tier's code
 * @param readOnly how many things are beyond a limit, and can only be read or deleted
 */
record Limits(String tier, int readOnly, List<Limit> limits) {

  /**
   * One resource.
   *
   * @param maximum null for any number
   * @param used what counts; of people in a home, those of the fullest one
   * @param over whether that is more than the tier allows
   */
  record Limit(String resource, @Nullable Integer maximum, long used, boolean over) {

    static Limit of(String resource, @Nullable Integer maximum, long used) {
      return new Limit(resource, maximum, used, maximum != null && used > maximum);
    }
  }
}
