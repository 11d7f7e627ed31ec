package com.honeydue.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.bus.Failure;
import io.vertx.core.buffer.Buffer;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@link JsonBody} against {@link NaiveJson}: the same is taken, means the same and is refused. */
class JsonBodyFuzzTest {

  private static final String[] PIECES = {
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"a\"",
    "\"b\":",
    "\"",
    "\\",
    "\\u00",
    "\\ud83d\\ude00",
    "\\ud800",
    "1",
    "-0",
    "1e5",
    "1e400",
    "0.5",
    "01",
    "true",
    "null",
    "NaN",
    " ",
    "\n",
    "\u00c3\u00a4",
    "\u00c0\u0080",
    "\u00ed\u00a0\u0080",
    "\u0000",
    "\u00ef\u00bb\u00bf"
  };

  @Test
  void anyText() {
    Fuzz.texts("json", PIECES).forEach(text -> compare(text.getBytes(StandardCharsets.ISO_8859_1)));
  }

  @Test
  void textThatIsAlmostJson() {
    var random = new Random(5);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = json(random, 4).getBytes(StandardCharsets.UTF_8);
      compare(bytes);
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      compare(bytes);
    }
  }

  /** What was written comes back. */
  @Test
  void jsonShouldBeTaken() {
    var random = new Random(6);
    for (int i = 0; i < 5_000; i++) {
      String text = json(random, 4);
      assertThat(outcome(text.getBytes(StandardCharsets.UTF_8)))
          .as(text)
          .doesNotStartWith("refused");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'cost': 1e400} | /cost | is out of range",
        "{'a': {'b': [1, 2, -1e999999]}} | /a/b/2 | is out of range",
        "[1E+309] | /0 | is out of range",
        "{'a/b': 1e400} | /a~1b | is out of range",
        "{'n': 1DIGITS} | /n | has more digits than the server reads",
        "{'n': [0.1DIGITS]} | /n/0 | has more digits than the server reads",
        "{'n': '\\u0000'} | /n | must not contain U+0000 or half a surrogate pair",
        "{'x': 1, 'n': '\\ud800'} | /n | must not contain U+0000 or half a surrogate pair",
      })
  void whatIsWrongWithAValueShouldNameIt(String text, String pointer, String message) {
    String json = text.replace('\'', '"').replace("DIGITS", "2".repeat(200));
    assertThat(failure(json).errors())
        .singleElement()
        .satisfies(
            error -> {
              assertThat(error.pointer()).isEqualTo(pointer);
              assertThat(error.message()).isEqualTo(message);
            });
  }

  @Test
  void aNameThatIsTooLongShouldNotBeTakenForANumber() {
    assertThat(failure("{\"a\": 1, \"" + "n".repeat(300) + "\": 2}").code())
        .isEqualTo("json_limits");
  }

  private static Failure failure(String json) {
    try {
      JsonBody.parse(Buffer.buffer(json));
      throw new AssertionError("taken: " + json);
    } catch (Failure refused) {
      return refused;
    }
  }

  private static void compare(byte[] bytes) {
    String expected;
    try {
      expected = plain(NaiveJson.parse(bytes));
    } catch (NaiveJson.Refused e) {
      expected = "refused";
    }
    assertThat(outcome(bytes)).as(new String(bytes, StandardCharsets.UTF_8)).isEqualTo(expected);
  }

  private static String outcome(byte[] bytes) {
    try {
      return plain(JsonBody.parse(Buffer.buffer(bytes)));
    } catch (Failure refused) {
      assertThat(refused.kind()).isEqualTo(Failure.Kind.INVALID);
      return "refused";
    }
  }

  /** A text by which values are compared: integers whatever their Java type. */
  private static String plain(@Nullable Object value) {
    return switch (value) {
      case Map<?, ?> members ->
          members.entrySet().stream()
              .map(member -> member.getKey() + "=" + plain(member.getValue()))
              .collect(Collectors.joining(";", "{", "}"));
      case List<?> items ->
          items.stream().map(JsonBodyFuzzTest::plain).collect(Collectors.joining(";", "[", "]"));
      case Integer number -> BigInteger.valueOf(number).toString();
      case null, default -> String.valueOf(value);
    };
  }

  private static String json(Random random, int depth) {
    return switch (random.nextInt(depth > 0 ? 8 : 6)) {
      case 0 -> "null";
      case 1 -> Boolean.toString(random.nextBoolean());
      case 2 -> Long.toString(random.nextLong() >> random.nextInt(64));
      case 3 -> Double.toString(random.nextGaussian() * Math.pow(10, random.nextInt(-20, 20)));
      case 4, 5 -> string(random);
      case 6 ->
          IntStream.range(0, random.nextInt(4))
              .mapToObj(i -> json(random, depth - 1))
              .collect(Collectors.joining(", ", "[", " ]"));
      default -> {
        Map<String, String> members = new LinkedHashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          members.put("\"" + random.nextInt(9) + "\"", json(random, depth - 1));
        }
        yield members.entrySet().stream()
            .map(member -> member.getKey() + " : " + member.getValue())
            .collect(Collectors.joining(",", "{ ", "}"));
      }
    };
  }

  private static String string(Random random) {
    var parts = new ArrayList<>(List.of("\""));
    Stream.generate(
            () ->
                switch (random.nextInt(5)) {
                  case 0 -> "\\n";
                  case 1 -> "\\u00" + random.nextInt(10, 99);
                  case 2 -> "\\ud83d\\ude00";
                  case 3 -> Character.toString(random.nextInt(0xe000, 0x10ffff));
                  default -> "word";
                })
        .limit(random.nextInt(5))
        .forEach(parts::add);
    parts.add("\"");
    return String.join("", parts);
  }
}
