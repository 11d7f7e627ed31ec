package com.honeydue.http;

import com.honeydue.http.schema.Check;
import com.honeydue.http.schema.Errors;
import com.honeydue.http.schema.References;
import com.honeydue.http.schema.SchemaCompiler;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One parameter of an operation: reads its text as the type of its schema and checks it. Lives on
 * one event loop.
 */
final class Parameter {

  private static final int MOST_DIGITS = 19;

  /** Stands for a value about which everything has been said. */
  private static final Object REFUSED = new Object();

  /** How a parameter's text is read. */
  private enum Type {
    INTEGER,
    NUMBER,
    BOOLEAN,
    STRING
  }

  private final String name;
  private final String location;
  private final boolean required;
  private final boolean array;
  private final boolean exploded;
  private final Type type;
  private final Check check;
  private final @Nullable Object fallback;

  /**
   * Compiles the parameter.
   *
   * @throws IllegalArgumentException if it is of a form that is not supported
   */
  Parameter(JsonObject model, References references, SchemaCompiler compiler) {
    this.name = model.getString("name");
    this.location = model.getString("in");
    this.required = model.getBoolean("required", false);
    JsonObject schema = references.resolve(model.getJsonObject("schema"));
    this.array = "array".equals(schema.getString("type"));
    this.exploded = model.getBoolean("explode", location.equals("query"));
    JsonObject scalar = array ? references.resolve(schema.getJsonObject("items")) : schema;
    this.type =
        switch (scalar.getString("type")) {
          case "integer" -> Type.INTEGER;
          case "number" -> Type.NUMBER;
          case "boolean" -> Type.BOOLEAN;
          case "string" -> Type.STRING;
          default ->
              throw new IllegalArgumentException("parameter " + name + " has an unsupported type");
        };
    this.check = compiler.compile(schema);
    this.fallback = value(schema.getValue("default"));
  }

  String name() {
    return name;
  }

  boolean isIn(String place) {
    return location.equals(place);
  }

  /** Takes one occurrence of the parameter, still encoded as in a URL. */
  void readEncoded(String encoded, boolean query, Map<String, Object> values, Errors errors) {
    String text = encoded;
    if (encoded.indexOf('%') >= 0 || (query && encoded.indexOf('+') >= 0)) {
      try {
        // Only in a query is + a space.
        text =
            QueryStringDecoder.decodeComponent(
                query ? encoded : encoded.replace("+", "%2B"), StandardCharsets.UTF_8);
      } catch (IllegalArgumentException malformed) {
        refuse("is not properly percent-encoded", values, errors);
        return;
      }
    }
    read(text, values, errors);
  }

  /** Takes one occurrence of the parameter. */
  void read(String text, Map<String, Object> values, Errors errors) {
    if (values.get(name) == REFUSED) {
      return;
    }
    if (array) {
      List<Object> items = items(values);
      for (String item : exploded ? new String[] {text} : text.split(",", -1)) {
        Object value = parse(item);
        if (value == null) {
          refuse(expectation(), values, errors);
          return;
        }
        items.add(value);
      }
      return;
    }
    Object value = parse(text);
    if (value == null) {
      refuse(expectation(), values, errors);
    } else if (values.put(name, value) != null) {
      errors.add(name, "is given twice");
    }
  }

  /** Checks what was read, once all of it is; puts the default in if there was nothing. */
  void complete(Map<String, Object> values, Errors errors) {
    Object value = values.get(name);
    if (value == REFUSED) {
      return;
    }
    if (value != null) {
      errors.enter(name);
      check.check(value, errors);
      errors.leave();
    } else if (fallback != null) {
      values.put(name, fallback);
    } else if (required) {
      errors.add(name, "is required");
    }
  }

  private void refuse(String message, Map<String, Object> values, Errors errors) {
    errors.add(name, message);
    values.put(name, REFUSED);
  }

  @SuppressWarnings("unchecked")
  private List<Object> items(Map<String, Object> values) {
    return (List<Object>) values.computeIfAbsent(name, first -> new ArrayList<>());
  }

  private @Nullable Object parse(String text) {
    return switch (type) {
      case STRING -> text;
      case BOOLEAN ->
          text.equals("true") ? Boolean.TRUE : text.equals("false") ? Boolean.FALSE : null;
      case INTEGER -> integer(text);
      case NUMBER -> number(text);
    };
  }

  private String expectation() {
    return switch (type) {
      case STRING -> "must be a string";
      case BOOLEAN -> "must be true or false";
      case INTEGER -> "must be an integer";
      case NUMBER -> "must be a number";
    };
  }

  private static @Nullable Long integer(String text) {
    int length = text.length();
    int first = length > 0 && text.charAt(0) == '-' ? 1 : 0;
    if (length == first || length - first > MOST_DIGITS) {
      return null;
    }
    for (int i = first; i < length; i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return null;
      }
    }
    try {
      return Long.valueOf(text);
    } catch (NumberFormatException outOfRange) {
      return null;
    }
  }

  private static @Nullable Double number(String text) {
    if (!text.matches("-?\\d{1,18}(\\.\\d{1,18})?")) {
      return null;
    }
    return Double.valueOf(text);
  }

  /** The default as it would have been read. */
  private static @Nullable Object value(@Nullable Object fallback) {
    return switch (fallback) {
      case Integer number -> (Object) number.longValue();
      case JsonArray items -> Arrays.asList(items.stream().map(Parameter::value).toArray());
      case null, default -> fallback;
    };
  }
}
