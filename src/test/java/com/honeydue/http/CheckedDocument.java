package com.honeydue.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.MediaType;
import io.vertx.openapi.contract.OpenAPIContract;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A contract in the eyes of vertx-openapi, which checks that it is OpenAPI 3.1. */
final class CheckedDocument {

  /** A parameter's segment with the literals around it. */
  private static final Pattern SEGMENT = Pattern.compile("/[^/{]*(\\{[^/}]*})[^/]*");

  private CheckedDocument() {}

  /** Fails if {@code document} is no OpenAPI 3.1. */
  static Future<OpenAPIContract> of(Vertx vertx, JsonObject document) {
    return OpenAPIContract.from(vertx, checkable(document));
  }

  /**
   * The document as vertx-openapi can read it: without examples, in which it would look for
   * schemas, and without the response types it does not know.
   */
  private static JsonObject checkable(JsonObject document) {
    return checkable(document, "");
  }

  private static JsonObject checkable(JsonObject object, String under) {
    var kept = new JsonObject();
    for (String name : object.fieldNames()) {
      boolean example =
          (name.equals("example") || name.equals("examples")) && !under.equals("properties");
      boolean unknownType = under.equals("content") && !MediaType.isMediaTypeSupported(name);
      if (!example && !unknownType) {
        String known = under.equals("paths") ? SEGMENT.matcher(name).replaceAll("/$1") : name;
        kept.put(known, checkableValue(object.getValue(name), name));
      }
    }
    return kept;
  }

  private static @Nullable Object checkableValue(@Nullable Object value, String under) {
    return switch (value) {
      case JsonObject object -> checkable(object, under);
      case JsonArray array -> {
        var kept = new JsonArray();
        array.forEach(item -> kept.add(checkableValue(item, "")));
        yield kept;
      }
      case null, default -> value;
    };
  }
}
