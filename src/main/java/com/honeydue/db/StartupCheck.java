package com.honeydue.db;

import com.honeydue.config.DatabaseSettings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Row;
import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/**
 * Asks the database, before anything is opened, whether this process can work with it: reachable,
 * migrated as far as this jar needs, limits set, connections enough. One connection, one query.
 */
final class StartupCheck {

  private static final String MIGRATIONS = "db/migration";
  private static final Pattern VERSION = Pattern.compile(MIGRATIONS + "/V(\\d+)__.*\\.sql");

  private static final String QUESTION =
      """
      select current_user::text,
             current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int,
             (select setting::bigint from pg_settings where name = 'lock_timeout'),
             (select setting::bigint from pg_settings where name = 'statement_timeout'),
             to_regclass('flyway_schema_history') is not null
      """;

  private static final String HISTORY =
      "select coalesce(max(version::int), 0) from flyway_schema_history where success and version"
          + " is not null";

  private final Vertx vertx;
  private final DatabaseSettings settings;
  private final int newest = newestMigration();

  /** Reads the list of migrations from the jar, so not on an event loop. */
  StartupCheck(Vertx vertx, DatabaseSettings settings) {
    this.vertx = vertx;
    this.settings = settings;
  }

  /**
   * Asks the server; once, before anything listens.
   *
   * @param loops event loops that will own lanes
   * @return failed with an {@link IllegalStateException} whose message is one line for the operator
   */
  Future<Void> run(int loops) {
    return PgConnection.connect(vertx, ConnectOptions.of(settings.url(), settings))
        .timeout(settings.connectTimeout().toMillis(), TimeUnit.MILLISECONDS)
        .recover(
            error -> refuse("database.url (DATABASE_URL): cannot connect: " + error.getMessage()))
        .compose(
            connection ->
                check(connection, loops)
                    .timeout(settings.connectTimeout().toMillis(), TimeUnit.MILLISECONDS)
                    .eventually(() -> connection.close().otherwiseEmpty()));
  }

  private Future<Void> check(PgConnection connection, int loops) {
    return connection
        .query(QUESTION)
        .execute()
        .compose(
            rows -> {
              Row row = rows.iterator().next();
              return migrated(connection, row.getBoolean(4))
                  .compose(
                      migrated -> {
                        limits(row);
                        connections(row, loops);
                        return Future.succeededFuture();
                      });
            });
  }

  private Future<Void> migrated(PgConnection connection, boolean history) {
    return history
        ? connection
            .query(HISTORY)
            .execute()
            .compose(rows -> migrated(rows.iterator().next().getInteger(0)))
        : refuse(pending(0));
  }

  /** A database newer than this jar is fine: a release that is taken back must start. */
  private Future<Void> migrated(int applied) {
    return applied < newest ? refuse(pending(applied)) : Future.succeededFuture();
  }

  private void limits(Row row) {
    if (row.getLong(2) == 0 || row.getLong(3) == 0) {
      throw new IllegalStateException(
          "database.url (DATABASE_URL): role "
              + row.getString(0)
              + " has no lock_timeout or statement_timeout; run `java -jar honeydue.jar migrate`,"
              + " which sets them");
    }
  }

  private void connections(Row row, int loops) {
    int wanted = settings.pods() * loops * (settings.lanes() + settings.slowLanes());
    if (wanted > row.getInteger(1)) {
      throw new IllegalStateException(
          "database.lanes: %d pods x %d event loops x (%d lanes + %d slow lanes) = %d connections, the server has %d"
              .formatted(
                  settings.pods(),
                  loops,
                  settings.lanes(),
                  settings.slowLanes(),
                  wanted,
                  row.getInteger(1)));
    }
  }

  private String pending(int applied) {
    return "database: migration %d is pending (the database is at %d); run `java -jar honeydue.jar migrate`"
        .formatted(newest, applied);
  }

  private static <T> Future<T> refuse(String line) {
    return Future.failedFuture(new IllegalStateException(line));
  }

  /** The newest version among the migrations of this jar. */
  static int newestMigration() {
    try {
      URL folder = Objects.requireNonNull(StartupCheck.class.getResource("/" + MIGRATIONS));
      if (folder.openConnection() instanceof JarURLConnection jar) {
        // The class path's own: it stays open.
        return newest(jar.getJarFile().stream().map(ZipEntry::getName));
      }
      try (var files = Files.list(Path.of(folder.toURI()))) {
        return newest(files.map(file -> MIGRATIONS + "/" + file.getFileName()));
      }
    } catch (URISyntaxException | IOException e) {
      throw new IllegalStateException("the migrations of this jar cannot be listed", e);
    }
  }

  private static int newest(Stream<String> names) {
    return names
        .map(VERSION::matcher)
        .filter(Matcher::matches)
        .mapToInt(name -> Integer.parseInt(name.group(1)))
        .max()
        .orElse(0);
  }
}
