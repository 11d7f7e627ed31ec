package com.honeydue.db;

import com.honeydue.config.DatabaseSettings;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.flywaydb.core.Flyway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the schema to the version of this jar, and the roles to the limits of the settings.
 * Blocking: never on an event loop.
 */
public final class Migrations {

  private static final Logger log = LoggerFactory.getLogger(Migrations.class);

  private final DatabaseSettings settings;

  public Migrations(DatabaseSettings settings) {
    this.settings = settings;
  }

  /**
   * Applies what is pending and sets the limits of the roles.
   *
   * @return how many migrations were applied
   */
  public int migrate() throws SQLException {
    var jdbc =
        JdbcUrl.of(settings.migrationUrl().isEmpty() ? settings.url() : settings.migrationUrl());
    int applied =
        Flyway.configure()
            .dataSource(jdbc.url(), jdbc.user(), jdbc.password())
            .locations("classpath:db/migration")
            .callbacks(new MigrationSession())
            .load()
            .migrate()
            .migrationsExecuted;
    try (var connection = DriverManager.getConnection(jdbc.url(), jdbc.properties())) {
      limitRole(connection, JdbcUrl.of(settings.url()).user(), settings.statementTimeout());
      if (!settings.slowUrl().isEmpty()) {
        limitRole(
            connection, JdbcUrl.of(settings.slowUrl()).user(), settings.slowStatementTimeout());
      }
    }
    log.atInfo().addKeyValue("applied", applied).log("database migrated");
    return applied;
  }

  /** Limits live on the role: a transaction pooler forgets what a session sets. */
  private void limitRole(Connection connection, String role, Duration statementTimeout)
      throws SQLException {
    try (var statement = connection.createStatement()) {
      String quoted = statement.enquoteIdentifier(role, true);
      statement.execute(
          "alter role " + quoted + " set lock_timeout = " + settings.lockTimeout().toMillis());
      statement.execute(
          "alter role " + quoted + " set statement_timeout = " + statementTimeout.toMillis());
      statement.execute(
          "alter role " + quoted + " set idle_in_transaction_session_timeout = '10s'");
    }
  }
}
