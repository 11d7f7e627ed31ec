package com.honeydue.bench;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Set;

/** What two answers must have in common for their servers to be compared. */
final class Answers {

  private Answers() {}

  /**
   * @param varying members that are another each time, wherever they are
   * @throws IllegalStateException when they differ in anything else
   */
  static void requireTheSame(JsonObject one, JsonObject other, Set<String> varying) {
    var first = without(one, varying);
    var second = without(other, varying);
    if (!first.equals(second)) {
      throw new IllegalStateException(
          "the two servers do not tell the same:\n" + first.encode() + "\n" + second.encode());
    }
  }

  private static JsonObject without(JsonObject value, Set<String> varying) {
    var left = new JsonObject();
    for (String name : value.fieldNames()) {
      if (!varying.contains(name)) {
        left.put(name, without(value.getValue(name), varying));
      }
    }
    return left;
  }

  private static Object without(Object value, Set<String> varying) {
    if (value instanceof JsonObject object) {
      return without(object, varying);
    }
    if (value instanceof JsonArray array) {
      var left = new JsonArray();
      array.forEach(item -> left.add(without(item, varying)));
      return left;
    }
    return value;
  }
}
