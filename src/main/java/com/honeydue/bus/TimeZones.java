package com.honeydue.bus;

import java.time.DateTimeException;
import java.time.ZoneId;

/** The time zones an account may have. Stateless. */
public final class TimeZones {

  private TimeZones() {}

  /**
   * {@code name}, if it is {@code UTC} or the IANA name of a region: an offset knows no daylight
   * saving.
   *
   * @throws Failure {@code invalid} for any other, about {@code /time_zone}
   */
  public static String known(String name) {
    boolean known = name.equals("UTC");
    // Java's own SystemV/ names are no IANA names.
    if (name.indexOf('/') > 0 && !name.startsWith("SystemV/")) {
      try {
        known = ZoneId.of(name).getId().equals(name);
      } catch (DateTimeException unknown) {
        known = false;
      }
    }
    if (!known) {
      throw Failure.invalid("/time_zone", "is not the name of a time zone");
    }
    return name;
  }
}
