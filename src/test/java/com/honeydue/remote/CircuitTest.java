package com.honeydue.remote;

import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.config.CircuitSettings;
import com.honeydue.remote.Circuit.Change;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CircuitTest {

  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final Circuit circuit = new Circuit(new CircuitSettings(3, PAUSE, Duration.ofSeconds(3)));

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
    var trial = circuit.enter(later);
    assertThat(trial.pause()).isNull();
    assertThat(pause(later)).isEqualTo(PAUSE);
    assertThat(circuit.settle(trial, false, null, later)).isEqualTo(Change.CLOSED);
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
    var entry = circuit.enter(BEGIN);
    circuit.settle(entry, true, Duration.ofMinutes(2), BEGIN);
    assertThat(pause(BEGIN)).isEqualTo(Duration.ofMinutes(2));
    var later = BEGIN.plusSeconds(120);
    circuit.settle(circuit.enter(later), true, Duration.ofDays(1), later);
    assertThat(pause(later)).isEqualTo(Duration.ofHours(1));
  }

  @Test
  void whatBeganBeforeItOpenedShouldDecideNothing() {
    var early = circuit.enter(BEGIN);
    var other = circuit.enter(BEGIN);
    open();
    assertThat(circuit.settle(early, false, null, BEGIN)).isEqualTo(Change.NONE);
    assertThat(circuit.settle(other, true, null, BEGIN)).isEqualTo(Change.NONE);
    assertThat(pause(BEGIN)).isEqualTo(PAUSE);
  }

  private void open() {
    for (int i = 0; i < 3; i++) {
      fail(BEGIN);
    }
  }

  private Change fail(Instant now) {
    return circuit.settle(circuit.enter(now), true, null, now);
  }

  private Change work(Instant now) {
    return circuit.settle(circuit.enter(now), false, null, now);
  }

  private @Nullable Duration pause(Instant now) {
    return circuit.enter(now).pause();
  }
}
