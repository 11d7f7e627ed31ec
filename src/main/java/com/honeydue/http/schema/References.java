package com.honeydue.http.schema;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.json.pointer.JsonPointer;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Follows the {@code $ref}s of one document, all of which point into the document itself. Used by
 * one thread.
 */
public final class References {

  private final JsonObject document;

  public References(JsonObject document) {
    this.document = document;
  }

  /**
   * What {@code object} is, once its reference, if it is one, is followed. Members beside a {@code
   * $ref} are remarks and are left out.
   *
   * @throws IllegalArgumentException if the reference leads nowhere, or back to itself
   */
  public JsonObject resolve(JsonObject object) {
    JsonObject present = object;
    Set<String> seen = new HashSet<>();
    while (present.getValue("$ref") instanceof String reference) {
      if (!seen.add(reference)) {
        throw new IllegalArgumentException("the reference " + reference + " leads back to itself");
      }
      present = target(reference);
    }
    return present;
  }

  /** A copy of {@code object} in which every reference is replaced by what it points to. */
  JsonObject inline(JsonObject object) {
    return copy(object, new HashSet<>());
  }

  private JsonObject copy(JsonObject object, Set<String> open) {
    if (object.getValue("$ref") instanceof String reference) {
      if (!open.add(reference)) {
        throw new IllegalArgumentException("the reference " + reference + " leads back to itself");
      }
      JsonObject copied = copy(target(reference), open);
      open.remove(reference);
      return copied;
    }
    var copied = new JsonObject();
    object.forEach(member -> copied.put(member.getKey(), copyValue(member.getValue(), open)));
    return copied;
  }

  private @Nullable Object copyValue(@Nullable Object value, Set<String> open) {
    return switch (value) {
      case JsonObject object -> copy(object, open);
      case JsonArray array -> {
        var copied = new JsonArray();
        array.forEach(item -> copied.add(copyValue(item, open)));
        yield copied;
      }
      case null, default -> value;
    };
  }

  private JsonObject target(String reference) {
    if (reference.startsWith("#/")
        && JsonPointer.from(reference.substring(1)).queryJson(document)
            instanceof JsonObject found) {
      return found;
    }
    throw new IllegalArgumentException("the reference " + reference + " leads nowhere");
  }
}
