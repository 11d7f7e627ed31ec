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

  private final Validator validator;

  ComposedCheck(JsonObject schema) {
    this.validator =
        Validator.create(
            JsonSchema.of(schema),
            new JsonSchemaOptions()
                .setBaseUri("app://honeydue")
                .setDraft(Draft.DRAFT202012)
                .setOutputFormat(OutputFormat.Basic),
            (type, format, value) -> {
              var asserted = Format.named(format);
              return asserted == null || !(value instanceof String text) || asserted.matches(text)
                  ? null
                  : asserted.message();
            });
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
