package com.honeydue.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.honeydue.bus.Failure;
import com.honeydue.testing.Form;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The file in a form, however the form is cut into pieces. */
class FormParserTest {

  private static final String BOUNDARY = Objects.requireNonNull(FormParser.boundary(Form.TYPE));

  private final Buffer file = Buffer.buffer();
  private int largestPiece;
  private final FormParser parser =
      new FormParser(
          BOUNDARY,
          piece -> {
            largestPiece = Math.max(largestPiece, piece.length());
            file.appendBuffer(piece);
          });

  private void take(byte[] form, int piece) {
    for (int at = 0; at < form.length; at += piece) {
      parser.take(Buffer.buffer(Arrays.copyOfRange(form, at, Math.min(at + piece, form.length))));
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 64, 1000, 100_000})
  void theFileShouldComeAsItIs(int piece) {
    byte[] content = new byte[20_000];
    new Random(1).nextBytes(content);
    byte[] nearly =
        bytes("\r\n--" + BOUNDARY.substring(1) + "\r\n-\r\n--" + BOUNDARY.substring(0, 9));
    System.arraycopy(nearly, 0, content, 5_000, nearly.length);

    take(Form.of(content), piece);

    assertThat(parser.isComplete()).isTrue();
    assertThat(file.getBytes()).isEqualTo(content);
    assertThat(largestPiece).as("nothing is collected").isLessThanOrEqualTo(piece + 100);
  }

  @Test
  void anEmptyFileShouldBeEmpty() {
    take(Form.of(new byte[0]), 5);

    assertThat(parser.isComplete()).isTrue();
    assertThat(file.length()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "form-data; name=\"file\"",
        "form-data; name=file; filename=x",
        "form-data; filename=\"x\"; name=\"file\"",
        "form-data;name=\"file\";filename=\"x\""
      })
  void thePartShouldBeNamedFile(String disposition) {
    take(Form.of(disposition, bytes("x")), 9);

    assertThat(file).hasToString("x");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "form-data; name=\"other\"",
        "form-data; name=\"files\"",
        "form-data; filename=\"file\"",
        "attachment; name=\"file\"",
        ""
      })
  void noOtherPartShouldBeTaken(String disposition) {
    refused(Form.of(disposition, bytes("x")));
  }

  @Test
  void whatIsNoSuchFormShouldBeRefused() {
    refused(bytes("--" + BOUNDARY + "\r\n" + "x".repeat(10_000)));
    refused(bytes("x".repeat(10_000)));
  }

  @Test
  void asecondPartShouldBeRefused() {
    byte[] form = Form.of(bytes("x"));
    byte[] two = Arrays.copyOf(form, form.length + 20);
    two[form.length - 4] = '\r';
    two[form.length - 3] = '\n';
    refused(two);
  }

  private static void refused(byte[] form) {
    var parser = new FormParser(BOUNDARY, piece -> {});
    assertThatThrownBy(() -> parser.take(Buffer.buffer(form)))
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.code()).isEqualTo("multipart_malformed"));
  }

  @Test
  void whatIsCutShortShouldNotBeComplete() {
    byte[] form = Form.of(bytes("content"));

    take(Arrays.copyOf(form, form.length - 6), 10);

    assertThat(parser.isComplete()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "multipart/form-data; boundary=abc, abc",
    "multipart/form-data;boundary=\"a b\", a b",
    "multipart/form-data; charset=utf-8; Boundary=x, x",
    "multipart/form-data,",
    "multipart/form-data; boundary=,",
  })
  void theBoundaryShouldBeFound(String type, String boundary) {
    assertThat(FormParser.boundary(type)).isEqualTo(boundary);
  }
}
