package com.honeydue.http.schema;

import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The types of JSON Schema, with the words that an error uses for them. */
enum JsonType {
  NULL("null"),
  BOOLEAN("true or false"),
  INTEGER("an integer"),
  NUMBER("a number"),
  STRING("a string"),
  ARRAY("an array"),
  OBJECT("an object");

  private final String words;

  JsonType(String words) {
    this.words = words;
  }

  /** The keyword {@code type}: a name or a list of names. */
  static Set<JsonType> parse(Object type) {
    List<?> names = type instanceof Iterable<?> several ? toList(several) : List.of(type);
    var types = EnumSet.noneOf(JsonType.class);
    for (Object name : names) {
      types.add(valueOf(name.toString().toUpperCase(Locale.ROOT)));
    }
    return types;
  }

  /** Such as "must be an integer or null". */
  static String expectation(Set<JsonType> types) {
    return types.stream()
        .sorted(Comparator.reverseOrder())
        .map(type -> type.words)
        .collect(Collectors.joining(" or ", "must be ", ""));
  }

  private static List<?> toList(Iterable<?> several) {
    var list = new java.util.ArrayList<Object>();
    several.forEach(list::add);
    return list;
  }
}
