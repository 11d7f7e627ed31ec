package com.honeydue.bench;

import java.util.HashMap;
import java.util.Map;

/** Arguments of the form {@code name=value}, as the scripts give them: all of them, always. */
final class Options {

  private Options() {}

  static Map<String, String> parse(String[] arguments) {
    Map<String, String> values = new HashMap<>();
    for (String argument : arguments) {
      int sign = argument.indexOf('=');
      if (sign < 0) {
        throw new IllegalArgumentException(argument + " is not name=value");
      }
      values.put(argument.substring(0, sign), argument.substring(sign + 1));
    }
    return values;
  }

  static String text(Map<String, String> values, String name) {
    var value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException(name + " is missing");
    }
    return value;
  }

  static int number(Map<String, String> values, String name) {
    return Integer.parseInt(text(values, name));
  }
}
