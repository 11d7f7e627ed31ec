package com.honeydue.push;

import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.config.BreakerSettings;
import com.honeydue.push.Breaker.Change;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BreakerTest {

  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final Breaker breaker = new Breaker(new BreakerSettings(3, PAUSE, Duration.ofSeconds(3)));

  @Test
  void shouldOpenAfterFailuresInARow() {
    assertThat(fail(BEGIN)).isEqualTo(Change.NONE);
    assertThat(fail(BEGIN)).isEqualTo(Change.NONE);
    assertThat(work(BEGIN)).isEqualTo(Change.NONE);
    assertThat(fail(BEGIN)).isEqualTo(Change.NONE);
    assertThat(fail(BEGIN)).isEqualTo(Change.NONE);
    assertThat(fail(BEGIN)).isEqualTo(Change.OPENED);
    assertThat(pause(BEGIN)).isEqualTo(PAUSE);
    assertThat(pause(BEGIN.plusMillis(400))).isEqualTo(Duration.ofMillis(600));
  }

  @Test
  void shouldLetASingleTryThroughAndCloseWhenItWorks() {
    open();
    var later = BEGIN.plus(PAUSE);
    var trial = breaker.enter(later);
    assertThat(trial.pause()).isNull();
    assertThat(pause(later)).isEqualTo(PAUSE);
    assertThat(breaker.settle(trial, false, null, later)).isEqualTo(Change.CLOSED);
    assertThat(pause(later)).isNull();
    assertThat(fail(later)).isEqualTo(Change.NONE);
  }

  @Test
  void shouldPauseTwiceAsLongEachTimeUpToTheLongest() {
    open();
    var now = BEGIN.plusSeconds(1);
    assertThat(fail(now)).isEqualTo(Change.OPENED);
    assertThat(pause(now)).isEqualTo(Duration.ofSeconds(2));
    now = now.plusSeconds(2);
    assertThat(fail(now)).isEqualTo(Change.OPENED);
    assertThat(pause(now)).isEqualTo(Duration.ofSeconds(3));
    now = now.plusSeconds(3);
    assertThat(work(now)).isEqualTo(Change.CLOSED);
    for (int i = 0; i < 3; i++) {
      fail(now);
    }
    assertThat(pause(now)).isEqualTo(PAUSE);
  }

  @Test
  void shouldPauseAsLongAsTheProviderWishesButNotForEver() {
    fail(BEGIN);
    fail(BEGIN);
    var entry = breaker.enter(BEGIN);
    breaker.settle(entry, true, Duration.ofMinutes(2), BEGIN);
    assertThat(pause(BEGIN)).isEqualTo(Duration.ofMinutes(2));
    var later = BEGIN.plusSeconds(120);
    breaker.settle(breaker.enter(later), true, Duration.ofDays(1), later);
    assertThat(pause(later)).isEqualTo(Duration.ofHours(1));
  }

  @Test
  void whatBeganBeforeItOpenedShouldDecideNothing() {
    var early = breaker.enter(BEGIN);
    var other = breaker.enter(BEGIN);
    open();
    assertThat(breaker.settle(early, false, null, BEGIN)).isEqualTo(Change.NONE);
    assertThat(breaker.settle(other, true, null, BEGIN)).isEqualTo(Change.NONE);
    assertThat(pause(BEGIN)).isEqualTo(PAUSE);
  }

  private void open() {
    for (int i = 0; i < 3; i++) {
      fail(BEGIN);
    }
  }

  private Change fail(Instant now) {
    return breaker.settle(breaker.enter(now), true, null, now);
  }

  private Change work(Instant now) {
    return breaker.settle(breaker.enter(now), false, null, now);
  }

  private @Nullable Duration pause(Instant now) {
    return breaker.enter(now).pause();
  }
}
