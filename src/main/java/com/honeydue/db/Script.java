package com.honeydue.db;

import com.honeydue.config.DatabaseSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Objects;

/** An SQL script on the class path, run as one transaction. Blocking: never on an event loop. */
public final class Script {

  private final String resource;

  public Script(String resource) {
    this.resource = resource;
  }

  /**
   * Runs it over the migration connection.
   *
   * @param parameters what the script reads with {@code current_setting}, by name
   * @return the one text its last statement selects
   */
  public String run(DatabaseSettings settings, Map<String, String> parameters)
      throws SQLException, IOException {
    var jdbc =
        JdbcUrl.of(settings.migrationUrl().isEmpty() ? settings.url() : settings.migrationUrl());
    try (var connection = DriverManager.getConnection(jdbc.url(), jdbc.properties())) {
      connection.setAutoCommit(false);
      for (var parameter : parameters.entrySet()) {
        set(connection, parameter.getKey(), parameter.getValue());
      }
      String result = lastText(connection);
      connection.commit();
      return result;
    }
  }

  private static void set(Connection connection, String name, String value) throws SQLException {
    try (var statement = connection.prepareStatement("select set_config(?, ?, true)")) {
      statement.setString(1, name);
      statement.setString(2, value);
      statement.executeQuery().close();
    }
  }

  private String lastText(Connection connection) throws SQLException, IOException {
    try (Statement statement = connection.createStatement()) {
      String last = null;
      boolean rows = statement.execute(text());
      while (rows || statement.getUpdateCount() >= 0) {
        if (rows) {
          var selected = statement.getResultSet();
          last = selected.next() ? selected.getString(1) : null;
        }
        rows = statement.getMoreResults();
      }
      return Objects.requireNonNull(last, resource + " selects nothing");
    }
  }

  private String text() throws IOException {
    try (InputStream script =
        Objects.requireNonNull(Script.class.getResourceAsStream(resource), resource)) {
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
