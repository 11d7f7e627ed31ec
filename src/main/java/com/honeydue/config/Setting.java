package com.honeydue.config;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One setting.
 *
 * @param path where it stands in the file, such as {@code database.slow_url}
 * @param environment the variable that overrides it, such as {@code DATABASE_SLOW_URL}
 * @param component the record component it becomes
 */
record Setting(String path, String environment, RecordComponent component) {

  /** Every setting of a record and the records nested in it, in order of declaration. */
  static List<Setting> of(Class<? extends Record> type) {
    List<Setting> settings = new ArrayList<>();
    collect("", type, settings);
    return List.copyOf(settings);
  }

  private static void collect(String prefix, Class<?> type, List<Setting> into) {
    for (RecordComponent component : type.getRecordComponents()) {
      String path = path(prefix, component.getName());
      if (isSection(component.getType())) {
        collect(path, component.getType(), into);
      } else {
        into.add(new Setting(path, environment(path, component), component));
      }
    }
  }

  /** Whether a component holds more settings. */
  static boolean isSection(Class<?> type) {
    return type.isRecord() && type != Secret.class;
  }

  /** {@code slowUrl} in {@code database} is {@code database.slow_url}. */
  static String path(String prefix, String component) {
    String name = component.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    return prefix.isEmpty() ? name : prefix + "." + name;
  }

  private static String environment(String path, RecordComponent component) {
    var name = component.getAnnotation(EnvironmentName.class);
    return name != null ? name.value() : path.replace('.', '_').toUpperCase(Locale.ROOT);
  }

  /** Whether it is a number of bytes, written like {@code 1MiB}. */
  boolean isSize() {
    return component.getName().endsWith("Bytes");
  }
}
