package com.honeydue.documents;

import com.honeydue.bus.Arguments;
import com.honeydue.bus.Failure;
import org.jspecify.annotations.Nullable;

/**
 * What a list of documents shows.
 *
 * @param residenceId of this home alone; null for all that the caller belongs to
 * @param active only what is of use, or only what is not; null for both
 * @param expiringWithin only what ends within so many days, today among them; null for all
 * @param words what is looked for in their texts; null for all
 */
record DocumentQuery(
    @Nullable Long residenceId,
    @Nullable String type,
    @Nullable String category,
    @Nullable Boolean active,
    @Nullable Integer expiringWithin,
    @Nullable String words,
    @Nullable String cursor,
    int limit) {

  static DocumentQuery documents(Arguments arguments) {
    return of(arguments, arguments.textOrNull("type"));
  }

  static DocumentQuery warranties(Arguments arguments) {
    return of(arguments, "warranty");
  }

  private static DocumentQuery of(Arguments arguments, @Nullable String type) {
    Long days = arguments.numberOrNull("expiring_within");
    return new DocumentQuery(
        arguments.numberOrNull("residence_id"),
        type,
        arguments.textOrNull("category"),
        (Boolean) arguments.parameters().get("active"),
        days == null ? null : days.intValue(),
        words(arguments),
        arguments.textOrNull("cursor"),
        (int) arguments.number("limit"));
  }

  private static @Nullable String words(Arguments arguments) {
    String words = arguments.textOrNull("q");
    if (words == null) {
      return null;
    }
    words = words.strip();
    if (words.isEmpty() || words.indexOf('\0') >= 0) {
      throw Failure.invalid("/query/q", "must have a word to look for");
    }
    return words;
  }
}
