package com.honeydue.db;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.sqlclient.Row;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was kept under an idempotency key.
 *
 * @param fingerprint of what was asked then
 * @param answers a JSON array with an array of rows for each statement, in their order; a row is an
 *     object whose members are the columns, in order, and may share names
 */
record KeptAnswer(String fingerprint, String answers) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** The rows of each statement. */
  List<List<Row>> rows() {
    try (var parser = JSON.createParser(answers)) {
      var all = new ArrayList<List<Row>>();
      parser.nextToken();
      while (parser.nextToken() == JsonToken.START_ARRAY) {
        var rows = new ArrayList<Row>();
        while (parser.nextToken() == JsonToken.START_OBJECT) {
          rows.add(row(parser));
        }
        all.add(rows);
      }
      return all;
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static Row row(JsonParser parser) throws IOException {
    var columns = new ArrayList<@Nullable Object>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      parser.nextToken();
      columns.add(
          parser.currentToken() == JsonToken.VALUE_NULL
              ? null
              : JSON.readValue(parser, Object.class));
    }
    return new KeptRow(columns);
  }
}
