package com.honeydue.http.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Compiled checks and vertx-json-schema, which reads the same schema in another way, must agree
 * about every value.
 */
class SchemaAgreementTest {

  private static final int VALUES = 3_000;

  private static final List<Object> SCALARS =
      List.of(
          true,
          false,
          0,
          1,
          -1,
          2,
          3,
          5,
          10,
          200,
          201,
          1.0,
          1.5,
          -0.5,
          0.1,
          0.3,
          2147483648L,
          "",
          "a",
          "ab",
          "abc",
          "abcd",
          "red",
          "A1",
          "🛢",
          "🛢🛢🛢",
          "2026-02-28",
          "2026-02-30",
          "2028-02-29",
          "2026-05-31T08:30:00Z",
          "2026-05-31T08:30:00",
          "2026-05-31T25:30:00Z",
          "ann@example.com",
          "ann@",
          "019b0c2e-5f3a-7c1e-9d4b-2f6a8c0e1d3b");

  private static final List<String> NAMES = List.of("a", "b", "c", "d", "other");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'type': 'string'}",
        "{'type': 'integer'}",
        "{'type': 'number'}",
        "{'type': ['integer', 'null']}",
        "{'type': ['string', 'boolean', 'array']}",
        "{'type': 'boolean'}",
        "{'type': 'null'}",
        "{'minimum': 1, 'maximum': 200}",
        "{'type': 'integer', 'exclusiveMinimum': 0, 'exclusiveMaximum': 5}",
        "{'type': 'number', 'minimum': -0.5, 'exclusiveMaximum': 1.5}",
        "{'type': 'number', 'exclusiveMinimum': 0.1, 'maximum': 0.3}",
        "{'type': 'integer', 'multipleOf': 5}",
        "{'multipleOf': 0.5}",
        "{'type': 'string', 'minLength': 1, 'maxLength': 3}",
        "{'minLength': 3}",
        "{'pattern': '^[a-z]+$'}",
        "{'type': 'string', 'format': 'date'}",
        "{'type': ['string', 'null'], 'format': 'date-time'}",
        "{'format': 'email'}",
        "{'format': 'uuid'}",
        "{'enum': ['red', 1, null, true, 1.5]}",
        "{'const': 1}",
        "{'const': 'abc'}",
        "{'type': 'array', 'items': {'type': 'integer'}}",
        "{'type': 'array', 'minItems': 1, 'maxItems': 2}",
        "{'uniqueItems': true}",
        "{'items': {'type': ['string', 'null'], 'maxLength': 2}, 'maxItems': 3}",
        "{'type': 'object', 'required': ['a', 'b']}",
        "{'type': 'object', 'additionalProperties': false, 'properties': {'a': {}, 'b': {'type':"
            + " 'string'}}}",
        "{'properties': {'a': {'type': 'integer'}}, 'additionalProperties': {'type': 'string'}}",
        "{'minProperties': 1, 'maxProperties': 2}",
        "{'type': ['object', 'null'], 'properties': {'a': {'type': 'object', 'required': ['c'],"
            + " 'properties': {'c': {'type': 'array', 'items': {'enum': ['a', 1]}}}}}}",
        "{'oneOf': [{'type': 'object', 'properties': {'a': {'type': 'integer'}}}, {'type':"
            + " 'null'}]}",
      })
  void compiledChecksShouldAgreeWithAnotherValidator(String quoted) {
    var schema = new JsonObject(quoted.replace('\'', '"'));
    Check compiled = new SchemaCompiler(new References(new JsonObject())).compile(schema);
    Check other = new ComposedCheck(schema.copy());
    var random = new Random(20260531);
    int valid = 0;
    for (int i = 0; i < VALUES; i++) {
      Object value = value(random, 3);
      boolean accepted = isValid(compiled, value);
      assertThat(accepted).as("%s for %s", value, schema).isEqualTo(isValid(other, value));
      valid += accepted ? 1 : 0;
    }
    assertThat(valid).as("values that are valid").isPositive();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'oneOf': [{'type': 'string', 'maxLength': 2}, {'type': 'null'}]}",
        "{'anyOf': [{'required': ['a']}, {'required': ['b']}]}",
        "{'if': {'type': 'object'}, 'then': {'required': ['a']}}",
        "{'type': 'object', 'patternProperties': {'^a': {'type': 'integer'}},"
            + " 'additionalProperties': false}",
      })
  void combinedSchemasShouldNameTheField(String quoted) {
    var schema = new JsonObject(quoted.replace('\'', '"'));
    var outer =
        new JsonObject(
            Map.of("type", "object", "properties", new JsonObject().put("field", schema)));
    Check check = new SchemaCompiler(new References(new JsonObject())).compile(outer);
    var errors = new Errors();

    check.check(Map.of("field", Map.of("c", 1)), errors);

    assertThat(errors.take())
        .singleElement()
        .satisfies(
            error -> {
              assertThat(error.pointer()).isEqualTo("/field");
              assertThat(error.message()).isNotBlank();
            });
  }

  private static boolean isValid(Check check, @Nullable Object value) {
    var errors = new Errors();
    check.check(value, errors);
    return errors.isEmpty();
  }

  /** Anything a JSON parser yields. */
  private static @Nullable Object value(Random random, int depth) {
    int kind = random.nextInt(depth == 0 ? 8 : 12);
    if (kind == 0) {
      return null;
    }
    if (kind < 8) {
      return SCALARS.get(random.nextInt(SCALARS.size()));
    }
    if (kind < 10) {
      List<@Nullable Object> items = new ArrayList<>();
      for (int i = random.nextInt(4); i > 0; i--) {
        items.add(value(random, depth - 1));
      }
      return items;
    }
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      members.put(NAMES.get(random.nextInt(NAMES.size())), value(random, depth - 1));
    }
    return members;
  }
}
