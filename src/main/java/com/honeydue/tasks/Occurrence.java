package com.honeydue.tasks;

import com.honeydue.bus.Arguments;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * The occurrence of a task that is to be completed.
 *
 * @param date its due date; null for a task without one
 */
record Occurrence(long taskId, @Nullable LocalDate date) {

  static Occurrence from(Arguments arguments) {
    return new Occurrence(arguments.id(), arguments.bodyDate("occurrence"));
  }
}
