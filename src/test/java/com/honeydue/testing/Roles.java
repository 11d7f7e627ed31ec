package com.honeydue.testing;

import java.sql.SQLException;
import java.util.List;

/** The roles of production: the API's and the slow lanes' own nothing and are no superusers. */
final class Roles {

  static final String OWNER = "honeydue_owner";
  static final String API = "honeydue_api";
  static final String SLOW = "honeydue_slow";

  private Roles() {}

  /**
   * Makes the roles and a database with their rights, as far as they are not there: what an
   * operator does once before the first migration.
   */
  static void prepare(EmbeddedPostgres server, String database) {
    for (String role : List.of(OWNER, API, SLOW)) {
      server.execute(
          "postgres",
          """
          DO $$ BEGIN
            CREATE ROLE %s LOGIN PASSWORD '%s';
          EXCEPTION WHEN duplicate_object THEN NULL;
          END $$
          """
              .formatted(role, role));
    }
    server.execute(
        "postgres",
        "ALTER ROLE " + OWNER + " CREATEROLE",
        "GRANT " + API + ", " + SLOW + " TO " + OWNER + " WITH ADMIN OPTION");
    if (!exists(server, database)) {
      server.execute("postgres", "CREATE DATABASE " + database + " OWNER " + OWNER);
    }
    server.execute(
        database,
        "REVOKE ALL ON SCHEMA public FROM PUBLIC",
        "GRANT ALL ON SCHEMA public TO " + OWNER,
        "GRANT USAGE ON SCHEMA public TO " + API + ", " + SLOW,
        grant("SELECT, INSERT, UPDATE, DELETE ON TABLES"),
        grant("USAGE, SELECT ON SEQUENCES"),
        grant("EXECUTE ON FUNCTIONS"));
  }

  private static boolean exists(EmbeddedPostgres server, String database) {
    try (var connection = server.connect("postgres");
        var statement = connection.prepareStatement("SELECT FROM pg_database WHERE datname = ?")) {
      statement.setString(1, database);
      try (var rows = statement.executeQuery()) {
        return rows.next();
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** For whatever the owner makes from now on. */
  private static String grant(String rights) {
    return "ALTER DEFAULT PRIVILEGES FOR ROLE %s GRANT %s TO %s, %s"
        .formatted(OWNER, rights, API, SLOW);
  }
}
