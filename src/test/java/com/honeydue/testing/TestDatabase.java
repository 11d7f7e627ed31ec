package com.honeydue.testing;

import com.honeydue.db.Migrations;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A database of its own for one test class, migrated: a copy of a template that Flyway has made
 * once in the run. The roles are those of production: the API's and the slow lanes' role own
 * nothing and are no superusers.
 */
public final class TestDatabase implements AutoCloseable {

  /** Owns the schema and migrates it. */
  public static final String OWNER = Roles.OWNER;

  /** Runs the API's statements. */
  public static final String API = Roles.API;

  /** Runs the slow lanes' statements. */
  public static final String SLOW = Roles.SLOW;

  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final Map<EmbeddedPostgres, String> TEMPLATES =
      Collections.synchronizedMap(new WeakHashMap<>());

  private final PostgresAddress server;
  private final String name;

  private TestDatabase(PostgresAddress server, String name) {
    this.server = server;
    this.name = name;
  }

  /**
   * A database that another process has made and keeps, such as {@code bench.Stack}.
   *
   * @param url of any of its roles
   */
  public static TestDatabase at(URI url) {
    return new TestDatabase(
        new PostgresAddress(url.getHost(), url.getPort()), url.getPath().substring(1));
  }

  /** A migrated database on the run's server. */
  public static TestDatabase create() {
    return create(EmbeddedPostgres.shared());
  }

  /** A migrated database on {@code server}. */
  public static TestDatabase create(EmbeddedPostgres server) {
    String template = TEMPLATES.computeIfAbsent(server, TestDatabase::template);
    return copy(server, template);
  }

  /** A database without any table: for tests of the migrations themselves. */
  public static TestDatabase empty() {
    var server = EmbeddedPostgres.shared();
    TEMPLATES.computeIfAbsent(server, TestDatabase::template);
    return copy(server, "honeydue_empty");
  }

  public String name() {
    return name;
  }

  /** The port of its server. */
  public int port() {
    return server.port();
  }

  /** For the API's statements: {@code postgresql://role:password@host:port/database}. */
  public String url() {
    return server.url(API, name);
  }

  /** For the slow lanes. */
  public String slowUrl() {
    return server.url(SLOW, name);
  }

  /** For migrations. */
  public String migrationUrl() {
    return server.url(OWNER, name);
  }

  /** A connection of the superuser, to look behind the server under test or to disturb it. */
  public Connection connect() throws SQLException {
    return connectAs(EmbeddedPostgres.SUPERUSER);
  }

  /** A connection of one of the three roles. */
  public Connection connectAs(String role) throws SQLException {
    return server.connect(role, name);
  }

  /** Runs statements as the superuser, each in a transaction of its own. */
  public void execute(String... statements) {
    server.execute(name, statements);
  }

  /** The first column of every row, as the superuser sees it. */
  public List<@Nullable Object> column(String sql, Object... arguments) {
    try (var connection = connect();
        var statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < arguments.length; i++) {
        statement.setObject(i + 1, arguments[i]);
      }
      List<@Nullable Object> values = new ArrayList<>();
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          values.add(rows.getObject(1));
        }
      }
      return values;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A count or another single number. */
  public long number(String sql, Object... arguments) {
    return ((Number) column(sql, arguments).getFirst()).longValue();
  }

  /** Drops the database, with whoever is still connected. */
  @Override
  public void close() {
    server.execute("postgres", "DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
  }

  private static String template(EmbeddedPostgres server) {
    Roles.prepare(server, "honeydue_empty");
    var template = new TestDatabase(server.address(), "honeydue_template");
    server.execute(
        "postgres", "CREATE DATABASE honeydue_template TEMPLATE honeydue_empty OWNER " + OWNER);
    try {
      new Migrations(
              TestSettings.of(
                      Map.of(
                          "DATABASE_URL", template.url(),
                          "DATABASE_SLOW_URL", template.slowUrl(),
                          "MIGRATION_DATABASE_URL", template.migrationUrl()))
                  .database())
          .migrate();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return template.name;
  }

  private static TestDatabase copy(EmbeddedPostgres server, String template) {
    String name = "test_" + COUNT.incrementAndGet();
    server.execute(
        "postgres", "CREATE DATABASE " + name + " TEMPLATE " + template + " OWNER " + OWNER);
    return new TestDatabase(server.address(), name);
  }
}
