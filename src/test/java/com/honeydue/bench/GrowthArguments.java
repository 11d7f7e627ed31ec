package com.honeydue.bench;

import com.honeydue.db.Statement;
import com.honeydue.testing.TestDatabase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Array;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What {@link GrowthBench} gives each statement, of the accounts of one database. */
final class GrowthArguments {

  private static final String FOLDER = "/bench/growth/";
  private static final Pattern FIELDS = Pattern.compile(" \\| ");

  private static final Map<Class<?>, Function<String, Object>> READERS =
      Map.of(
          String.class, text -> text,
          Long.class, Long::valueOf,
          Integer.class, Integer::valueOf,
          Boolean.class, Boolean::valueOf,
          UUID.class, UUID::fromString,
          LocalDate.class, LocalDate::parse,
          OffsetDateTime.class, OffsetDateTime::parse,
          JsonObject.class, JsonObject::new,
          JsonArray.class, JsonArray::new,
          Buffer.class, text -> Buffer.buffer(HexFormat.of().parseHex(text)));

  private final Map<String, String> templates = new HashMap<>();
  private final List<Map<String, String>> subjects;

  /** Of {@code database}, which {@link #populate} has filled. */
  GrowthArguments(TestDatabase database) {
    read("arguments")
        .lines()
        .filter(line -> !line.startsWith("#"))
        .forEach(
            line -> {
              int colon = line.indexOf(':');
              templates.put(line.substring(0, colon), line.substring(colon + 1).strip());
            });
    this.subjects = subjects(database);
  }

  /** Fills {@code database} with this many residences of ten tasks each. */
  static void populate(TestDatabase database, int residences) {
    database.execute(read("population.sql").replace(":homes", Integer.toString(residences)));
    database.execute("vacuum analyze");
  }

  boolean know(Statement<?> statement) {
    return templates.containsKey(statement.name());
  }

  /** The arguments of every subject. */
  List<Tuple> of(Statement<?> statement) {
    String template = Objects.requireNonNull(templates.get(statement.name()), statement.name());
    String[] fields = template.isEmpty() ? new String[0] : FIELDS.split(template, -1);
    if (fields.length != statement.parameters().size()) {
      throw new IllegalStateException(
          "%s takes %d arguments, not %d"
              .formatted(statement, statement.parameters().size(), fields.length));
    }
    return subjects.stream().map(subject -> tuple(statement, fields, subject)).toList();
  }

  private static Tuple tuple(Statement<?> statement, String[] fields, Map<String, String> subject) {
    var arguments = new ArrayList<@Nullable Object>();
    for (int i = 0; i < fields.length; i++) {
      arguments.add(value(statement.parameters().get(i), fields[i], subject));
    }
    return Tuple.from(arguments);
  }

  private static @Nullable Object value(Class<?> type, String field, Map<String, String> subject) {
    if (field.equals("-")) {
      return null;
    }
    String text =
        field.startsWith("$")
            ? Objects.requireNonNull(subject.get(field.substring(1)), field)
            : field;
    if (!type.isArray()) {
      return Objects.requireNonNull(READERS.get(type), type.getName()).apply(text);
    }
    Object array = Array.newInstance(type.componentType(), 1);
    Array.set(array, 0, value(type.componentType(), text, subject));
    return array;
  }

  private static List<Map<String, String>> subjects(TestDatabase database) {
    try (var connection = database.connect();
        var statement = connection.createStatement();
        var rows = statement.executeQuery(read("subjects.sql"))) {
      var found = new ArrayList<Map<String, String>>();
      while (rows.next()) {
        var subject = new HashMap<String, String>();
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
          var type = rows.getMetaData().getColumnTypeName(i);
          var value =
              type.equals("timestamptz")
                  ? rows.getObject(i, OffsetDateTime.class)
                  : rows.getString(i);
          subject.put(rows.getMetaData().getColumnLabel(i), String.valueOf(value));
        }
        found.add(subject);
      }
      return found;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String read(String name) {
    try (var file = GrowthArguments.class.getResourceAsStream(FOLDER + name)) {
      return new String(Objects.requireNonNull(file, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
