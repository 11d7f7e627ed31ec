package com.honeydue.db;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What statements wait for each other, whatever the way to the database costs. */
class LaneDelayTest {

  private static final long WAY = 220;

  private final LaneDelay delay = new LaneDelay();
  private long now = -1_000;

  private void answers(int count, long took) {
    for (int answer = 0; answer < count; answer++) {
      now++;
      delay.answered(now - took, now);
    }
  }

  @Test
  void withoutAnAnswerNothingShouldBeKnown() {
    assertThat(delay.nanos()).isZero();
  }

  @Test
  void theWayShouldBeNoDelay() {
    answers(1_000, WAY);
    assertThat(delay.nanos()).isZero();
  }

  @Test
  void whatComesOnTopOfTheWayShouldBe() {
    answers(100, WAY);
    answers(1_000, WAY + 500);
    assertThat(delay.nanos()).isBetween(490L, 500L);

    answers(1_000, WAY);
    assertThat(delay.nanos()).isBetween(0L, 10L);
  }

  @Test
  void oneThatTakesLongShouldSayLittle() {
    answers(100, WAY);
    answers(1, WAY + 640);
    assertThat(delay.nanos()).isBetween(1L, 10L);
  }

  @Test
  void aWayThatHasBecomeLongerShouldBeNoDelayAfterAWhile() {
    answers(100, WAY);
    now += LaneDelay.EPOCH + 1;
    answers(1_000, 2 * WAY);
    assertThat(delay.nanos()).isBetween(WAY - 10, WAY);

    now += LaneDelay.EPOCH + 1;
    answers(1, 2 * WAY);
    assertThat(delay.nanos()).isBetween(0L, 10L);
  }
}
