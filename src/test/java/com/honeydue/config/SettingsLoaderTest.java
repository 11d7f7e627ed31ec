package com.honeydue.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsLoaderTest {

  @TempDir private Path directory;

  @Test
  void defaultsShouldBeComplete() {
    Settings settings = load(Map.of());

    assertThat(settings.role()).isEqualTo(Settings.Role.ALL);
    assertThat(settings.http().port()).isEqualTo(8000);
    assertThat(settings.http().maxBodyBytes()).isEqualTo(1 << 20);
    assertThat(settings.database().keepWarmEvery()).isEqualTo(Duration.ofMillis(250));
    assertThat(settings.http().corsOrigins()).isEmpty();
  }

  @Test
  void environmentShouldWinOverFileAndFileOverDefaults() throws IOException {
    Path file = file("http:\n  port: 8001\n  instances: 3\nrole: api\n");

    Settings settings = load(Map.of("HONEYDUE_CONF", file.toString(), "HTTP_PORT", "8002"));

    assertThat(settings.http().port()).isEqualTo(8002);
    assertThat(settings.http().instances()).isEqualTo(3);
    assertThat(settings.role()).isEqualTo(Settings.Role.API);
    assertThat(settings.http().maxInFlight()).isEqualTo(2000);
  }

  @Test
  void environmentNamesShouldFollowThePathUnlessNamedOtherwise() {
    var settings =
        load(
            Map.of(
                "DATABASE_SLOW_URL", "postgresql://slow@db/honeydue",
                "MIGRATION_DATABASE_URL", "postgresql://owner@db/honeydue",
                "DATABASE_MIGRATION_URL", "ignored",
                "OTEL_EXPORTER_OTLP_ENDPOINT", "https://obs.example",
                "OBS_INGEST_TOKEN", "t0ken"));

    assertThat(settings.database().slowUrl()).isEqualTo("postgresql://slow@db/honeydue");
    assertThat(settings.database().migrationUrl()).isEqualTo("postgresql://owner@db/honeydue");
    assertThat(settings.otel().exporterOtlpEndpoint()).isEqualTo("https://obs.example");
    assertThat(settings.obs().ingestToken().value()).isEqualTo("t0ken");
  }

  @Test
  void listsShouldBeSplitAtCommas() {
    var settings = load(Map.of("HTTP_CORS_ORIGINS", "https://a.example, https://b.example,"));

    assertThat(settings.http().corsOrigins())
        .containsExactly("https://a.example", "https://b.example");
    assertThat(load(Map.of("HTTP_CORS_ORIGINS", "")).http().corsOrigins()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "DATABASE_LANES, 0, 'database.lanes (DATABASE_LANES): must be between 1 and 64, is 0'",
    "DATABASE_LANES, many, 'database.lanes (DATABASE_LANES): must be a whole number, is many'",
    "DATABASE_LANES, '', 'database.lanes (DATABASE_LANES): must be a whole number, is empty'",
    "DATABASE_LANES, 99999999999, 'database.lanes (DATABASE_LANES): must be a whole number, is"
        + " 99999999999'",
    "HTTP_REQUEST_TIMEOUT, 10, 'http.request_timeout (HTTP_REQUEST_TIMEOUT): must be a duration"
        + " like 250ms, 20s, 10m or 24h, is 10'",
    "HTTP_REQUEST_TIMEOUT, 1ms, 'http.request_timeout (HTTP_REQUEST_TIMEOUT): must be between 100ms"
        + " and 5m, is 1ms'",
    "HTTP_MAX_BODY_BYTES, 1MB, 'http.max_body_bytes (HTTP_MAX_BODY_BYTES): must be a number of"
        + " bytes like 64KiB or 1MiB, at most 2147483647, is 1MB'",
    "HTTP_MAX_BODY_BYTES, 4GiB, 'http.max_body_bytes (HTTP_MAX_BODY_BYTES): must be a number of"
        + " bytes like 64KiB or 1MiB, at most 2147483647, is 4GiB'",
    "OTEL_SAMPLE_RATIO, NaN, 'otel.sample_ratio (OTEL_SAMPLE_RATIO): must be between 0.0 and 1.0,"
        + " is NaN'",
    "ROLE, leader, 'role (ROLE): must be all or api or worker, is leader'",
    "DEBUG, 1, 'debug (DEBUG): must be true or false, is 1'",
    "OTEL_SERVICE_NAME, ' ', 'otel.service_name (OTEL_SERVICE_NAME): must not be empty'",
    "REDIS_URL, 'http://u:hush@host', 'redis.url (REDIS_URL): must be a URL like redis://host or"
        + " rediss://host'",
    "DATABASE_URL, 'u:hush@host', 'database.url (DATABASE_URL): must be a URL like"
        + " postgresql://host or postgres://host'",
    "MAIL_PORT, 0, 'mail.port (MAIL_PORT): must be between 1 and 65535, is 0'",
    "MAIL_TLS, ssl, 'mail.tls (MAIL_TLS): must be starttls or implicit or none, is ssl'",
    "MAIL_USER, mailer, 'mail.password: must be set if a user is, and only then'",
    "MAIL_PASSWORD, hush, 'mail.password (MAIL_PASSWORD): must be set if a user is, and only then'",
    "MAIL_FROM_ADDRESS, 'honeyDue <a@b.c>', 'mail.from_address (MAIL_FROM_ADDRESS): must be an"
        + " address like name@example.com'",
    "MAIL_REPLY_TO, nobody, 'mail.reply_to (MAIL_REPLY_TO): must be empty or an address like"
        + " name@example.com'",
    "MAIL_APP_URL, app.example.com, 'mail.app_url (MAIL_APP_URL): must be a URL like https://host"
        + " or http://host'",
    "MAIL_POOL_SIZE, 0, 'mail.pool_size (MAIL_POOL_SIZE): must be between 1 and 100, is 0'",
    "MAIL_SEND_DEADLINE, 1h, 'mail.send_deadline (MAIL_SEND_DEADLINE): must be between 50ms and"
        + " 10m, is 1h'",
    "MAIL_CIRCUIT_PAUSE, 2m, 'mail.circuit_pause (MAIL_CIRCUIT_PAUSE): must be between 1ms and 1m,"
        + " is 2m'",
    "STORAGE_KIND, s3, 'storage.kind (STORAGE_KIND): can be s3 only with s3.endpoint, s3.bucket,"
        + " s3.key_id and s3.key'",
    "STORAGE_KIND, tape, 'storage.kind (STORAGE_KIND): must be directory or s3, is tape'",
    "STORAGE_DIRECTORY, '', 'storage.directory (STORAGE_DIRECTORY): must not be empty'",
    "STORAGE_S3_PART_BYTES, 1MiB, 'storage.s3.part_bytes (STORAGE_S3_PART_BYTES): must be between"
        + " 5242880 and 1073741824, is 1048576'",
    "STORAGE_UPLOADS_DECODERS, 0, 'storage.uploads.decoders (STORAGE_UPLOADS_DECODERS): must be"
        + " between 1 and 64, is 0'",
    "STORAGE_UPLOADS_MAX_MEGAPIXELS, 201, 'storage.uploads.max_megapixels"
        + " (STORAGE_UPLOADS_MAX_MEGAPIXELS): must be between 1 and 200, is 201'",
    "STORAGE_UPLOADS_DEADLINE, 31m, 'storage.uploads.deadline (STORAGE_UPLOADS_DEADLINE): must be"
        + " between 100ms and 30m, is 31m'",
    "STORAGE_UPLOADS_LINK_LIFETIME, 8d, 'storage.uploads.link_lifetime"
        + " (STORAGE_UPLOADS_LINK_LIFETIME): must be between 1s and 168h, is 192h'",
    "STORAGE_S3_ENDPOINT, 'ftp://host', 'storage.s3.endpoint (STORAGE_S3_ENDPOINT): must be a URL"
        + " like https://host or http://host'",
    "HONEYDUE_CONF, /nowhere/honeydue.yaml, 'HONEYDUE_CONF: the file /nowhere/honeydue.yaml cannot"
        + " be read'",
  })
  void badValueFromTheEnvironmentShouldBeRefusedInOneLine(String name, String value, String line) {
    assertThatThrownBy(() -> load(Map.of(name, value)))
        .isInstanceOf(SettingsException.class)
        .hasMessage(line);
  }

  @ParameterizedTest
  @CsvSource({
    "'{database: {lanes: 0}}', 'database.lanes: must be between 1 and 64, is 0'",
    "'{database: {lanes: [1]}}', 'database.lanes: must be a whole number, is a list'",
    "'{database: {lanes: }}', 'database.lanes: must be a whole number, is missing a value'",
    "'{database: {lanes: 2, write_lanes: 3}}', 'database.write_lanes: must be between 0 and 2, is"
        + " 3'",
    "'{database: {url: {host: a}}}', 'database.url: must be text, is a section'",
    "'{mail: {user: mailer, password: hush, tls: none}}', 'mail.tls: must not be none with a user'",
    "'{mail: {host: mail.example.com, log_text: true}}', 'mail.log_text: must be false while mails"
        + " are sent'",
    "'{database: 5}', 'database: must be a section with keys of its own'",
    "'{http: {cors_origins: {}}}', 'http.cors_origins: must be a list of words, is a section'",
    "'{http: {cors_origins: [[]]}}', 'http.cors_origins: must be a list of words, holds a list'",
  })
  void badValueInTheFileShouldBeRefusedInOneLine(String yaml, String line) throws IOException {
    Path file = file(yaml);

    assertThatThrownBy(() -> load(Map.of("HONEYDUE_CONF", file.toString())))
        .isInstanceOf(SettingsException.class)
        .hasMessage(line);
  }

  @ParameterizedTest
  @CsvSource({
    "'{databse: {lanes: 1}}', databse: unknown setting in FILE",
    "'{database: {lane: 1}}', database.lane: unknown setting in FILE",
    "'{http: {http.port: 1}}', http.http.port: unknown setting in FILE",
    "'- 1', FILE: must be a section with keys of its own",
  })
  void unknownKeyShouldBeRefused(String yaml, String line) throws IOException {
    Path file = file(yaml);
    assertThatThrownBy(() -> load(Map.of("HONEYDUE_CONF", file.toString())))
        .isInstanceOf(SettingsException.class)
        .hasMessage(line.replace("FILE", file.toString()));
  }

  @Test
  void brokenYamlShouldNameFileAndLine() throws IOException {
    for (String yaml : new String[] {"http:\n  port: 1\n  port: 2\n", "http:\n\t- {"}) {
      Path file = file(yaml);

      assertThatThrownBy(() -> load(Map.of("HONEYDUE_CONF", file.toString())))
          .isInstanceOf(SettingsException.class)
          .hasMessageStartingWith(file + ", line ")
          .message()
          .hasLineCount(1);
    }
  }

  @Test
  void missingSettingShouldBeNamedWithItsVariable() {
    var settings = Setting.of(Settings.class);
    var sources = new Sources(settings);

    assertThatThrownBy(() -> SettingsLoader.build(sources, settings))
        .isInstanceOf(SettingsException.class)
        .hasMessage("role (ROLE): is missing");
  }

  @Test
  void emptyFileShouldChangeNothing() throws IOException {
    Path file = file("# nothing\n");

    assertThat(load(Map.of("HONEYDUE_CONF", file.toString()))).isEqualTo(load(Map.of()));
  }

  private static Settings load(Map<String, String> environment) {
    return SettingsLoader.load(new HashMap<>(environment)::get).settings();
  }

  private Path file(String yaml) throws IOException {
    return Files.writeString(directory.resolve("honeydue.yaml"), yaml);
  }
}
