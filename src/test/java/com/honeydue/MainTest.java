package com.honeydue;

import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.testing.Eventually;
import com.honeydue.testing.GraceUntilTold;
import com.honeydue.testing.TestDatabase;
import com.honeydue.testing.TestRedis;
import com.honeydue.testing.TestSettings;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands, as an operator runs them. */
class MainTest {

  private final TestDatabase database = TestDatabase.create();
  private final TestRedis redis = TestRedis.create();

  @AfterEach
  void close() {
    redis.close();
    database.close();
  }

  /** What a command printed and how it ended. */
  private record Ran(int status, String out, String error) {}

  @Test
  void aBadSettingShouldStopStartUpWithOneLineThatNamesIt() {
    var ran = run(Map.of("DATABASE_LANES", "0"), "serve");
    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.error().strip().lines()).hasSize(1);
    assertThat(ran.error()).contains("database.lanes", "DATABASE_LANES");
  }

  @Test
  void aBrokenKeyShouldStopStartUpWithOneLineThatNamesIt() {
    var broken =
        Map.of(
            "PUSH_APNS_KEY", "h-u-s-h",
            "PUSH_APNS_KEY_ID", "ABCDE12345",
            "PUSH_APNS_TEAM_ID", "ABCDE12345",
            "PUSH_APNS_TOPIC", "com.example");
    var ran = run(broken, "serve");
    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.error().strip().lines()).hasSize(1);
    assertThat(ran.error()).contains("push.apns.key", "PUSH_APNS_KEY").doesNotContain("h-u-s-h");
  }

  @Test
  void anUnreachableDatabaseShouldStopStartUpWithOneLine() {
    var ran = run(Map.of("DATABASE_URL", "postgresql://someone:secret@127.0.0.1:1/none"), "serve");
    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.error().strip().lines()).hasSize(1);
    assertThat(ran.error()).contains("DATABASE_URL").doesNotContain("secret");
  }

  @Test
  void aPendingMigrationShouldStopStartUp() {
    try (var empty = TestDatabase.empty()) {
      var ran =
          run(
              Map.of("DATABASE_URL", empty.url(), "MIGRATION_DATABASE_URL", empty.migrationUrl()),
              "serve");
      assertThat(ran.status()).isEqualTo(1);
      assertThat(ran.error()).contains("pending", "migrate");
    }
  }

  @Test
  void moreConnectionsThanTheServerHasShouldStopStartUp() {
    assertThat(run(Map.of(), "migrate").status()).isZero();
    var ran = run(Map.of("DATABASE_PODS", "1000"), "serve");
    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.error()).contains("database.lanes", "1000 pods");
  }

  @Test
  void seedShouldPrintOneLineAndBeSafeToRepeat() {
    var first = new JsonObject(run(Map.of(), "seed").out());
    var second = new JsonObject(run(Map.of(), "seed").out());
    assertThat(first.getJsonArray("residence_ids"))
        .hasSize(3)
        .isEqualTo(second.getJsonArray("residence_ids"));
    assertThat(first.getString("token")).isNotEqualTo(second.getString("token"));
    assertThat(database.number("select count(*) from task_task")).isEqualTo(50);
  }

  @Test
  void configShouldPrintTheSettingsWithoutSecrets() {
    var ran =
        run(
            Map.of("OBS_INGEST_TOKEN", "very-secret", "DATABASE_URL", "postgresql://a:hidden@db/x"),
            "config");
    assertThat(ran.status()).isZero();
    assertThat(ran.out()).contains("lanes:").doesNotContain("very-secret").doesNotContain("hidden");
  }

  @Test
  void staffShouldMakeAnAccountStaffOrSayInOneLineThatThereIsNone() {
    assertThat(run(Map.of(), "seed").status()).isZero();
    var made = run(Map.of(), "staff", "Partner@honeydue.example");
    assertThat(made.status()).as(made.error()).isZero();
    assertThat(made.out().strip().lines()).hasSize(1);
    assertThat(database.column("select username from auth_user where is_staff"))
        .containsExactly("demo-partner");
    assertThat(database.number("select count(*) from admin_auditentry where act = 'staff'"))
        .isOne();
    var nobody = run(Map.of(), "staff", "nobody@honeydue.example");
    assertThat(nobody.status()).isEqualTo(1);
    assertThat(nobody.error().strip().lines()).hasSize(1);
    assertThat(nobody.error()).contains("nobody@honeydue.example");
    assertThat(run(Map.of(), "staff").status()).isEqualTo(2);
    assertThat(run(Map.of(), "seed", "twice").status()).isEqualTo(2);
  }

  @Test
  void anUnknownCommandShouldShowTheUsage() {
    assertThat(run(Map.of(), "dance").status()).isEqualTo(2);
  }

  @Test
  void sigtermShouldDrainAndEndWithZeroAlsoOnADatabaseNewerThanTheJar() throws Exception {
    assertThat(run(Map.of(), "migrate").status()).isZero();
    database.execute(
        "insert into flyway_schema_history (installed_rank, version, description, type, script,"
            + " installed_by, execution_time, success) values (999, '999', 'from the future',"
            + " 'SQL', 'V999__future.sql', 'test', 1, true)");
    int port = freePort();
    var server = serve(Map.of("HTTP_PORT", Integer.toString(port), "SHUTDOWN_GRACE", "5m"), null);
    try {
      Eventually.until("it is ready", () -> status(port, "ready") == 200);
      server.toHandle().destroy();
      Eventually.until("it is unready while it still serves", () -> status(port, "ready") == 503);
      assertThat(status(port, "live")).isEqualTo(200);
      assertThat(server.isAlive()).isTrue();
      GraceUntilTold.tell(server);
      Eventually.until("it has ended", () -> !server.isAlive());
      assertThat(server.exitValue()).isZero();
    } finally {
      server.destroyForcibly();
    }
  }

  @Test
  void aServerThatCanNotStartShouldSaySoInItsLog(@TempDir Path directory) throws Exception {
    Path log = directory.resolve("log");

    var server = serve(Map.of("DATABASE_URL", "postgresql://someone:secret@127.0.0.1:1/none"), log);

    assertThat(server.waitFor()).isEqualTo(1);
    assertThat(Files.readAllLines(log))
        .filteredOn(line -> line.startsWith("{"))
        .map(JsonObject::new)
        .filteredOn(line -> line.getString("level").equals("fatal"))
        .singleElement()
        .satisfies(
            line ->
                assertThat(line.getString("reason"))
                    .contains("DATABASE_URL")
                    .doesNotContain("secret"));
  }

  private Process serve(Map<String, String> overrides, @Nullable Path log) throws IOException {
    var builder =
        new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                // the program's own, and not the tests'
                "-Dlogback.configurationFile=logback.xml",
                "-cp",
                System.getProperty("java.class.path"),
                GraceUntilTold.class.getName(),
                "serve"));
    builder.environment().putAll(environment(overrides));
    return builder
        .redirectOutput(
            log == null
                ? ProcessBuilder.Redirect.DISCARD
                : ProcessBuilder.Redirect.to(log.toFile()))
        .redirectErrorStream(true)
        .start();
  }

  private static int status(int port, String probe) {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/health/" + probe))
            .build();
    try (var client = HttpClient.newHttpClient()) {
      return client.send(request, BodyHandlers.discarding()).statusCode();
    } catch (IOException notListening) {
      return 0;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private Ran run(Map<String, String> overrides, String... arguments) {
    var out = new ByteArrayOutputStream();
    var error = new ByteArrayOutputStream();
    var before = new PrintStream[] {System.out, System.err};
    try {
      System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
      System.setErr(new PrintStream(error, true, StandardCharsets.UTF_8));
      int status = Main.run(arguments, environment(overrides)::get);
      return new Ran(
          status, out.toString(StandardCharsets.UTF_8), error.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(before[0]);
      System.setErr(before[1]);
    }
  }

  private Map<String, String> environment(Map<String, String> overrides) {
    Map<String, String> environment = new HashMap<>(TestSettings.environment(database, redis));
    environment.putAll(overrides);
    return environment;
  }
}
