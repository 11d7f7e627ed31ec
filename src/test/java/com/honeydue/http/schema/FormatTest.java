package com.honeydue.http.schema;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormatTest {

  @ParameterizedTest
  @ValueSource(strings = {"2026-05-31", "2028-02-29", "2000-02-29", "0001-01-01", "9999-12-31"})
  void existingDaysShouldBeDates(String day) {
    assertThat(Format.DATE.matches(day)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-02-29", "1900-02-29", "2026-04-31", "2026-13-01", "2026-00-10", "2026-01-00",
            "2026-1-1",
        "20260531", "2026-05-31 ", "+2026-05-3", "2026/05/31", "２０２６-05-31", "", "today"
      })
  void anythingElseShouldNotBeADate(String day) {
    assertThat(Format.DATE.matches(day)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-05-31T08:30:00Z",
        "2026-05-31T08:30:00.123456789Z",
        "2026-05-31T08:30:00+05:30",
        "2026-05-31t08:30:00z",
        "2026-05-31T23:59:59-00:30"
      })
  void instantsWithAnOffsetShouldBeTimes(String time) {
    assertThat(Format.DATE_TIME.matches(time)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-05-31T08:30:00", "2026-05-31 08:30:00Z", "2026-05-31T08:30Z", "2026-05-31T24:00:01Z",
        "2026-02-30T08:30:00Z", "2026-05-31T08:30:60Z", "2026-05-31T08:30:00+25:00",
            "2026-05-31T08:30:00Zone",
        "2026-05-31T8:30:00Z", "", "now"
      })
  void anythingElseShouldNotBeATime(String time) {
    assertThat(Format.DATE_TIME.matches(time)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ann@example.com",
        "a.b+tag@mail.example.co.uk",
        "o'neill@example.org",
        "jörg@müller.de",
        "x@a-b.io"
      })
  void addressesPeopleHaveShouldBeEmail(String address) {
    assertThat(Format.EMAIL.matches(address)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ann",
        "@example.com",
        "ann@",
        "ann@localhost",
        "ann@.com",
        "ann@example.",
        "a..b@example.com",
        ".ann@example.com",
        "ann@-a.com",
        "ann@a_b.com",
        "an n@example.com",
        "ann@exa mple.com",
        "ann@example.com\r\nBcc: x@y.z",
        "<ann@example.com>",
        "\"ann\"@example.com",
        "a@b@c.com",
        ""
      })
  void anythingElseShouldNotBeEmail(String address) {
    assertThat(Format.EMAIL.matches(address)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"019b0c2e-5f3a-7c1e-9d4b-2f6a8c0e1d3b", "019B0C2E-5F3A-7C1E-9D4B-2F6A8C0E1D3B"})
  void thirtyTwoHexDigitsShouldBeAUuid(String id) {
    assertThat(Format.UUID.matches(id)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "019b0c2e5f3a7c1e9d4b2f6a8c0e1d3b",
        "019b0c2e-5f3a-7c1e-9d4b-2f6a8c0e1d3g",
        "０19b0c2e-5f3a-7c1e-9d4b-2f6a8c0e1d3",
        "{019b0c2e-5f3a-7c1e-9d4b-2f6a8c0e1d}",
        ""
      })
  void anythingElseShouldNotBeAUuid(String id) {
    assertThat(Format.UUID.matches(id)).isFalse();
  }
}
