package com.honeydue.http.schema;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A schema that combines others ({@code oneOf}, {@code if} and the like), left to the validator of
 * vertx-json-schema. That one wraps parts of the schema in place while it validates, so it belongs
 * to one thread, and so does this.
 */
final class ComposedCheck implements Check {

  private static final String OWN = "honeydue:";

  private final Validator validator;

  ComposedCheck(JsonObject schema) {
    this.validator =
        Validator.create(
            JsonSchema.of(withOwnFormats(schema)),
            new JsonSchemaOptions()
                .setBaseUri("app://honeydue")
                .setDraft(Draft.DRAFT202012)
                .setOutputFormat(OutputFormat.Basic),
            ComposedCheck::validateFormat);
  }

  private static @Nullable String validateFormat(
      String type, @Nullable String format, @Nullable Object value) {
    if (format == null || !(value instanceof String text)) {
      return null;
    }
    var asserted = Format.named(format.substring(OWN.length()));
    return asserted == null || asserted.matches(text) ? null : asserted.message();
  }

  /**
   * The schema with formats of names that only we know: the validator's own check of an e-mail
   * address throws for the empty string.
   */
  private static JsonObject withOwnFormats(JsonObject schema) {
    var renamed = new JsonObject();
    for (var member : schema) {
      Object value = member.getValue();
      renamed.put(
          member.getKey(),
          member.getKey().equals("format") && value instanceof String format
              ? OWN + format
              : withOwnFormats(value));
    }
    return renamed;
  }

  private static @Nullable Object withOwnFormats(@Nullable Object value) {
    return switch (value) {
      case JsonObject object -> withOwnFormats(object);
      case JsonArray array -> {
        var renamed = new JsonArray();
        array.forEach(item -> renamed.add(withOwnFormats(item)));
        yield renamed;
      }
      case null, default -> value;
    };
  }

  @Override
  public void check(@Nullable Object value, Errors errors) {
    OutputUnit result = validator.validate(wrap(value));
    if (Boolean.TRUE.equals(result.getValid())) {
      return;
    }
    List<OutputUnit> units = result.getErrors();
    if (units == null || units.isEmpty()) {
      errors.add("is not valid");
      return;
    }
    // The first units say that a part failed; the last one says what failed in it.
    errors.add(units.getLast().getError());
  }

  private static @Nullable Object wrap(@Nullable Object value) {
    return switch (value) {
      case Map<?, ?> members -> {
        @SuppressWarnings("unchecked")
        var named = (Map<String, Object>) members;
        yield new JsonObject(named);
      }
      case List<?> items -> new JsonArray(items);
      case null, default -> value;
    };
  }
}
