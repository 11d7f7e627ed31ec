package com.honeydue.testing;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** Where a PostgreSQL of the tests listens. Every role's password is its name. */
record PostgresAddress(String host, int port) {

  /** {@code postgresql://role:password@host:port/database}. */
  String url(String role, String database) {
    return "postgresql://%s:%s@%s:%d/%s".formatted(role, role, host, port, database);
  }

  Connection connect(String role, String database) throws SQLException {
    var properties = new Properties();
    properties.setProperty("user", role);
    properties.setProperty("password", role);
    return DriverManager.getConnection(
        "jdbc:postgresql://" + host + ":" + port + "/" + database, properties);
  }

  /** Runs statements as the superuser, each in a transaction of its own. */
  void execute(String database, String... statements) {
    try (var connection = connect(EmbeddedPostgres.SUPERUSER, database);
        var statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
