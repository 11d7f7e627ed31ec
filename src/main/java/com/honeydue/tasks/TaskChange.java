package com.honeydue.tasks;

import com.honeydue.bus.Arguments;
import io.vertx.core.json.JsonObject;

/**
 * A change of a task.
 *
 * @param columns what changes; a column that is absent stays
 */
record TaskChange(long id, JsonObject columns) {

  /** PATCH: only what the body names. */
  static TaskChange patch(Arguments arguments) {
    return new TaskChange(arguments.id(), TaskFields.columns(arguments.body()));
  }

  /** PUT: what the body does not name takes its default. */
  static TaskChange put(Arguments arguments) {
    return new TaskChange(arguments.id(), TaskFields.replacement(arguments.body()));
  }
}
