package com.honeydue.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads the value of one setting as the type of its record component. */
final class Conversion {

  private Conversion() {}

  /**
   * The typed value.
   *
   * @throws InvalidSetting when the value does not have the component's type
   */
  static Object convert(Setting setting, JsonNode value) {
    Class<?> type = setting.component().getType();
    if (type == List.class) {
      return list(setting, value);
    }
    if (value.isContainerNode() || value.isNull()) {
      throw invalid(setting, "must be " + expected(setting, type) + ", is " + kind(value));
    }
    if (type == String.class) {
      return value.asText();
    }
    if (type == Secret.class) {
      return new Secret(value.asText());
    }
    String text = value.asText().strip();
    return parse(setting, type, text)
        .orElseThrow(
            () ->
                invalid(
                    setting,
                    "must be "
                        + expected(setting, type)
                        + ", is "
                        + (text.isEmpty() ? "empty" : text)));
  }

  private static Optional<?> parse(Setting setting, Class<?> type, String text) {
    if (type == Duration.class) {
      return Durations.parse(text);
    }
    if (type == boolean.class) {
      return switch (text.toLowerCase(Locale.ROOT)) {
        case "true" -> Optional.of(true);
        case "false" -> Optional.of(false);
        default -> Optional.empty();
      };
    }
    if (type.isEnum()) {
      return Arrays.stream(type.getEnumConstants())
          .filter(constant -> constant.toString().equalsIgnoreCase(text))
          .findFirst();
    }
    try {
      if (type == double.class) {
        return Optional.of(Double.valueOf(text));
      }
      Optional<Long> number =
          setting.isSize() ? Sizes.parse(text) : Optional.of(Long.valueOf(text));
      return type == int.class ? number.map(Math::toIntExact) : number;
    } catch (ArithmeticException | NumberFormatException notANumber) {
      return Optional.empty();
    }
  }

  /** A YAML list, or text with commas. */
  private static List<String> list(Setting setting, JsonNode value) {
    List<String> items = new ArrayList<>();
    if (value.isArray()) {
      for (JsonNode item : value) {
        if (item.isContainerNode() || item.isNull()) {
          throw invalid(setting, "must be a list of words, holds " + kind(item));
        }
        items.add(item.asText());
      }
    } else if (value.isObject() || value.isNull()) {
      throw invalid(setting, "must be a list of words, is " + kind(value));
    } else {
      Arrays.stream(value.asText().split(",", -1))
          .map(String::strip)
          .filter(item -> !item.isEmpty())
          .forEach(items::add);
    }
    return List.copyOf(items);
  }

  private static String expected(Setting setting, Class<?> type) {
    if (setting.isSize()) {
      return "a number of bytes like 64KiB or 1MiB, at most 2147483647";
    }
    if (type == Duration.class) {
      return "a duration like 250ms, 20s, 10m or 24h";
    }
    if (type.isEnum()) {
      return Arrays.stream(type.getEnumConstants())
          .map(constant -> constant.toString().toLowerCase(Locale.ROOT))
          .collect(Collectors.joining(" or "));
    }
    if (type == boolean.class) {
      return "true or false";
    }
    if (type == double.class) {
      return "a number";
    }
    return type == int.class || type == long.class ? "a whole number" : "text";
  }

  private static String kind(JsonNode value) {
    if (value.isNull()) {
      return "missing a value";
    }
    return value.isArray() ? "a list" : "a section";
  }

  private static InvalidSetting invalid(Setting setting, String reason) {
    return new InvalidSetting(setting.component().getName(), reason);
  }
}
