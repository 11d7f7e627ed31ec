package com.honeydue;

import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.testing.Api;
import com.honeydue.testing.Eventually;
import com.honeydue.testing.TestServer;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeSet;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Staff have a process recorded, and fetch what it did. */
class FlightRecordingsTest {

  private static final String RECORDINGS = "/api/admin/flight-recordings/";
  private static final String HUSH = "h-u-s-h-in-the-environment";

  @TempDir private static Path spool;

  private static TestServer server;
  private static Api staff;

  @BeforeAll
  static void start() {
    System.setProperty("honeydue.test.hush", HUSH);
    server =
        TestServer.start(
            Map.of("OBS_STAFF_EVERY", "50ms", "STORAGE_UPLOADS_SPOOL_DIRECTORY", spool.toString()));
    var boss = Person.register(server);
    server.database().execute("update auth_user set is_staff = true where id = " + boss.id());
    staff = boss.signIn();
  }

  @AfterAll
  static void stop() {
    server.close();
    System.clearProperty("honeydue.test.hush");
  }

  @Test
  void aProcessShouldRecordWhatItDoesAndNothingSecret(@TempDir Path directory) throws Exception {
    var asked = staff.put(RECORDINGS + server.instance() + "/", wish(1)).expect(200).json();
    assertThat(asked.getString("state")).isEqualTo("asked");
    assertThat(staff.put(RECORDINGS + server.instance() + "/", wish(1)).expect(409).code())
        .isEqualTo("recording_runs");

    Eventually.until("it is kept", () -> "kept".equals(mine().getString("state")));

    var kept = mine();
    Path file = fetch(kept.getString("link"), directory.resolve("it.jfr"));
    assertThat(Files.size(file)).isEqualTo(kept.getLong("bytes")).isLessThan(64L << 20);
    var types = new TreeSet<String>();
    for (var event : RecordingFile.readAllEvents(file)) {
      types.add(event.getEventType().getName());
    }
    assertThat(types)
        .contains("jdk.ActiveSetting", "jdk.GCHeapMemoryUsage", "jdk.ThreadAllocationStatistics")
        .doesNotContain(
            "jdk.InitialEnvironmentVariable",
            "jdk.InitialSystemProperty",
            "jdk.JVMInformation",
            "jdk.JavaExceptionThrow",
            "jdk.SystemProcess");
    assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).doesNotContain(HUSH);
    try (var left = Files.list(spool)) {
      assertThat(left.filter(it -> it.getFileName().toString().endsWith(".jfr"))).isEmpty();
    }
    staff.put(RECORDINGS + server.instance() + "/", wish(1)).expect(200);
    Eventually.until("another is kept", () -> "kept".equals(mine().getString("state")));
  }

  @Test
  void aProcessThatIsNotThereShouldBeSaid() {
    long before = System.currentTimeMillis() - 300_000;
    server
        .redis()
        .run(
            "HSET flight_recordings nobody-1 "
                + "'{\"state\":\"asked\",\"seconds\":5,\"asked_at\":%d,\"key\":\"\",\"bytes\":0}'"
                    .formatted(before));

    assertThat(of("nobody-1").getString("state")).isEqualTo("lost");
    staff.put(RECORDINGS + "nobody-1/", wish(5)).expect(200);
    assertThat(of("nobody-1").getString("state")).isEqualTo("asked");
  }

  @Test
  void nobodyButStaffAndNothingWithoutBounds() {
    server.signedUp().put(RECORDINGS + "api-1/", wish(1)).expect(403);
    staff.put(RECORDINGS + "api-1/", wish(301)).expect(400);
    staff.put(RECORDINGS + "api_1/", wish(1)).expect(400);
  }

  private static JsonObject wish(int seconds) {
    return new JsonObject().put("seconds", seconds);
  }

  private static JsonObject mine() {
    return of(server.instance());
  }

  private static JsonObject of(String process) {
    return staff.get(RECORDINGS).expect(200).json().getJsonArray("items").stream()
        .map(JsonObject.class::cast)
        .filter(one -> one.getString("process").equals(process))
        .findFirst()
        .orElseThrow();
  }

  /** As whoever has the link, without a token. */
  private static Path fetch(String link, Path to) throws Exception {
    try (var client = HttpClient.newHttpClient()) {
      var answer =
          client.send(
              HttpRequest.newBuilder(server.uri().resolve(link)).build(),
              HttpResponse.BodyHandlers.ofFile(to));
      assertThat(answer.statusCode()).isEqualTo(200);
      return answer.body();
    }
  }
}
