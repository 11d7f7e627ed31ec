package com.honeydue.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.honeydue.bus.Failure;
import com.honeydue.config.Secret;
import com.honeydue.testing.TestS3;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Links with which whoever has them reads one file for some time. */
class LinksTest {

  private static final Duration LIFE = Duration.ofMinutes(5);
  private static final Delivery PDF = new Delivery("application/pdf", "document.pdf");
  private static final Delivery PICTURE = new Delivery("image/jpeg", null);

  private Instant now = Instant.parse("2026-05-31T10:00:00Z");
  private final SignedLinks links = new SignedLinks(new Secret("a key"), () -> now);

  @Test
  void anS3ShouldFindThePresignedLinkSigned() {
    for (String pathStyle : new String[] {"true", "false"}) {
      Map<String, String> environment = new HashMap<>(TestS3.environment("https://s3.example.com"));
      environment.put("STORAGE_S3_PATH_STYLE", pathStyle);
      environment.put("STORAGE_S3_REGION", "eu-central-003");
      try (var s3 = StorageFixture.of(environment)) {
        String link = s3.storage.link("uploads/2026-05-31/abc", PDF, LIFE);
        var seen = Instant.now();

        assertThat(link)
            .startsWith(
                pathStyle.equals("true")
                    ? "https://s3.example.com/files/uploads/2026-05-31/abc?"
                    : "https://files.s3.example.com/uploads/2026-05-31/abc?");
        assertThat(URLDecoder.decode(link, StandardCharsets.UTF_8))
            .contains("response-content-type=application/pdf")
            .contains("response-content-disposition=attachment; filename=\"document.pdf\"")
            .contains("X-Amz-Expires=300");
        assertThat(holds(link, seen)).isTrue();
        assertThat(holds(link, seen.plus(LIFE))).as("its time is over").isFalse();
        assertThat(holds(link.replace("/abc?", "/abd?"), seen)).as("another file").isFalse();
        assertThat(holds(link.replace("Expires=300", "Expires=900"), seen)).isFalse();
        assertThat(SigV4.holds(link, TestS3.KEY_ID, "another key", seen)).isFalse();
      }
    }
  }

  private static boolean holds(String link, Instant now) {
    return SigV4.holds(link, TestS3.KEY_ID, TestS3.KEY, now);
  }

  @Test
  void ourOwnLinkShouldSayWhatItLetsRead() {
    assertThat(links.open(token(links.sign("a/file", PDF, LIFE))))
        .isEqualTo(new SignedLinks.Link("a/file", PDF));
    assertThat(links.open(token(links.sign("a/picture", PICTURE, LIFE))))
        .isEqualTo(new SignedLinks.Link("a/picture", PICTURE));
  }

  @Test
  void ourOwnLinkShouldEnd() {
    String token = token(links.sign("a/file", PDF, LIFE));

    now = now.plus(LIFE).minusSeconds(1);
    assertThat(links.open(token).key()).isEqualTo("a/file");
    now = now.plusSeconds(1);
    refused(token);
  }

  @Test
  void whatWeHaveNotSignedShouldLeadNowhere() {
    String token = token(links.sign("a/file", PDF, LIFE));
    String other = token(links.sign("a/other", PDF, LIFE));
    int dot = token.indexOf('.');

    for (int i = 0; i < token.length(); i++) {
      char changed = token.charAt(i) == 'A' ? 'B' : 'A';
      String forged = token.substring(0, i) + changed + token.substring(i + 1);
      // The last digit of each half has bits that mean nothing.
      if (i != dot - 1 && i != token.length() - 1) {
        refused(forged);
      }
    }
    refused(other.substring(0, other.indexOf('.')) + token.substring(dot));
    refused("");
    refused(".");
    refused(token.substring(0, dot));
    refused("ä.ö");
    refused("A".repeat(100_000));
    refused(token(new SignedLinks(new Secret("another"), () -> now).sign("a/file", PDF, LIFE)));
  }

  private void refused(String token) {
    assertThatThrownBy(() -> links.open(token)).isInstanceOf(Failure.class);
  }

  private static String token(String link) {
    assertThat(link).matches("/api/media/signed/[A-Za-z0-9._-]+/");
    return link.replaceAll("^/api/media/signed/|/$", "");
  }
}
