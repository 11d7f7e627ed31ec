package com.honeydue;

import static com.honeydue.FileClient.code;
import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.testing.Eventually;
import com.honeydue.testing.SampleFiles;
import com.honeydue.testing.TestS3;
import com.honeydue.testing.TestServer;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Files on their way in and out, kept in an S3. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UploadsOverS3Test {

  private static final byte[] PICTURE = SampleFiles.picture("jpg", 640, 480);

  private final TestS3 s3 = TestS3.start();
  private final TestServer server = TestServer.start(settings());
  private final FileClient anna = FileClient.signedUp(server);

  private Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>(s3.environment());
    settings.put("AUTH_LOCAL_CACHE", "0s");
    return settings;
  }

  @AfterAll
  void close() {
    server.close();
    s3.close();
  }

  private String link(String path) {
    var answer = anna.send("GET", path);
    assertThat(answer.statusCode()).isEqualTo(302);
    assertThat(answer.body()).isEmpty();
    return answer.headers().firstValue("Location").orElseThrow();
  }

  @Test
  void aReaderShouldBeSentToWhereTheFileIs() {
    byte[] pdf = SampleFiles.pdf(100_000);
    var upload = anna.upload("document", pdf);
    String path = "/api/media/" + upload.getLong("id") + "/";

    String link = link(path);
    assertThat(link).startsWith(s3.endpoint()).contains("X-Amz-Expires=300");
    assertThat(link).contains("response-content-disposition=attachment");
    assertThat(FileClient.anybody(link).body()).isEqualTo(pdf);

    String tag = '"' + upload.getString("sha256") + '"';
    assertThat(anna.send("GET", path, "If-None-Match", tag).statusCode()).isEqualTo(304);
    assertThat(anna.send("HEAD", path).statusCode()).isEqualTo(302);
    assertThat(code(FileClient.signedUp(server).send("GET", path))).isEqualTo("404 not_found");
  }

  @Test
  void aFileOfSeveralPartsShouldComeOutWhole() {
    byte[] pdf = SampleFiles.pdf(12 << 20);
    long id = anna.brought("document", pdf);

    assertThat(FileClient.anybody(link("/api/media/" + id + "/")).body()).isEqualTo(pdf);
  }

  @Test
  void aThumbnailShouldHaveALinkOfItsOwn() {
    long id = anna.brought("image", PICTURE);

    String thumbnail = link("/api/media/" + id + "/?thumbnail=true");

    assertThat(FileClient.anybody(thumbnail).body().length).isPositive().isLessThan(PICTURE.length);
    assertThat(thumbnail).isNotEqualTo(link("/api/media/" + id + "/"));
  }

  @Test
  void anUploadShouldBeOneTraceDownToTheS3() {
    server.forgetSpans();
    anna.brought("image", PICTURE);
    Eventually.until("the request's span ended", () -> server.spans().stream().anyMatch(this::top));

    var lines = new ArrayList<String>();
    draw(server.spans().stream().filter(this::top).findFirst().orElseThrow(), "", lines);

    assertThat(lines)
        .containsSequence("POST /api/uploads/{upload}/", "  auth: authenticate", "    EVALSHA")
        .containsSequence("  Upload", "    PutObject", "  Upload", "    PutObject")
        .containsSequence("  service: uploadFile", "    INSERT upload_upload");
  }

  /** Registering may end its span only after its answer has come. */
  private boolean top(SpanData span) {
    return span.getName().startsWith("POST /api/uploads/");
  }

  private void draw(SpanData span, String indent, List<String> lines) {
    lines.add(indent + span.getName());
    server.spans().stream()
        .filter(below -> below.getParentSpanId().equals(span.getSpanId()))
        .sorted(Comparator.comparingLong(SpanData::getStartEpochNanos))
        .forEach(below -> draw(below, indent + "  ", lines));
  }
}
