package com.honeydue;

import static com.honeydue.FileClient.code;
import static com.honeydue.FileClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.testing.Directories;
import com.honeydue.testing.Eventually;
import com.honeydue.testing.Form;
import com.honeydue.testing.SampleFiles;
import com.honeydue.testing.TestServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Files on their way in and out, kept in a directory. */
class UploadsTest {

  private static final Path STORED = Directories.temporary("stored");
  private static final Path SPOOL = Directories.temporary("spool");
  private static final byte[] PICTURE = SampleFiles.picture("jpg", 640, 480);
  private static TestServer server;
  private static FileClient anna;

  @BeforeAll
  static void start() {
    server =
        TestServer.start(
            Map.of(
                "ROLE", "all",
                "JOBS_POLL", "5ms",
                "STORAGE_DIRECTORY", STORED.toString(),
                "STORAGE_UPLOADS_SPOOL_DIRECTORY", SPOOL.toString(),
                "STORAGE_UPLOADS_MAX_PICTURE_BYTES", "256KiB",
                "STORAGE_UPLOADS_MAX_DOCUMENT_BYTES", "1MiB"));
    anna = FileClient.signedUp(server);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String header(HttpResponse<?> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  private static String media(long id) {
    return "/api/media/" + id + "/";
  }

  private static long files(Path directory) {
    try (var files = Files.walk(directory)) {
      return files.filter(Files::isRegularFile).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long rows() {
    return server.database().number("select count(*) from upload_upload");
  }

  private static String sha256(byte[] bytes) throws GeneralSecurityException {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  @Test
  void aPictureShouldComeOutAsItIsSaidToBe() throws Exception {
    var upload = anna.upload("image", PICTURE);

    var answer = anna.send("GET", media(upload.getLong("id")));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(header(answer, "Content-Type")).isEqualTo("image/jpeg");
    assertThat(header(answer, "ETag")).isEqualTo('"' + upload.getString("sha256") + '"');
    assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(header(answer, "Content-Security-Policy")).contains("sandbox");
    assertThat(header(answer, "Content-Disposition")).isEqualTo("inline");
    assertThat(header(answer, "Cache-Control")).isEqualTo("private, no-cache");
    assertThat(sha256(answer.body())).isEqualTo(upload.getString("sha256"));
    assertThat(answer.body().length).isEqualTo(upload.getInteger("bytes"));
    var image = ImageIO.read(new ByteArrayInputStream(answer.body()));
    assertThat(image.getWidth()).isEqualTo(640).isEqualTo(upload.getInteger("width"));
    assertThat(upload.getString("kind")).isEqualTo("image");

    var thumbnail = anna.send("GET", media(upload.getLong("id")) + "?thumbnail=true");
    assertThat(ImageIO.read(new ByteArrayInputStream(thumbnail.body())).getWidth()).isEqualTo(320);
    assertThat(header(thumbnail, "ETag")).isNotEqualTo(header(answer, "ETag"));
  }

  @Test
  void aDocumentShouldStayAsItIsAndBeSavedNotShown() {
    byte[] pdf = SampleFiles.pdf(900_000);
    var upload = anna.upload("document", pdf);

    var answer = anna.send("GET", media(upload.getLong("id")));

    assertThat(answer.body()).isEqualTo(pdf);
    assertThat(header(answer, "Content-Type")).isEqualTo("application/pdf");
    assertThat(header(answer, "Content-Disposition"))
        .isEqualTo("attachment; filename=\"document-" + upload.getLong("id") + ".pdf\"");
    assertThat(header(answer, "Content-Security-Policy")).isEqualTo("default-src 'none'; sandbox");
    assertThat(code(anna.send("GET", media(upload.getLong("id")) + "?thumbnail=true")))
        .isEqualTo("404 not_found");
    assertThat(upload.getValue("width")).isNull();
  }

  @Test
  void partsAndConditionsShouldBeHonoured() {
    byte[] pdf = SampleFiles.pdf(10_000);
    String path = media(anna.brought("document", pdf));
    String tag = header(anna.send("GET", path), "ETag");

    var part = anna.send("GET", path, "Range", "bytes=0-7", "If-Range", tag);
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.body()).asString(StandardCharsets.US_ASCII).isEqualTo("%PDF-1.7");
    assertThat(header(part, "Content-Range")).isEqualTo("bytes 0-7/10000");
    var tail = anna.send("GET", path, "Range", "bytes=-7");
    assertThat(tail.body()).asString(StandardCharsets.US_ASCII).isEqualTo("\n%%EOF\n");
    assertThat(anna.send("GET", path, "Range", "bytes=0-7", "If-Range", "\"other\"").body())
        .isEqualTo(pdf);
    var behind = anna.send("GET", path, "Range", "bytes=10000-");
    assertThat(code(behind)).isEqualTo("416 range_not_satisfiable");
    assertThat(header(behind, "Content-Range")).isEqualTo("bytes */10000");

    assertThat(anna.send("GET", path, "If-None-Match", tag).statusCode()).isEqualTo(304);
    var head = anna.send("HEAD", path);
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(header(head, "Content-Length")).isEqualTo("10000");
    assertThat(header(head, "ETag")).isEqualTo(tag);
  }

  @Test
  void whatIsNotTakenShouldBeSaidAndLeaveNothing() {
    long rows = rows();
    long stored = files(STORED);
    byte[] heic = ("\0\0\0\u0018ftypheic" + "x".repeat(100)).getBytes(StandardCharsets.ISO_8859_1);
    byte[] html = "<html><script>alert(1)</script>".getBytes(StandardCharsets.US_ASCII);
    byte[] truncated = Arrays.copyOf(SampleFiles.pdf(5_000), 4_000);
    byte[] bomb = SampleFiles.picture("png", 9_000, 6_000);
    assertThat(bomb.length).isLessThan(256 * 1024);

    assertThat(code(anna.bring("image", heic))).isEqualTo("415 heic_not_supported");
    assertThat(code(anna.bring("image", html))).isEqualTo("415 file_type_not_supported");
    for (String kind : List.of("image", "completion", "avatar")) {
      assertThat(code(anna.bring(kind, SampleFiles.pdf(500)))).isEqualTo("415 picture_expected");
    }
    assertThat(code(anna.bring("document", truncated))).isEqualTo("422 file_unreadable");
    assertThat(code(anna.bring("document", new byte[0]))).isEqualTo("422 file_unreadable");
    assertThat(code(anna.bring("document", SampleFiles.pdf((1 << 20) + 1))))
        .isEqualTo("413 file_too_large");
    byte[] large = Arrays.copyOf(PICTURE, 300 * 1024);
    assertThat(code(anna.bring("image", large))).isEqualTo("413 file_too_large");
    assertThat(code(anna.bring("image", bomb))).isEqualTo("413 too_many_pixels");
    assertThat(code(anna.bring("image", Arrays.copyOf(PICTURE, 100))))
        .isEqualTo("422 file_unreadable");
    assertThat(code(anna.bring("video", PICTURE))).isEqualTo("400 invalid_request");
    assertThat(
            code(
                FileClient.send(
                    anna.bringing("image", Form.of("form-data; name=\"other\"", PICTURE)))))
        .isEqualTo("400 multipart_malformed");
    assertThat(
            code(
                FileClient.send(
                    anna.request("/api/uploads/image/", "Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("{}"))
                        .build())))
        .isEqualTo("415 unsupported_media_type");

    assertThat(rows()).isEqualTo(rows);
    assertThat(files(STORED)).isEqualTo(stored);
    assertThat(files(SPOOL)).isZero();
  }

  @Test
  void thereShouldBeRoomForSoMuchHoweverManyComeAtOnce() {
    var owner = server.register();
    long id = owner.getJsonObject("user").getLong("id");
    var ben = new FileClient(server, TestServer.token(owner));
    long most =
        server
            .database()
            .number(
                "select maximum from subscription_tierlimit where tier = 'free' and resource ="
                    + " 'storage_kib'");
    server
        .database()
        .execute(
            "insert into subscription_usage (user_id, resource, used) values (%d, 'storage_kib', %d)"
                .formatted(id, most - 31));
    long stored = files(STORED);
    byte[] pdf = SampleFiles.pdf(10 * 1024);

    var answers =
        IntStream.range(0, 12).parallel().mapToObj(unused -> ben.bring("document", pdf)).toList();

    assertThat(answers.stream().filter(it -> it.statusCode() == 201)).hasSize(3);
    var refused = answers.stream().filter(it -> it.statusCode() != 201).findFirst().orElseThrow();
    assertThat(code(refused)).isEqualTo("403 tier_limit_reached");
    assertThat(json(refused).getLong("limit")).isEqualTo(most);
    assertThat(json(refused).getString("upgrade_trigger")).isEqualTo("more_storage");
    assertThat(used(id)).isEqualTo(most - 1);
    assertThat(files(STORED)).as("what was refused is gone").isEqualTo(stored + 3);
    assertThat(files(SPOOL)).isZero();
  }

  private static long used(long user) {
    return server
        .database()
        .number(
            "select used from subscription_usage where resource = 'storage_kib' and user_id = ?",
            user);
  }

  @Test
  void whatWasThrownAwayShouldGoWithItsFile() {
    var owner = server.register();
    long user = owner.getJsonObject("user").getLong("id");
    var ben = new FileClient(server, TestServer.token(owner));
    long stored = files(STORED);
    long id = ben.brought("image", PICTURE);
    assertThat(files(STORED)).isEqualTo(stored + 2);
    assertThat(used(user)).isPositive();

    assertThat(code(anna.send("DELETE", "/api/uploads/" + id + "/"))).isEqualTo("404 not_found");
    assertThat(ben.send("DELETE", "/api/uploads/" + id + "/").statusCode()).isEqualTo(204);

    assertThat(code(ben.send("GET", media(id)))).isEqualTo("404 not_found");
    assertThat(used(user)).isZero();
    Eventually.until("the file is gone", () -> files(STORED) == stored);
  }
}
