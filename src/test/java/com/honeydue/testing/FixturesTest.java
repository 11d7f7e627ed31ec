package com.honeydue.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FixturesTest {

  @Test
  void databasesShouldNotSeeEachOther() {
    try (var one = TestDatabase.create();
        var other = TestDatabase.create()) {
      one.execute("CREATE TABLE only_here (n int)", "INSERT INTO only_here VALUES (7)");

      assertThat(one.number("SELECT n FROM only_here")).isEqualTo(7);
      assertThat(other.column("SELECT to_regclass('only_here')::text")).containsOnlyNulls();
    }
  }

  @Test
  void templateShouldCarryTheMigrationsAndEmptyNothing() {
    try (var migrated = TestDatabase.create();
        var empty = TestDatabase.empty()) {
      assertThat(migrated.column("SELECT to_regclass('flyway_schema_history')::text"))
          .containsExactly("flyway_schema_history");
      assertThat(empty.column("SELECT to_regclass('flyway_schema_history')::text"))
          .containsOnlyNulls();
    }
  }

  @Test
  void apiRoleShouldReadAndWriteButNotAlter() throws SQLException {
    try (var database = TestDatabase.create()) {
      try (var owner = database.connectAs(TestDatabase.OWNER);
          var statement = owner.createStatement()) {
        statement.execute("CREATE TABLE thing (id bigint GENERATED ALWAYS AS IDENTITY, n int)");
      }
      for (String role : List.of(TestDatabase.API, TestDatabase.SLOW)) {
        try (var connection = database.connectAs(role);
            var statement = connection.createStatement()) {
          statement.execute("INSERT INTO thing (n) VALUES (1)");
          assertThatThrownBy(() -> statement.execute("DROP TABLE thing"))
              .hasMessageContaining("must be owner");
          assertThatThrownBy(() -> statement.execute("CREATE TABLE other (n int)"))
              .hasMessageContaining("permission denied");
        }
      }
      assertThat(database.number("SELECT count(*) FROM thing")).isEqualTo(2);
      assertThat(database.column("SELECT rolname FROM pg_roles WHERE rolsuper"))
          .containsExactly("postgres");
    }
  }

  @Test
  void closedDatabaseShouldBeGone() {
    var database = TestDatabase.create();
    database.close();

    assertThatThrownBy(() -> DriverManager.getConnection("jdbc:" + database.url()))
        .isInstanceOf(SQLException.class);
  }

  @Test
  void redisDatabasesShouldNotSeeEachOther() {
    try (var one = TestRedis.create();
        var other = TestRedis.create()) {
      one.run("SET here 1");

      assertThat(one.run("DBSIZE")).isEqualTo(":1");
      assertThat(other.run("DBSIZE")).isEqualTo(":0");
      one.flush();
      assertThat(one.run("DBSIZE")).isEqualTo(":0");
    }
  }

  @Test
  void ownRedisShouldComeBackOnItsPort() throws Exception {
    try (var redis = EmbeddedRedis.own()) {
      int port = redis.port();
      redis.stop();
      assertThat(RedisCommand.answers(port, "PING", "+PONG")).isFalse();

      redis.start();

      assertThat(redis.port()).isEqualTo(port);
      assertThat(RedisCommand.answers(port, "PING", "+PONG")).isTrue();
    }
  }

  @Test
  void durableServersShouldKeepTheirDataAndTakeOverFromAKilledRun(@TempDir Path directory)
      throws Exception {
    Path postgresDirectory = directory.resolve("postgres");
    Path redisDirectory = directory.resolve("redis");
    var postgres = EmbeddedPostgres.in(postgresDirectory, Durability.FULL);
    var redis = EmbeddedRedis.in(redisDirectory, Durability.FULL);
    postgres.execute("postgres", "CREATE TABLE kept (n int)", "INSERT INTO kept VALUES (1)");
    RedisCommand.run(redis.port(), "SET kept 1");

    try (var postgresAgain = EmbeddedPostgres.in(postgresDirectory, Durability.FULL);
        var redisAgain = EmbeddedRedis.in(redisDirectory, Durability.FULL)) {
      postgresAgain.execute("postgres", "INSERT INTO kept VALUES (2)");
      assertThat(RedisCommand.run(redisAgain.port(), "DBSIZE")).isEqualTo(":1");
      try (var connection = postgresAgain.connect("postgres");
          var statement = connection.createStatement();
          var rows =
              statement.executeQuery("SELECT current_setting('fsync'), count(*) FROM kept")) {
        rows.next();
        assertThat(rows.getString(1)).isEqualTo("on");
        assertThat(rows.getInt(2)).isEqualTo(2);
      }
    }
    assertThat(Files.exists(redisDirectory.resolve("redis.pid"))).isFalse();
    assertThat(Files.exists(postgresDirectory.resolve("data/postmaster.pid"))).isFalse();
  }
}
