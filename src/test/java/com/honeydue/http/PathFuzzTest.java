package com.honeydue.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.honeydue.bus.Cursor;
import com.honeydue.bus.Failure;
import java.math.BigInteger;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The path tree against a list of regular expressions, and cursors against plain arithmetic. */
class PathFuzzTest {

  private static final List<String> TEMPLATES =
      List.of(
          "/a/",
          "/a/b/",
          "/a/{x}/",
          "/a/{x}/b/",
          "/a/b/{x}/",
          "/{x}/b/a/",
          "/a/{x}.ics",
          "/a/{x}",
          "/a/b.{x}",
          "/{x}/{y}/",
          "/a/{x}/{y}/b",
          "/{x}");

  /**
   * A route.
   *
   * @param ranks of its segments: literals first, then those with the most text around a parameter
   */
  private record Candidate(String template, Pattern pattern, List<Integer> ranks) {

    static Candidate of(String template) {
      var ranks = new ArrayList<Integer>();
      for (String segment : template.substring(1).split("/", -1)) {
        int around = segment.replaceAll("\\{.*}", "").length();
        ranks.add(segment.contains("{") ? Integer.MAX_VALUE - around : 0);
      }
      String regex = template.replace(".", "\\.").replaceAll("\\{\\w}", "([^/]+)");
      return new Candidate(template, Pattern.compile(regex), ranks);
    }

    static int compare(Candidate one, Candidate other) {
      for (int i = 0; i < Math.min(one.ranks.size(), other.ranks.size()); i++) {
        int first = Integer.compare(one.ranks.get(i), other.ranks.get(i));
        if (first != 0) {
          return first;
        }
      }
      return 0;
    }
  }

  @Test
  void paths() {
    var tree = new PathTree<String>();
    TEMPLATES.forEach(template -> tree.add(template, template));
    var candidates = TEMPLATES.stream().map(Candidate::of).toList();
    Fuzz.texts("path", "/", "/", "/a", "/b", "a", "b", ".", ".ics", "b.", "//", "..", "%2f", "{x}")
        .forEach(
            path -> {
              var parameters = new ArrayList<String>();
              var best =
                  candidates.stream()
                      .filter(each -> each.pattern().matcher(path).matches())
                      .min(Candidate::compare);
              @Nullable String found = tree.find(path, parameters);
              assertThat(found).as(path).isEqualTo(best.map(Candidate::template).orElse(null));
              var expected = new ArrayList<String>();
              best.ifPresent(
                  each -> {
                    var match = each.pattern().matcher(path);
                    assertThat(match.matches()).isTrue();
                    for (int i = 1; i <= match.groupCount(); i++) {
                      expected.add(match.group(i));
                    }
                  });
              assertThat(parameters).as(path).isEqualTo(expected);
            });
  }

  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  @Test
  void cursorsShouldComeBack() {
    var random = new Random(3);
    for (int i = 0; i < 5_000; i++) {
      long key = random.nextLong() >> random.nextInt(64);
      assertThat(Cursor.key(Cursor.after(key), -1)).isEqualTo(key);
      var at = Instant.EPOCH.plus(random.nextLong(-1L << 51, 1L << 52), ChronoUnit.MICROS);
      assertThat(Cursor.position(Cursor.after(at, key))).isEqualTo(new Cursor.Position(at, key));
    }
  }

  @Test
  void cursors() {
    Fuzz.texts(
            "cursor",
            Cursor.after(7),
            Cursor.after(-1),
            Cursor.after(Instant.EPOCH, 9),
            "AQ",
            "A",
            "=",
            "_",
            "-",
            "+",
            "/",
            "AAAAAAAAAAAA")
        .forEach(
            text -> {
              var bytes = bytes(text);
              boolean byNumber = bytes != null && bytes.length == 9 && bytes[0] == 1;
              if (byNumber) {
                assertThat(Cursor.key(text, 0))
                    .as(text)
                    .isEqualTo(new BigInteger(bytes).longValue());
              } else {
                assertThatThrownBy(() -> Cursor.key(text, 0)).as(text).isInstanceOf(Failure.class);
              }
              if (bytes == null || bytes.length != 17 || bytes[0] != 2) {
                assertThatThrownBy(() -> Cursor.position(text))
                    .as(text)
                    .isInstanceOf(Failure.class);
              } else {
                positionOrFailure(text);
              }
            });
  }

  private static void positionOrFailure(String text) {
    try {
      var position = Cursor.position(text);
      assertThat(Cursor.after(position.at(), position.id())).isEqualTo(text);
    } catch (Failure outOfRange) {
      assertThat(outOfRange.kind()).isEqualTo(Failure.Kind.INVALID);
    }
  }

  /** What base64url without padding stands for; null where it is not the one spelling of that. */
  private static byte @Nullable [] bytes(String text) {
    BigInteger value = BigInteger.ONE;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int digit = ALPHABET.indexOf(c);
      if (digit < 0) {
        return null;
      }
      value = value.shiftLeft(6).or(BigInteger.valueOf(digit));
    }
    int spare = text.length() * 6 % 8;
    if (spare >= 6 || value.and(BigInteger.valueOf((1 << spare) - 1)).signum() != 0) {
      return null;
    }
    byte[] bytes = value.shiftRight(spare).toByteArray();
    // The leading one keeps leading zeros.
    return java.util.Arrays.copyOfRange(bytes, 1, bytes.length);
  }

  @Test
  void theModelOfBase64ShouldBeRight() {
    var random = new Random(4);
    for (int length = 0; length < 40; length++) {
      byte[] some = new byte[length];
      random.nextBytes(some);
      String text = java.util.Base64.getUrlEncoder().withoutPadding().encodeToString(some);
      assertThat(bytes(text)).isEqualTo(some);
    }
  }
}
