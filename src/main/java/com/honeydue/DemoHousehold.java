package com.honeydue;

import com.honeydue.auth.AccountSeed;
import com.honeydue.config.DatabaseSettings;
import com.honeydue.db.JdbcUrl;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Objects;

/**
 * The household that {@code seed} makes: two people, three homes, fifty tasks over all columns of
 * the board, dated around today. What exists already is left as it is; every run issues a new
 * token. Blocking.
 */
final class DemoHousehold {

  static final String EMAIL = "demo@honeydue.example";
  static final String PASSWORD = "demo household 1";

  private static final String SCRIPT = "/db/seed/demo.sql";

  private DemoHousehold() {}

  /**
   * Returns {@code token}, {@code email}, {@code password} and {@code residence_ids} as one line of
   * JSON.
   */
  static String seed(DatabaseSettings settings) throws SQLException, IOException {
    var jdbc =
        JdbcUrl.of(settings.migrationUrl().isEmpty() ? settings.url() : settings.migrationUrl());
    try (var connection = DriverManager.getConnection(jdbc.url(), jdbc.properties())) {
      connection.setAutoCommit(false);
      run(connection);
      long user = owner(connection);
      String token = AccountSeed.issueToken(connection, user);
      var residences = residences(connection, user);
      connection.commit();
      return new JsonObject()
          .put("token", token)
          .put("email", EMAIL)
          .put("password", PASSWORD)
          .put("residence_ids", residences)
          .encode();
    }
  }

  private static void run(Connection connection) throws SQLException, IOException {
    try (var settings =
        connection.prepareStatement(
            "select set_config('demo.email', ?, true), set_config('demo.password', ?, true)")) {
      settings.setString(1, EMAIL);
      settings.setString(2, AccountSeed.passwordHash(PASSWORD));
      settings.executeQuery().close();
    }
    try (var script =
            Objects.requireNonNull(DemoHousehold.class.getResourceAsStream(SCRIPT), SCRIPT);
        var statement = connection.createStatement()) {
      statement.execute(new String(script.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  private static long owner(Connection connection) throws SQLException {
    try (var query =
        connection.prepareStatement("select id from auth_user where lower(email) = ?")) {
      query.setString(1, EMAIL);
      try (var rows = query.executeQuery()) {
        rows.next();
        return rows.getLong(1);
      }
    }
  }

  private static JsonArray residences(Connection connection, long owner) throws SQLException {
    try (var query =
        connection.prepareStatement(
            "select id from residence_residence where owner_id = ? order by id")) {
      query.setLong(1, owner);
      var ids = new JsonArray();
      try (var rows = query.executeQuery()) {
        while (rows.next()) {
          ids.add(rows.getLong(1));
        }
      }
      return ids;
    }
  }
}
