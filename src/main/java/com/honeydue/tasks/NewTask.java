package com.honeydue.tasks;

import com.honeydue.bus.Arguments;
import io.vertx.core.json.JsonObject;

/**
 * A task to be made.
 *
 * @param columns all that can be written; what the body lacks has its default
 */
record NewTask(long residenceId, JsonObject columns) {

  static NewTask from(Arguments arguments) {
    var body = arguments.body();
    return new NewTask(body.getLong("residence_id"), TaskFields.replacement(body));
  }
}
