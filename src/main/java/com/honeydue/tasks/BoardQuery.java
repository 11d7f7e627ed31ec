package com.honeydue.tasks;

import com.honeydue.bus.Arguments;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which board is asked for.
 *
 * @param residenceId of one residence alone; null for all of the caller's
 * @param days a task is due soon when it is due within this many days from today
 * @param updatedSince only what changed since; null for everything
 */
record BoardQuery(@Nullable Long residenceId, int days, @Nullable Instant updatedSince) {

  static BoardQuery overAll(Arguments arguments) {
    return from(arguments, arguments.numberOrNull("residence_id"));
  }

  static BoardQuery ofOne(Arguments arguments) {
    return from(arguments, arguments.id());
  }

  private static BoardQuery from(Arguments arguments, @Nullable Long residenceId) {
    return new BoardQuery(
        residenceId, (int) arguments.number("days"), arguments.instantOrNull("updated_since"));
  }
}
