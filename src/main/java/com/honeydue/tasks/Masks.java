package com.honeydue.tasks;

import io.vertx.core.json.JsonArray;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** The sets of weekdays and months, which the database keeps as bits. Stateless. */
final class Masks {

  private static final List<String> WEEKDAYS =
      List.of("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday");

  private static final int ALL_MONTHS = 4095;

  private Masks() {}

  /** Bit 0 is Monday. */
  static int ofWeekdays(JsonArray names) {
    int mask = 0;
    for (Object name : names) {
      mask |= 1 << WEEKDAYS.indexOf(name);
    }
    return mask;
  }

  /** Bit 0 is January; null for the whole year, which is no limit. */
  static @Nullable Integer ofMonths(JsonArray numbers) {
    int mask = 0;
    for (int i = 0; i < numbers.size(); i++) {
      mask |= 1 << (numbers.getInteger(i) - 1);
    }
    return mask == ALL_MONTHS ? null : mask;
  }

  static @Nullable List<String> weekdays(@Nullable Integer mask) {
    return mask == null ? null : list(mask, WEEKDAYS::get);
  }

  static @Nullable List<Integer> months(@Nullable Integer mask) {
    return mask == null ? null : list(mask, month -> month + 1);
  }

  /** Monday is 1, as ISO 8601 counts. */
  static int weekday(String name) {
    return WEEKDAYS.indexOf(name) + 1;
  }

  static @Nullable NthWeekday nthWeekday(@Nullable Integer nth, @Nullable Integer weekday) {
    return nth == null || weekday == null ? null : new NthWeekday(nth, WEEKDAYS.get(weekday - 1));
  }

  private static <T> List<T> list(int mask, IntFunction<T> ofBit) {
    List<T> members = new ArrayList<>();
    for (int bit = 0; mask >> bit != 0; bit++) {
      if (((mask >> bit) & 1) == 1) {
        members.add(ofBit.apply(bit));
      }
    }
    return List.copyOf(members);
  }
}
