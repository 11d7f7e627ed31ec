package com.honeydue.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which part of a file of 1,000 bytes is asked for. */
class RangesTest {

  private static MultiMap asking(String range) {
    return MultiMap.caseInsensitiveMultiMap().add("Range", range);
  }

  @ParameterizedTest
  @CsvSource({
    "bytes=0-99, bytes 0-99/1000",
    "bytes=900-, bytes 900-999/1000",
    "bytes=900-5000, bytes 900-999/1000",
    "bytes=-100, bytes 900-999/1000",
    "bytes=-5000, bytes 0-999/1000",
    "bytes=999-999, bytes 999-999/1000",
    "bytes=1000-, bytes */1000",
    "bytes=-0, bytes */1000",
    "bytes=5000-6000, bytes */1000",
  })
  void onePartShouldBeFound(String asked, String header) {
    var range = Ranges.of(asking(asked), null, 1_000);

    assertThat(range).isNotNull();
    assertThat(Ranges.header(range, 1_000)).isEqualTo(header);
  }

  @ParameterizedTest
  @CsvSource({
    "bytes=-",
    "bytes=9-5",
    "'bytes=0-1,5-6'",
    "lines=0-1",
    "bytes=a-b",
    "bytes=99999999999999999999-"
  })
  void whatIsNotUnderstoodShouldBeAnsweredWithAll(String asked) {
    assertThat(Ranges.of(asking(asked), null, 1_000)).isNull();
  }

  @Test
  void aPartOfSomethingElseShouldBeAnsweredWithAll() {
    assertThat(Ranges.of(asking("bytes=0-1").add("If-Range", "\"a\""), "a", 1_000)).isNotNull();
    assertThat(Ranges.of(asking("bytes=0-1").add("If-Range", "\"b\""), "a", 1_000)).isNull();
    assertThat(Ranges.of(asking("bytes=0-1").add("If-Range", "W/\"a\""), "a", 1_000)).isNull();
  }
}
