package com.honeydue;

import static com.honeydue.FileClient.code;
import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.testing.Api;
import com.honeydue.testing.Eventually;
import com.honeydue.testing.SmtpPeer;
import com.honeydue.testing.TestServer;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** From asking for a report to reading it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReportsMadeTest {

  private static final Pattern LINK =
      Pattern.compile("http://api\\.test/api/media/signed/[^\\s\"<]+");

  private final SmtpPeer peer = new SmtpPeer(SmtpPeer.Tls.NONE);
  private final TestServer server =
      TestServer.start(
          Map.of(
              "ROLE", "all",
              "JOBS_POLL", "5ms",
              "MAIL_HOST", "127.0.0.1",
              "MAIL_PORT", Integer.toString(peer.port()),
              "MAIL_TLS", "none",
              "NOTIFICATIONS_PUBLIC_URL", "http://api.test"));

  @AfterAll
  void close() {
    server.close();
    peer.close();
  }

  private static long home(Api owner) {
    return owner
        .post(
            "/api/residences/",
            new JsonObject().put("name", "Maple Street").put("time_zone", "UTC"))
        .expect(201)
        .json()
        .getLong("id");
  }

  /** The upload that the report of {@code home} in {@code format} has become. */
  private long made(long home, Api owner, String format) {
    owner
        .post(
            "/api/residences/" + home + "/generate-tasks-report/",
            new JsonObject().put("format", format))
        .expect(202);
    String type = format.equals("pdf") ? "application/pdf" : "text/csv";
    String made =
        "select count(*) from upload_upload u join residence_residence r on r.owner_id = u.owner_id"
            + " where u.kind = 'report' and r.id = ? and u.media_type = ?";
    Eventually.until("it is made", () -> server.database().number(made, home, type) == 1);
    return server.database().number(made.replace("count(*)", "max(u.id)"), home, type);
  }

  @Test
  void aReportShouldBeReadByWhoHasAskedForItAndNobodyElse() {
    var anna = FileClient.signedUp(server);
    var owner = server.api().as(anna.token());
    long home = home(owner);

    long id = made(home, owner, "pdf");

    var answer = anna.send("GET", "/api/media/" + id + "/");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).asString(StandardCharsets.ISO_8859_1).startsWith("%PDF-");
    assertThat(answer.headers().firstValue("Content-Disposition"))
        .hasValue("attachment; filename=\"home-history-" + id + ".pdf\"");
    assertThat(code(FileClient.signedUp(server).send("GET", "/api/media/" + id + "/")))
        .isEqualTo("404 not_found");
    assertThat(
            server
                .database()
                .number("select count(*) from jobs_outbox where type = 'report.home_history'"))
        .as("the job ended with the row")
        .isZero();
    assertThat(
            server
                .database()
                .number("select count(*) from subscription_usage where resource = 'storage_kib'"))
        .as("it takes none of the room")
        .isZero();
  }

  @Test
  void whoeverHasAskedForAReportShouldBeMailedALinkToIt() {
    var account = server.register();
    var owner = server.api().as(TestServer.token(account));
    server.database().execute("update auth_user set email_verified = true");
    String to = account.getJsonObject("user").getString("email");

    long id = made(home(owner), owner, "csv");

    Eventually.until("the mail came", () -> link(to).isPresent());
    assertThat(
            owner
                .get("/api/notifications/?type=report_ready")
                .json()
                .getJsonArray("items")
                .getJsonObject(0)
                .getLong("upload_id"))
        .as("where the app finds it")
        .isEqualTo(id);
    var answer =
        FileClient.anybody(
            link(to).orElseThrow().replace("http://api.test", server.uri().toString()));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/csv");
    assertThat(answer.headers().firstValue("Content-Disposition"))
        .hasValueSatisfying(name -> assertThat(name).contains("home-history-").contains(".csv"));
  }

  /** The link that was mailed to {@code email}, without the line breaks of quoted-printable. */
  private Optional<String> link(String email) {
    return peer.mails().stream()
        .filter(mail -> mail.contains("To: " + email))
        .map(mail -> LINK.matcher(mail.replace("=\r\n", "").replace("=3D", "=")))
        .filter(Matcher::find)
        .map(Matcher::group)
        .findFirst();
  }

  @Test
  void aReportShouldAlsoBeCsv() {
    var anna = FileClient.signedUp(server);
    var owner = server.api().as(anna.token());

    long id = made(home(owner), owner, "csv");

    var answer = anna.send("GET", "/api/media/" + id + "/");
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/csv");
    assertThat(answer.body()).asString(StandardCharsets.UTF_8).contains("\r\n");
  }
}
