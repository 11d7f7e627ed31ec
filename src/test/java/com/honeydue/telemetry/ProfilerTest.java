package com.honeydue.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.config.ObsSettings;
import com.honeydue.config.OtelSettings;
import com.honeydue.config.ProfilingSettings;
import com.honeydue.config.Secret;
import com.honeydue.config.Settings;
import com.honeydue.config.SettingsLoader;
import com.honeydue.testing.Eventually;
import io.pyroscope.javaagent.PyroscopeAgent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real agent against a receiver that keeps what it gets. */
class ProfilerTest {

  private record Profile(String path, String query, String authorization, String body) {}

  private final Vertx vertx = Vertx.vertx();
  private final Queue<Profile> received = new ConcurrentLinkedQueue<>();

  @AfterEach
  void stop() throws Exception {
    Profiler.stop();
    await(vertx.close());
  }

  @Test
  void nothingShouldBeProfiledUnlessTheSettingsSayWhereTo() throws Exception {
    Settings byDefault =
        SettingsLoader.load(Map.of("DATABASE_URL", "postgresql://a@db/honeydue")::get).settings();

    var telemetry = TelemetryStart.start(new OtelSettings("", "honeydue-test", 1), byDefault.obs());

    assertThat(byDefault.obs().profiling().endpoint()).isEmpty();
    assertThat(PyroscopeAgent.isStarted()).isFalse();
    await(telemetry.shutdown(Duration.ofSeconds(30)));
  }

  @Test
  void profilesShouldArriveWithTheTokenThatIsValidThen(@TempDir Path directory) throws Exception {
    Path token = Files.writeString(directory.resolve("token"), "first\n");
    var profiling = new ProfilingSettings(receiver(), Duration.ofSeconds(1));
    var telemetry =
        TelemetryStart.start(
            new OtelSettings("", "honeydue-test", 1),
            new ObsSettings(new Secret(""), token.toString(), true, Duration.ZERO, profiling));

    Eventually.until("a profile", () -> sentWith("Bearer first"));
    Files.writeString(token, "second\n");
    Eventually.until("one with the new token", () -> sentWith("Bearer second"));

    assertThat(received)
        .allSatisfy(
            profile -> {
              assertThat(profile.path()).isEqualTo("/ingest");
              assertThat(profile.query())
                  .contains("honeydue-test")
                  .contains("instance", telemetry.instance())
                  .contains("format=jfr");
              assertThat(unpacked(profile.body())).startsWith("FLR");
            });
    await(telemetry.shutdown(Duration.ofSeconds(30)));
    assertThat(PyroscopeAgent.isStarted()).isFalse();
  }

  private boolean sentWith(String authorization) {
    return received.stream().anyMatch(it -> it.authorization().equals(authorization));
  }

  /** The packed part of a form, which its first two bytes tell. */
  private static String unpacked(String form) {
    byte[] bytes = form.getBytes(StandardCharsets.ISO_8859_1);
    int begin = form.indexOf("\u001f\u008b");
    try (var part =
        new GZIPInputStream(new ByteArrayInputStream(bytes, begin, bytes.length - begin))) {
      return new String(part.readNBytes(8), StandardCharsets.ISO_8859_1);
    } catch (IOException notPacked) {
      throw new UncheckedIOException(notPacked);
    }
  }

  private String receiver() throws Exception {
    var server =
        vertx
            .createHttpServer()
            .requestHandler(
                request ->
                    request
                        .body()
                        .onSuccess(
                            body -> {
                              received.add(
                                  new Profile(
                                      request.path(),
                                      request.query(),
                                      String.valueOf(request.getHeader("Authorization")),
                                      body.toString(StandardCharsets.ISO_8859_1)));
                              request.response().end();
                            }));
    return "http://127.0.0.1:" + await(server.listen(0, "127.0.0.1")).actualPort();
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }
}
