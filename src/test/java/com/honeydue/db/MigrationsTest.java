package com.honeydue.db;

import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.testing.TestDatabase;
import com.honeydue.testing.TestSettings;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Migrations on a database whose roles have limits already. */
class MigrationsTest {

  @Test
  void migrationsShouldNotBeHeldToTheLimitsOfTheirRole() throws Exception {
    try (var database = TestDatabase.empty()) {
      database.execute(
          "alter role %s in database %s set statement_timeout = '50s'"
              .formatted(TestDatabase.OWNER, database.name()),
          "alter role %s in database %s set lock_timeout = '50s'"
              .formatted(TestDatabase.OWNER, database.name()),
          "create schema watch",
          "grant usage on schema watch to " + TestDatabase.OWNER,
          "create table watch.seen (statement_timeout text, lock_timeout text)",
          "grant insert on watch.seen to " + TestDatabase.OWNER,
          """
          create function watch.note() returns event_trigger language plpgsql as $$
          begin
            if tg_tag = 'CREATE TABLE' then
              insert into watch.seen
              values (current_setting('statement_timeout'), current_setting('lock_timeout'));
            end if;
          end $$
          """,
          "create event trigger note on ddl_command_start execute function watch.note()");

      int applied =
          new Migrations(
                  TestSettings.of(
                          Map.of(
                              "DATABASE_URL", database.url(),
                              "MIGRATION_DATABASE_URL", database.migrationUrl()))
                      .database())
              .migrate();

      assertThat(applied).isPositive();
      assertThat(
              database.column(
                  "select distinct statement_timeout || ', ' || lock_timeout from watch.seen"))
          .containsExactly("0, 10s");
    }
  }
}
