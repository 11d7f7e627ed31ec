package com.honeydue.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.testing.Directories;
import com.honeydue.testing.Eventually;
import com.honeydue.testing.Form;
import com.honeydue.testing.SampleFiles;
import com.honeydue.testing.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Uploads whose client leaves, waits or says what is not so. */
class BrokenUploadsTest {

  private static final String LATER = "60s";

  private final Path stored = Directories.temporary("stored");
  private final Path spool = Directories.temporary("spool");

  private TestServer start(String deadline) {
    return TestServer.start(
        Map.of(
            "STORAGE_DIRECTORY",
            stored.toString(),
            "STORAGE_UPLOADS_SPOOL_DIRECTORY",
            spool.toString(),
            "STORAGE_UPLOADS_DEADLINE",
            deadline,
            // Whoever does not give its place back stops the next one.
            "STORAGE_UPLOADS_AT_ONCE",
            "1"));
  }

  /** The head of an upload whose body has {@code length} bytes. */
  private static String head(String token, long length, String... more) {
    return """
    POST /api/uploads/document/ HTTP/1.1
    Host: localhost
    Authorization: Token %s
    Content-Type: %s
    Content-Length: %d
    %s
    """
        .formatted(token, Form.TYPE, length, more.length == 0 ? "" : String.join("\n", more) + "\n")
        .replace("\n", "\r\n");
  }

  private static String form(int bytes) {
    return new String(Form.of(SampleFiles.pdf(bytes)), StandardCharsets.ISO_8859_1);
  }

  private static long files(Path directory) {
    try (var files = Files.walk(directory)) {
      return files.filter(Files::isRegularFile).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int upload(TestServer server, String token) {
    String body = form(1_000);
    try (var connection = new RawConnection(server.uri().getPort())) {
      return connection.send(head(token, body.length())).send(body).read().status();
    }
  }

  private void expectNothingLeft(TestServer server) {
    Eventually.until("the spool is empty", () -> files(spool) == 0);
    assertThat(files(stored)).isZero();
    assertThat(server.database().number("select count(*) from upload_upload")).isZero();
  }

  @Test
  void aClientThatLeavesInTheMiddleShouldLeaveNothing() {
    try (var server = start(LATER)) {
      String token = TestServer.token(server.register());
      String body = form(900_000);
      try (var connection = new RawConnection(server.uri().getPort())) {
        connection.send(head(token, body.length())).send(body.substring(0, 400_000));
        Eventually.until("it is on its way", () -> files(spool) == 1);
      }

      expectNothingLeft(server);
      assertThat(upload(server, token)).isEqualTo(201);
    }
  }

  @Test
  void aBodyThatDoesNotComeShouldBeGivenUp() {
    try (var server = start("300ms")) {
      String token = TestServer.token(server.register());
      String body = form(900_000);
      try (var connection = new RawConnection(server.uri().getPort())) {
        connection.send(head(token, body.length())).send(body.substring(0, 100_000));
        var answer = connection.read();

        assertThat(answer.status()).isEqualTo(408);
        assertThat(answer.headers().get("connection")).isEqualTo("close");
        assertThat(answer.body()).contains("\"request_timeout\"");
      }
      expectNothingLeft(server);
    }
  }

  @Test
  void aBodyThatEndsTooEarlyShouldBeMalformed() {
    try (var server = start(LATER)) {
      String token = TestServer.token(server.register());
      String body = form(10_000).substring(0, 9_000);
      try (var connection = new RawConnection(server.uri().getPort())) {
        var answer = connection.send(head(token, body.length())).send(body).read();

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("\"multipart_malformed\"");
      }
      expectNothingLeft(server);
    }
  }

  @Test
  void whoeverAsksFirstShouldBeToldToGoOnOnlyIfTheFileIsWanted() {
    try (var server = start(LATER)) {
      String token = TestServer.token(server.register());
      String body = form(1_000);
      try (var connection = new RawConnection(server.uri().getPort())) {
        connection.send(head(token, body.length(), "Expect: 100-continue"));
        assertThat(connection.read().status()).isEqualTo(100);
        assertThat(connection.send(body).read().status()).isEqualTo(201);
      }
      try (var connection = new RawConnection(server.uri().getPort())) {
        connection.send(head("nobody's", body.length(), "Expect: 100-continue"));
        assertThat(connection.read().status()).isEqualTo(401);
      }
    }
  }
}
