package com.honeydue.db;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A row that was kept as JSON, read by column position with the types that PostgreSQL's {@code
 * row_to_json} wrote as text. Immutable.
 */
final class KeptRow implements Row {

  /** How bytea is written in JSON. */
  private static final String HEX = "\\x";

  private final List<@Nullable Object> columns;

  KeptRow(List<@Nullable Object> columns) {
    this.columns = columns;
  }

  @Override
  public @Nullable Object getValue(int position) {
    return columns.get(position);
  }

  @Override
  public int size() {
    return columns.size();
  }

  @Override
  public @Nullable LocalDate getLocalDate(int position) {
    return text(position, LocalDate::parse);
  }

  @Override
  public @Nullable LocalTime getLocalTime(int position) {
    return text(position, LocalTime::parse);
  }

  @Override
  public @Nullable OffsetDateTime getOffsetDateTime(int position) {
    return text(position, OffsetDateTime::parse);
  }

  @Override
  public @Nullable UUID getUUID(int position) {
    return text(position, UUID::fromString);
  }

  @Override
  public @Nullable Buffer getBuffer(int position) {
    return text(
        position, hex -> Buffer.buffer(HexFormat.of().parseHex(hex.substring(HEX.length()))));
  }

  @Override
  @SuppressWarnings("unchecked")
  public @Nullable JsonObject getJsonObject(int position) {
    var members = (Map<String, Object>) columns.get(position);
    return members == null ? null : new JsonObject(members);
  }

  @Override
  public @Nullable JsonArray getJsonArray(int position) {
    var items = (List<?>) columns.get(position);
    return items == null ? null : new JsonArray(items);
  }

  @Override
  public Long @Nullable [] getArrayOfLongs(int position) {
    var items = (List<?>) columns.get(position);
    return items == null
        ? null
        : items.stream().map(item -> ((Number) item).longValue()).toArray(Long[]::new);
  }

  @Override
  public String @Nullable [] getArrayOfStrings(int position) {
    var items = (List<?>) columns.get(position);
    return items == null ? null : items.toArray(String[]::new);
  }

  @Override
  public String getColumnName(int position) {
    throw new UnsupportedOperationException("rows are read by position");
  }

  @Override
  public int getColumnIndex(String name) {
    throw new UnsupportedOperationException("rows are read by position");
  }

  @Override
  public Tuple addValue(Object value) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void clear() {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<Class<?>> types() {
    throw new UnsupportedOperationException();
  }

  private <T> @Nullable T text(int position, Function<String, T> parse) {
    var value = (String) columns.get(position);
    return value == null ? null : parse.apply(value);
  }
}
