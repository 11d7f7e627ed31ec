package com.honeydue;

import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.testing.Directories;
import com.honeydue.testing.Eventually;
import com.honeydue.testing.SampleFiles;
import com.honeydue.testing.SmtpPeer;
import com.honeydue.testing.TestServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** From asking for all that one has to the archive that the mailed link leads to. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccountExportTest {

  private static final Pattern LINK = Pattern.compile("http://\\S*/api/media/signed/\\S+");

  private final Path spool = Directories.temporary("spool");
  private final SmtpPeer peer = new SmtpPeer(SmtpPeer.Tls.NONE);
  private final TestServer server =
      TestServer.start(
          Map.of(
              "ROLE", "all",
              "JOBS_POLL", "5ms",
              "STORAGE_UPLOADS_SPOOL_DIRECTORY", spool.toString(),
              "MAIL_HOST", "127.0.0.1",
              "MAIL_PORT", Integer.toString(peer.port()),
              "MAIL_TLS", "none",
              "NOTIFICATIONS_PUBLIC_URL", "http://app.test"));

  @AfterAll
  void close() {
    server.close();
    peer.close();
  }

  private String link() {
    Eventually.until("the mail came", () -> peer.mails().stream().anyMatch(this::hasLink));
    var mail = peer.mails().stream().filter(this::hasLink).findFirst().orElseThrow();
    var link = LINK.matcher(text(mail));
    assertThat(link.find()).isTrue();
    return link.group();
  }

  private boolean hasLink(String mail) {
    return LINK.matcher(text(mail)).find();
  }

  /** Without the line breaks of quoted-printable. */
  private static String text(String mail) {
    return mail.replace("=\r\n", "").replace("=\n", "").replace("=3D", "=");
  }

  private static Map<String, byte[]> entries(byte[] zip) throws IOException {
    Map<String, byte[]> entries = new TreeMap<>();
    try (var in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        entries.put(entry.getName(), in.readAllBytes());
      }
    }
    return entries;
  }

  private static JsonArray section(Map<String, byte[]> entries, String name) {
    return new JsonArray(new String(entries.get("data/" + name + ".json"), StandardCharsets.UTF_8));
  }

  @Test
  void anArchiveShouldHoldAllThatTheAccountHas() throws IOException {
    var account = server.register();
    var anna = new FileClient(server, TestServer.token(account));
    var api = server.api().as(anna.token());
    long user = account.getJsonObject("user").getLong("id");
    server
        .database()
        .execute(
            "insert into user_externalidentity (user_id, provider, subject, email) values (%d, 'apple', '001.x', 'relay@example.org')"
                .formatted(user));
    long home =
        api.post("/api/residences/", new JsonObject().put("name", "Elm").put("time_zone", "UTC"))
            .expect(201)
            .json()
            .getLong("id");
    api.post("/api/tasks/", new JsonObject().put("residence_id", home).put("title", "Sweep"))
        .expect(201);
    String device = "fcm-device-token-that-is-personal";
    api.post(
            "/api/notifications/devices/",
            new JsonObject().put("provider", "fcm").put("token", device).put("name", "Phone"))
        .expect(201);
    server
        .database()
        .execute(
            "insert into notifications_notification (user_id, type, subject, local_date, channel)"
                + " values (%d, 'task_overdue', 'task:1', current_date, 'in_app')".formatted(user));
    byte[] pdf = SampleFiles.pdf(9_000);
    long file = anna.brought("document", pdf);
    long picture = anna.brought("image", SampleFiles.picture("png", 64, 48));

    api.post("/api/auth/export/").expect(202);

    String link = link();
    assertThat(link).startsWith("http://app.test/");
    var answer = FileClient.anybody(link.replace("http://app.test", server.uri().toString()));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/zip");
    var entries = entries(answer.body());
    assertThat(entries.get("files/" + file + ".pdf")).isEqualTo(pdf);
    assertThat(entries).containsKey("files/" + picture + ".png");
    assertThat(section(entries, "account").getJsonObject(0).getString("username"))
        .isEqualTo(account.getJsonObject("user").getString("username"));
    assertThat(section(entries, "identities").getJsonObject(0).getString("subject"))
        .isEqualTo("001.x");
    assertThat(section(entries, "residences").getJsonObject(0).getString("name")).isEqualTo("Elm");
    assertThat(section(entries, "tasks").getJsonObject(0).getString("title")).isEqualTo("Sweep");
    assertThat(section(entries, "devices").getJsonObject(0).getString("name")).isEqualTo("Phone");
    assertThat(section(entries, "notifications").getJsonObject(0).getString("type"))
        .isEqualTo("task_overdue");
    assertThat(section(entries, "files")).hasSize(2);
    String all = new String(answer.body(), StandardCharsets.ISO_8859_1);
    for (var name : entries.keySet()) {
      all += new String(entries.get(name), StandardCharsets.ISO_8859_1);
    }
    assertThat(all)
        .doesNotContain("argon2id")
        .doesNotContain("key_hash")
        .doesNotContain(device)
        .doesNotContain(anna.token());
    assertThat(
            server
                .database()
                .number("select count(*) from jobs_outbox where type = 'account.export'"))
        .isZero();
    try (var left = Files.list(spool)) {
      assertThat(left).isEmpty();
    }
  }
}
