package com.honeydue.db;

import com.honeydue.bus.Failure;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Turns the fields of a validated body into the columns they are kept in, as one JSON object that a
 * statement lays over a row with {@code jsonb_populate_record(row, $n)}: a field that is absent
 * leaves its column as it is, {@code null} clears it. Only fields that are named here get through.
 * For one thread.
 */
public final class Columns {

  private final JsonObject body;
  private final JsonObject columns = new JsonObject();

  private Columns(JsonObject body) {
    this.body = body;
  }

  public static Columns of(JsonObject body) {
    return new Columns(body);
  }

  /**
   * Text fields.
   *
   * @throws Failure for a text with U+0000, which PostgreSQL can not store
   */
  public Columns texts(String... fields) {
    for (String field : fields) {
      put(field, field, body::getString, text -> text(field, text));
    }
    return this;
  }

  public Columns flags(String... fields) {
    for (String field : fields) {
      put(field, field, body::getBoolean, flag -> flag);
    }
    return this;
  }

  /** Whole numbers, also where they came as {@code 3.0}. */
  public Columns integers(String... fields) {
    for (String field : fields) {
      integer(field, field);
    }
    return this;
  }

  public Columns integer(String field, String column) {
    return put(field, column, body::getLong, number -> number);
  }

  public Columns decimals(String... fields) {
    for (String field : fields) {
      put(field, field, body::getDouble, number -> number);
    }
    return this;
  }

  /**
   * A date.
   *
   * @throws Failure for one that the calendar does not have or that lies outside {@code first} to
   *     {@code last}
   */
  public Columns date(String field, LocalDate first, LocalDate last) {
    return put(field, field, body::getString, text -> date(field, text, first, last).toString());
  }

  /**
   * A {@code {amount_minor, currency}} object, kept in {@code <field>_minor} and {@code
   * <field>_currency}.
   */
  public Columns money(String field) {
    put(field, field + "_minor", body::getJsonObject, money -> money.getLong("amount_minor"));
    return put(
        field, field + "_currency", body::getJsonObject, money -> money.getString("currency"));
  }

  /** The columns that are to be written. */
  public JsonObject toJson() {
    return columns;
  }

  private <F> Columns put(
      String field, String column, Function<String, @Nullable F> read, Function<F, Object> keep) {
    if (body.containsKey(field)) {
      F value = read.apply(field);
      columns.put(column, value == null ? null : keep.apply(value));
    }
    return this;
  }

  private static String text(String field, String text) {
    if (text.indexOf('\0') >= 0) {
      throw Failure.invalid("/" + field, "must not contain the character U+0000");
    }
    return text;
  }

  private static LocalDate date(String field, String text, LocalDate first, LocalDate last) {
    try {
      var date = LocalDate.parse(text);
      if (!date.isBefore(first) && !date.isAfter(last)) {
        return date;
      }
    } catch (DateTimeException notDate) {
      throw Failure.invalid("/" + field, "is not a date of the calendar");
    }
    throw Failure.invalid("/" + field, "must be from " + first + " to " + last);
  }
}
