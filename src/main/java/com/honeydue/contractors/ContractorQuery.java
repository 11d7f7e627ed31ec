package com.honeydue.contractors;

import com.honeydue.bus.Arguments;
import com.honeydue.bus.Cursor;
import com.honeydue.bus.Failure;
import org.jspecify.annotations.Nullable;

/**
 * What a list of contractors shows.
 *
 * @param residenceId of this home alone; null for all that the caller sees
 * @param after the id after which the page begins
 * @param limit how many at most
 * @param favorite only favourites, or only others; null for both
 * @param words what is looked for in their texts
 */
record ContractorQuery(
    @Nullable Long residenceId,
    long after,
    int limit,
    @Nullable String specialty,
    @Nullable Boolean favorite,
    @Nullable String words) {

  static ContractorQuery overAll(Arguments arguments) {
    return of(arguments, arguments.numberOrNull("residence_id"));
  }

  /** Of the home that the path names. */
  static ContractorQuery ofOne(Arguments arguments) {
    return of(arguments, arguments.id());
  }

  private static ContractorQuery of(Arguments arguments, @Nullable Long residence) {
    String words = arguments.textOrNull("q");
    if (words != null) {
      words = words.strip();
      if (words.isEmpty() || words.indexOf('\0') >= 0) {
        throw Failure.invalid("/query/q", "must have a word to look for");
      }
    }
    return new ContractorQuery(
        residence,
        Cursor.key(arguments.textOrNull("cursor"), 0),
        (int) arguments.number("limit"),
        arguments.textOrNull("specialty"),
        (Boolean) arguments.parameters().get("favorite"),
        words);
  }
}
