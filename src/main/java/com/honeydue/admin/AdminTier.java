package com.honeydue.admin;

import com.honeydue.bus.Versioned;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A tier and its limits. */
record AdminTier(String code, String name, List<Limit> limits) {

  /**
   * How much of something a tier allows.
   *
   * @param maximum null for any number
   * @param upgradeTrigger the prompt that is shown to whoever reaches it
   */
  record Limit(
      String tier, String resource, @Nullable Integer maximum, String upgradeTrigger, long version)
      implements Versioned {}
}
