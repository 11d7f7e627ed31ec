package com.honeydue.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.bus.Preconditions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The parsers of header fields against others that are written straight from the grammar: both take
 * the same and refuse the same, whatever comes.
 */
class HeaderFuzzTest {

  private static final Pattern AUTHORIZATION =
      Pattern.compile(
          "(?:[Tt][Oo][Kk][Ee][Nn]|[Bb][Ee][Aa][Rr][Ee][Rr]) [ \t]*([!-~]{1,512})[ \t]*");
  private static final String TAG = "(?:W/)?\"([!#-~\\x80-\\xff]*)\"";
  private static final Pattern ONE_TAG = Pattern.compile(TAG);
  private static final Pattern TAGS =
      Pattern.compile("[ \t,]*" + TAG + "(?:[ \t]*,[ \t,]*" + TAG + ")*[ \t,]*");
  private static final Pattern STAR = Pattern.compile("[ \t]*\\*[ \t]*");
  private static final Pattern QUALITY = Pattern.compile("0(\\.\\d{0,3})?|1(\\.0{0,3})?");

  /** Compares two parsers; says for which input they differ. */
  private static <T extends @Nullable Object> void same(
      Stream<String> inputs, Function<String, T> parser, Function<String, T> model) {
    inputs.forEach(
        input -> assertThat(parser.apply(input)).as("<%s>", input).isEqualTo(model.apply(input)));
  }

  @Test
  void tokens() {
    same(
        Fuzz.texts(
            "authorization",
            "Token",
            "token",
            "BEARER",
            "Bearer",
            "Basic",
            " ",
            "\t",
            "abc",
            "~!",
            "=",
            ","),
        AccessToken::of,
        text -> {
          var match = AUTHORIZATION.matcher(text);
          return match.matches() ? match.group(1) : null;
        });
  }

  @Test
  void requestIds() {
    same(
        Fuzz.texts("x-request-id", "abcd", "EFGH1234", "-", "_", " ", "x".repeat(30), "\u00e9"),
        RequestIds::isWellFormed,
        text -> text.matches("[A-Za-z0-9_-]{8,64}"));
    assertThat(Stream.generate(() -> RequestIds.of(null)).limit(1_000))
        .doesNotHaveDuplicates()
        .allMatch(RequestIds::isWellFormed);
  }

  @Test
  void entityTags() {
    same(
        Fuzz.texts(
            "if-match",
            "\"1\"",
            "W/",
            "W/\"2\"",
            "\"\"",
            "\"",
            "*",
            "\"*\"",
            ",",
            ", ",
            " ",
            "\t",
            "a",
            "\"\u00e9\""),
        EntityTags::parse,
        HeaderFuzzTest::tags);
  }

  private static @Nullable List<String> tags(String text) {
    if (STAR.matcher(text).matches()) {
      return List.of("*");
    }
    if (!TAGS.matcher(text).matches()) {
      return null;
    }
    return ONE_TAG
        .matcher(text)
        .results()
        .map(tag -> tag.group(1).equals("*") ? "\"*\"" : tag.group(1))
        .toList();
  }

  @Test
  void entityTagsShouldComeBackAsTheyWereSent() {
    var random = new Random(1);
    for (int i = 0; i < 2_000; i++) {
      var tags =
          random.ints(random.nextInt(1, 5)).mapToObj(n -> Integer.toUnsignedString(n, 36)).toList();
      var sent = tags.stream().map(tag -> EntityTags.header(tag, random.nextBoolean())).toList();
      assertThat(EntityTags.parse(String.join(random.nextBoolean() ? ", " : ",", sent)))
          .isEqualTo(tags);
    }
  }

  /** A condition that any version meets is a star, and nothing else. */
  @Test
  void onlyAStarShouldMeanAnyVersion() {
    for (String tag :
        List.of("\"*\"", "W/\"*\"", "\"+3\"", "\"03\"", "\"-0\"", "\" 3\"", "\"3 \"")) {
      var parsed = EntityTags.parse(tag);
      if (parsed != null) {
        assertThat(new Preconditions(parsed, List.of()).acceptedVersions())
            .as(tag)
            .containsExactly(-1L);
        assertThat(new Preconditions(List.of(), parsed).holds("3")).as(tag).isFalse();
      }
    }
    assertThat(new Preconditions(List.of("*"), List.of()).acceptedVersions()).isNull();
    assertThat(new Preconditions(List.of("3", "-7"), List.of()).acceptedVersions())
        .containsExactly(3L, -7L);
  }

  @Test
  void acceptedTypes() {
    var json = List.of("application/json");
    same(
        Fuzz.texts(
            "accept",
            "application/json",
            "Application/*",
            "*/*",
            "text/html",
            ";q=0",
            "; q=0.5",
            ";Q=1.000",
            ";q=2",
            ";q=NaN",
            ";q=",
            ",",
            ", ",
            ";a=\"",
            "b\"",
            "\\",
            " "),
        text -> MediaRanges.accepts(text, json),
        text ->
            quality(text, "application/json", List.of("application/json", "application/*", "*/*"))
                > 0);
  }

  @Test
  void acceptedCodings() {
    same(
        Fuzz.texts(
            "accept-encoding",
            "gzip",
            "GZIP",
            "x-gzip",
            "br",
            "*",
            "identity",
            ";q=0",
            "; q=0.001",
            ";q=1.1",
            ",",
            ", ",
            " "),
        Gzip::accepted,
        text ->
            Arrays.stream(elements(text, ','))
                .filter(element -> name(element).matches("(x-)?gzip"))
                .findFirst()
                .map(element -> weight(element) > 0)
                .orElseGet(
                    () ->
                        Arrays.stream(elements(text, ','))
                            .anyMatch(each -> name(each).equals("*") && weight(each) > 0)));
  }

  /** The weight of the most specific range there is; of equal ones the first. */
  private static double quality(String accept, String type, List<String> ranges) {
    assertThat(ranges.getFirst()).isEqualTo(type);
    for (String range : ranges) {
      for (String element : elements(accept, ',')) {
        if (name(element).equals(range)) {
          return weight(element);
        }
      }
    }
    return 0;
  }

  private static String name(String element) {
    return trimmed(elements(element, ';')[0]).toLowerCase(Locale.ROOT);
  }

  private static double weight(String element) {
    return Arrays.stream(elements(element, ';'))
        .map(HeaderFuzzTest::trimmed)
        .filter(parameter -> parameter.startsWith("q=") || parameter.startsWith("Q="))
        .findFirst()
        .map(parameter -> parameter.substring(2))
        .map(q -> QUALITY.matcher(q).matches() ? Double.parseDouble(q) : 1.0)
        .orElse(1.0);
  }

  private static String trimmed(String text) {
    return text.replaceAll("^[ \t]+|[ \t]+$", "");
  }

  /** Splits outside of quoted strings, by a state machine of its own. */
  private static String[] elements(String text, char separator) {
    var found = new ArrayList<String>(List.of(""));
    char state = ' ';
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (state == ' ' && c == separator) {
        found.add("");
        continue;
      }
      found.set(found.size() - 1, found.getLast() + c);
      state =
          switch (state) {
            case '\\' -> '"';
            case '"' -> c == '\\' ? '\\' : c == '"' ? ' ' : '"';
            default -> c == '"' ? '"' : ' ';
          };
    }
    return found.toArray(String[]::new);
  }
}
