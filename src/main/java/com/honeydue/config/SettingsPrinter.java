package com.honeydue.config;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes settings as the YAML they could be read from, with every secret masked. */
final class SettingsPrinter {

  /** What YAML reads as the same text without quotes, and never as a number, a boolean or null. */
  private static final Pattern PLAIN =
      Pattern.compile("[A-Za-z][A-Za-z0-9_./@*-]*(:[A-Za-z0-9_./@*:-]+)*");

  private static final Pattern WORD_WITH_A_MEANING =
      Pattern.compile("(?i)true|false|null|yes|no|on|off|y|n");

  private final Map<String, Origin> origins;

  SettingsPrinter(Map<String, Origin> origins) {
    this.origins = origins;
  }

  String print(Settings settings) {
    var yaml = new StringBuilder();
    section("", settings, yaml);
    return yaml.toString();
  }

  private void section(String prefix, Record values, StringBuilder yaml) {
    int depth = prefix.isEmpty() ? 0 : prefix.split("\\.", -1).length;
    for (RecordComponent component : values.getClass().getRecordComponents()) {
      String path = Setting.path(prefix, component.getName());
      Object value = read(component, values);
      yaml.append("  ".repeat(depth)).append(path.substring(path.lastIndexOf('.') + 1)).append(':');
      if (value instanceof Record section && Setting.isSection(component.getType())) {
        yaml.append('\n');
        section(path, section, yaml);
      } else {
        boolean size = component.getName().endsWith("Bytes");
        yaml.append(' ').append(size ? Sizes.text(((Number) value).longValue()) : text(value));
        yaml.append(note(path)).append('\n');
      }
    }
  }

  private String note(String path) {
    return switch (origins.getOrDefault(path, Origin.DEFAULT)) {
      case DEFAULT -> "";
      case FILE -> "  # from the file";
      case ENVIRONMENT -> "  # from the environment";
    };
  }

  private static String text(Object value) {
    return switch (value) {
      case Duration duration -> Durations.text(duration);
      case Secret secret -> quoted(secret.toString());
      case String string -> quoted(Masked.url(string));
      case Enum<?> constant -> constant.name().toLowerCase(Locale.ROOT);
      case List<?> list ->
          list.stream()
              .map(item -> quoted(Masked.url(item.toString())))
              .collect(Collectors.joining(", ", "[", "]"));
      default -> value.toString();
    };
  }

  private static String quoted(String text) {
    if (PLAIN.matcher(text).matches() && !WORD_WITH_A_MEANING.matcher(text).matches()) {
      return text;
    }
    return '"' + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
  }

  private static Object read(RecordComponent component, Record values) {
    try {
      return component.getAccessor().invoke(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(component + " cannot be read", e);
    }
  }
}
