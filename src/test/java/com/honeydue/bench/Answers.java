package com.honeydue.bench;

import io.vertx.core.json.JsonObject;

/** What two boards must have in common to be compared. */
final class Boards {

  private Boards() {}

  /**
   * @throws IllegalStateException when they differ in more than the moment they were read
   */
  static void requireTheSame(JsonObject one, JsonObject other) {
    var first = one.copy();
    var second = other.copy();
    first.remove("as_of");
    second.remove("as_of");
    if (!first.equals(second)) {
      throw new IllegalStateException(
          "the two servers do not tell the same board:\n"
              + first.encode()
              + "\n"
              + second.encode());
    }
  }
}
