package com.honeydue.bus;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a call asks, validated against the contract: path and query parameters under their names
 * (integers as {@link Long}, booleans, strings, {@code List}s of those) and the JSON body. The body
 * must not be changed: it is shared by reference.
 */
public record Arguments(Map<String, Object> parameters, JsonObject body) {

  /** Of a webhook: the header that its sender proves itself with, if there is one. */
  public static final String AUTHORIZATION = "Authorization";

  private static final JsonObject NO_BODY = new JsonObject();

  public static final Arguments NONE = new Arguments(Map.of(), NO_BODY);

  public static Arguments of(Map<String, Object> parameters) {
    return new Arguments(parameters, NO_BODY);
  }

  /** The path parameter {@code id}. */
  public long id() {
    return number("id");
  }

  /** A required integer parameter, or one with a default in the contract. */
  public long number(String name) {
    return (Long) Objects.requireNonNull(parameters.get(name), name);
  }

  public @Nullable Long numberOrNull(String name) {
    return (Long) parameters.get(name);
  }

  public String text(String name) {
    return (String) Objects.requireNonNull(parameters.get(name), name);
  }

  public @Nullable String textOrNull(String name) {
    return (String) parameters.get(name);
  }

  public boolean flag(String name) {
    return Boolean.TRUE.equals(parameters.get(name));
  }

  /** A date parameter. */
  public @Nullable LocalDate dateOrNull(String name) {
    return parse("/query/" + name, textOrNull(name), LocalDate::parse);
  }

  /** An instant parameter. */
  public @Nullable Instant instantOrNull(String name) {
    return parse("/query/" + name, textOrNull(name), Instant::parse);
  }

  /** A field of the body that the contract requires. */
  public String bodyText(String field) {
    return Objects.requireNonNull(body.getString(field), field);
  }

  public @Nullable LocalDate bodyDate(String field) {
    return parse("/" + field, body.getString(field), LocalDate::parse);
  }

  public @Nullable Instant bodyInstant(String field) {
    return parse("/" + field, body.getString(field), Instant::parse);
  }

  /**
   * What the schema's format lets through and the calendar does not, such as 30 February, is still
   * the caller's.
   */
  private static <T> @Nullable T parse(
      String pointer, @Nullable String text, Function<String, T> parser) {
    if (text == null) {
      return null;
    }
    try {
      return parser.apply(text);
    } catch (DateTimeParseException notADate) {
      throw Failure.invalid(pointer, "is not a valid date or time");
    }
  }
}
