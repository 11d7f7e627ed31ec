package com.honeydue.tasks;

import com.honeydue.bus.Arguments;
import com.honeydue.bus.Failure;
import com.honeydue.bus.FieldError;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * Tasks to be made in one residence.
 *
 * @param tasks the columns of each; what they lack has its default
 * @param bulk whether the body has a list of them
 */
record NewTasks(long residenceId, JsonArray tasks, boolean bulk) {

  /** The one task that the body is. */
  static NewTasks one(Arguments arguments) {
    var body = arguments.body();
    return new NewTasks(
        body.getLong("residence_id"), new JsonArray().add(columns(body, "")), false);
  }

  /** The list of tasks in the body. */
  static NewTasks many(Arguments arguments) {
    var body = arguments.body();
    var tasks = new JsonArray();
    List<FieldError> errors = new ArrayList<>();
    var given = body.getJsonArray("tasks");
    for (int i = 0; i < given.size(); i++) {
      try {
        tasks.add(columns(given.getJsonObject(i), pointer(i)));
      } catch (Failure wrong) {
        errors.addAll(wrong.errors());
      }
    }
    if (!errors.isEmpty()) {
      throw Failure.invalid(errors);
    }
    return new NewTasks(body.getLong("residence_id"), tasks, true);
  }

  private static JsonObject columns(JsonObject body, String at) {
    if (!body.containsKey("title") && body.getLong("template_id") == null) {
      throw Failure.invalid(at + "/title", "is required without a template");
    }
    try {
      var columns = TaskFields.columns(body);
      if (body.containsKey("template_id")) {
        columns.put("template_id", body.getLong("template_id"));
      }
      return columns;
    } catch (Failure wrong) {
      throw under(at, wrong);
    }
  }

  /** What is wrong with one of them, or with all, said of the body. */
  Failure failure(TaskCreation.Made made) {
    var failure = made.write().failure();
    var index = made.index();
    return bulk && index != null ? under(pointer(index), failure) : failure;
  }

  private static String pointer(int index) {
    return "/tasks/" + index;
  }

  private static Failure under(String at, Failure failure) {
    return failure.errors(
        failure.errors().stream()
            .map(error -> new FieldError(at + error.pointer(), error.message()))
            .toList());
  }
}
