package com.honeydue.http.schema;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Compiles the schemas of one document. A keyword it does not know refuses to start, so that no
 * rule of the contract is silently left unchecked. Used by one thread.
 */
public final class SchemaCompiler {

  /** Keywords that say nothing about whether a value is valid. */
  private static final Set<String> REMARKS =
      Set.of(
          "title",
          "description",
          "default",
          "example",
          "examples",
          "deprecated",
          "readOnly",
          "writeOnly",
          "$comment",
          "contentEncoding",
          "contentMediaType",
          "externalDocs",
          "discriminator");

  private static final Set<String> RULES =
      Set.of(
          "type",
          "enum",
          "const",
          "format",
          "minLength",
          "maxLength",
          "pattern",
          "minimum",
          "maximum",
          "exclusiveMinimum",
          "exclusiveMaximum",
          "multipleOf",
          "items",
          "minItems",
          "maxItems",
          "uniqueItems",
          "properties",
          "required",
          "additionalProperties",
          "minProperties",
          "maxProperties");

  private static final Set<String> COMBINATIONS =
      Set.of(
          "oneOf",
          "anyOf",
          "allOf",
          "not",
          "if",
          "then",
          "else",
          "prefixItems",
          "contains",
          "minContains",
          "maxContains",
          "patternProperties",
          "propertyNames",
          "dependentRequired",
          "dependentSchemas",
          "unevaluatedProperties",
          "unevaluatedItems");

  private static final JsonObject NULL = new JsonObject().put("type", "null");

  private final References references;
  private final Set<JsonObject> compiling = Collections.newSetFromMap(new IdentityHashMap<>());

  public SchemaCompiler(References references) {
    this.references = references;
  }

  /**
   * Compiles one schema.
   *
   * @throws IllegalArgumentException for an unknown keyword, a reference that leads nowhere or one
   *     that leads back to itself
   */
  public Check compile(JsonObject schema) {
    JsonObject resolved = references.resolve(schema);
    boolean combines = false;
    for (String keyword : resolved.fieldNames()) {
      combines |= COMBINATIONS.contains(keyword);
      if (!RULES.contains(keyword)
          && !COMBINATIONS.contains(keyword)
          && !REMARKS.contains(keyword)
          && !keyword.startsWith("x-")) {
        throw new IllegalArgumentException("the schema keyword " + keyword + " is not supported");
      }
    }
    if (combines) {
      JsonObject nullable = nullable(resolved);
      if (nullable != null) {
        return new NullableCheck(compile(nullable));
      }
      return new ComposedCheck(references.inline(resolved));
    }
    if (!compiling.add(resolved)) {
      throw new IllegalArgumentException("a schema that contains itself is not supported");
    }
    try {
      return typed(resolved);
    } finally {
      compiling.remove(resolved);
    }
  }

  /** The X of {@code oneOf: [X, {type: 'null'}]}, if the schema is that and X is no null itself. */
  private @Nullable JsonObject nullable(JsonObject schema) {
    JsonArray alternatives = schema.getJsonArray("oneOf", new JsonArray());
    boolean alone =
        schema.fieldNames().stream()
            .noneMatch(
                keyword ->
                    RULES.contains(keyword)
                        || (COMBINATIONS.contains(keyword) && !keyword.equals("oneOf")));
    if (!alone || alternatives.size() != 2 || !NULL.equals(alternatives.getValue(1))) {
      return null;
    }
    JsonObject other = references.resolve(alternatives.getJsonObject(0));
    return other.getValue("type") instanceof String type && !type.equals("null") ? other : null;
  }

  private Check typed(JsonObject schema) {
    Object type = schema.getValue("type");
    return new TypedCheck(
        type == null ? EnumSet.allOf(JsonType.class) : JsonType.parse(type),
        text(schema),
        number(schema),
        array(schema),
        object(schema),
        choice(schema));
  }

  private static TextRule text(JsonObject schema) {
    String pattern = schema.getString("pattern");
    return new TextRule(
        schema.getInteger("minLength", 0),
        schema.getInteger("maxLength", Integer.MAX_VALUE),
        pattern == null ? null : Pattern.compile(pattern),
        Format.named(schema.getString("format")));
  }

  private static NumberRule number(JsonObject schema) {
    boolean int32 = "int32".equals(schema.getString("format"));
    return NumberRule.of(
        int32 && !schema.containsKey("minimum")
            ? BigDecimal.valueOf(Integer.MIN_VALUE)
            : decimal(schema, "minimum"),
        int32 && !schema.containsKey("maximum")
            ? BigDecimal.valueOf(Integer.MAX_VALUE)
            : decimal(schema, "maximum"),
        decimal(schema, "exclusiveMinimum"),
        decimal(schema, "exclusiveMaximum"),
        decimal(schema, "multipleOf"));
  }

  private ArrayRule array(JsonObject schema) {
    JsonObject items = schema.getJsonObject("items");
    return new ArrayRule(
        items == null ? null : compile(items),
        schema.getInteger("minItems", 0),
        schema.getInteger("maxItems", Integer.MAX_VALUE),
        schema.getBoolean("uniqueItems", false));
  }

  private ObjectRule object(JsonObject schema) {
    Map<String, Check> properties = new HashMap<>();
    for (var property : schema.getJsonObject("properties", new JsonObject())) {
      properties.put(property.getKey(), compile((JsonObject) property.getValue()));
    }
    List<String> required = new ArrayList<>();
    for (Object name : schema.getJsonArray("required", new JsonArray())) {
      required.add((String) name);
    }
    Object others = schema.getValue("additionalProperties");
    return new ObjectRule(
        properties,
        required,
        !Boolean.FALSE.equals(others),
        others instanceof JsonObject check ? compile(check) : null,
        schema.getInteger("minProperties", 0),
        schema.getInteger("maxProperties", Integer.MAX_VALUE));
  }

  private static @Nullable Choice choice(JsonObject schema) {
    if (schema.containsKey("const")) {
      return Choice.of(Collections.singletonList(schema.getValue("const")));
    }
    JsonArray values = schema.getJsonArray("enum");
    return values == null ? null : Choice.of(values.stream().toList());
  }

  private static @Nullable BigDecimal decimal(JsonObject schema, String keyword) {
    return schema.getValue(keyword) instanceof Number number ? NumberRule.decimal(number) : null;
  }
}
