package com.honeydue.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsPrinterTest {

  private static final String HUSH = "hu/sh";

  @Test
  void whatIsPrintedShouldReadBackAsTheSameSettings(@TempDir Path directory) throws IOException {
    var random = RandomGenerator.of("L64X128MixRandom");
    for (int round = 0; round < 50; round++) {
      var loaded = SettingsLoader.load(overrides(random)::get);
      Path file = Files.writeString(directory.resolve("printed.yaml"), loaded.print());

      var again = SettingsLoader.load(Map.of("HONEYDUE_CONF", file.toString())::get);

      assertThat(again.settings()).as(loaded.print()).isEqualTo(loaded.settings());
    }
  }

  @Test
  void originShouldBeNoted(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("honeydue.yaml"), "bus: {instances: 3}");

    String yaml =
        SettingsLoader.load(
                Map.of(
                        "HONEYDUE_CONF",
                        file.toString(),
                        "HTTP_PORT",
                        "81",
                        "HTTP_MAX_BODY_BYTES",
                        "2048")
                    ::get)
            .print();

    assertThat(yaml.lines())
        .contains(
            "  port: 81  # from the environment",
            "  max_body_bytes: 2KiB  # from the environment",
            "  instances: 3  # from the file",
            "  request_timeout: 10s",
            "role: all");
  }

  /**
   * Every text setting is given a secret in every place one can stand; none may come out in any
   * form.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgresql://user:hu/sh@db.example:5432/honeydue?sslmode=require",
        "postgresql://:hu/sh@db.example/honeydue",
        "postgresql://user:p@hu/sh@db.example/honeydue",
        "postgresql://user@db.example/honeydue?password=hu/sh&sslmode=require",
        "postgresql://user@db.example/honeydue?sslmode=require&PASSWORD=hu/sh",
        "postgresql://user:%68u/sh:hu/sh@db.example/honeydue#x",
      })
  void passwordsInUrlsShouldNeverBePrinted(String url) {
    assertThat(Masked.url(url)).doesNotContain(HUSH).contains("db.example", Masked.MASK);
  }

  @Test
  void secretsShouldNeverBePrinted() {
    var loaded =
        SettingsLoader.load(
            Map.of(
                    "DATABASE_URL", "postgresql://user:h-u-s-h@db.example/honeydue",
                    "DATABASE_SLOW_URL", "postgresql://user:h-u-s-h@db.example/honeydue",
                    "MIGRATION_DATABASE_URL", "postgresql://user:h-u-s-h@db.example/honeydue",
                    "REDIS_URL", "redis://:h-u-s-h@cache.example:6379",
                    "OTEL_EXPORTER_OTLP_ENDPOINT", "https://user:h-u-s-h@obs.example",
                    "HTTP_CORS_ORIGINS", "https://user:h-u-s-h@app.example",
                    "AUTH_CODE_KEY", "h-u-s-h",
                    "OBS_INGEST_TOKEN", "h-u-s-h",
                    "MAIL_USER", "mailer",
                    "MAIL_PASSWORD", "h-u-s-h")
                ::get);

    assertThat(loaded.print()).doesNotContain("h-u-s-h").contains("db.example", "cache.example");
    assertThat(loaded.print()).contains("ingest_token: \"********\"");
    assertThat(
            List.of(
                loaded.settings().database(),
                loaded.settings().redis(),
                loaded.settings().obs(),
                loaded.settings().mail()))
        .asString()
        .doesNotContain("h-u-s-h");
    assertThat(loaded.settings().toString()).doesNotContain("h-u-s-h");
  }

  @Test
  void urlWithoutPasswordShouldStayAsItIs() {
    for (String url :
        List.of("postgresql://user@db/honeydue?sslmode=require", "redis://cache:6379/0", "")) {
      assertThat(Masked.url(url)).isEqualTo(url);
    }
  }

  private static Map<String, String> overrides(RandomGenerator random) {
    List<String> texts =
        List.of(
            "yes",
            "null",
            "12",
            "1.5",
            "a: b",
            "#x",
            "\"q\"",
            "back\\slash",
            "ä ✓",
            "- x",
            "~",
            "a,b",
            "tab\tx");
    Map<String, String> environment = new HashMap<>();
    environment.put("OTEL_SERVICE_NAME", texts.get(random.nextInt(texts.size())));
    environment.put("HTTP_PORT", Integer.toString(random.nextInt(65_536)));
    environment.put("HTTP_MAX_BODY_BYTES", Integer.toString(random.nextInt(1_024, 1 << 26)));
    environment.put("HTTP_REQUEST_TIMEOUT", random.nextInt(100, 300_000) + "ms");
    environment.put("AUTH_TOKEN_LIFETIME", random.nextInt(1, 100) + "d");
    environment.put("OTEL_SAMPLE_RATIO", Double.toString(random.nextDouble()));
    environment.put("HTTP_TRUSTED_PROXIES", random.nextBoolean() ? "10.0.0.0/8,::1/128" : "");
    environment.put("ROLE", random.nextBoolean() ? "WORKER" : "api");
    return environment;
  }
}
