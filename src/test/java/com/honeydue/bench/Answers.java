package com.honeydue.bench;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Set;

/** What two answers must have in common for their servers to be compared. */
final class Answers {

  private static final int SHOWN = 200;

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
          "the two servers do not tell the same:\n" + around(first, second));
    }
  }

  /** Where they begin to differ, and some of what comes then, of each. */
  private static String around(JsonObject first, JsonObject second) {
    String one = first.encode();
    String other = second.encode();
    int begin = 0;
    while (begin < Math.min(one.length(), other.length())
        && one.charAt(begin) == other.charAt(begin)) {
      begin++;
    }
    return shown(one, begin) + "\n" + shown(other, begin);
  }

  private static String shown(String text, int at) {
    return text.substring(Math.max(0, at - SHOWN), Math.min(text.length(), at + SHOWN));
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
