package com.honeydue.http.schema;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The type of a value and the rules of that type. As in JSON Schema a rule speaks only of values of
 * its own type, so all of them can stand side by side. Immutable.
 */
final class TypedCheck implements Check {

  private final Set<JsonType> allowed;
  private final TextRule text;
  private final NumberRule number;
  private final ArrayRule array;
  private final ObjectRule object;
  private final @Nullable Choice choice;
  private final boolean nullable;
  private final boolean booleans;
  private final boolean strings;
  private final boolean numbers;
  private final boolean integersOnly;
  private final boolean arrays;
  private final boolean objects;

  /**
   * @param allowed the types the schema allows; all of them when it names none
   */
  TypedCheck(
      Set<JsonType> allowed,
      TextRule text,
      NumberRule number,
      ArrayRule array,
      ObjectRule object,
      @Nullable Choice choice) {
    this.allowed = allowed;
    this.text = text;
    this.number = number;
    this.array = array;
    this.object = object;
    this.choice = choice;
    this.nullable = allowed.contains(JsonType.NULL);
    this.booleans = allowed.contains(JsonType.BOOLEAN);
    this.strings = allowed.contains(JsonType.STRING);
    this.numbers = allowed.contains(JsonType.NUMBER) || allowed.contains(JsonType.INTEGER);
    this.integersOnly = !allowed.contains(JsonType.NUMBER);
    this.arrays = allowed.contains(JsonType.ARRAY);
    this.objects = allowed.contains(JsonType.OBJECT);
  }

  @Override
  public void check(@Nullable Object value, Errors errors) {
    int before = errors.size();
    boolean fits =
        switch (value) {
          case null -> nullable;
          case String string when strings -> text.check(string, errors);
          case Number any when numbers -> number.check(any, integersOnly, errors);
          case Boolean any -> booleans;
          case Map<?, ?> members when objects -> object.check(members, errors);
          case List<?> items when arrays -> array.check(items, errors);
          default -> false;
        };
    if (!fits) {
      errors.add(JsonType.expectation(allowed));
    } else if (choice != null && errors.size() == before) {
      choice.check(value, errors);
    }
  }
}
