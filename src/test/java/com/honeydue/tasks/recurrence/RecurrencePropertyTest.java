package com.honeydue.tasks.recurrence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** The arithmetic against looking at every day, for whatever rules a generator comes up with. */
class RecurrencePropertyTest {

  private static final long SEED = 20260504;

  @Test
  void arithmeticShouldEqualLookingAtEveryDay() {
    var random = new Random(SEED);
    int found = 0;
    for (int i = 0; i < 30_000; i++) {
      var question = Question.generate(random);
      var next = question.recurrence().next(question.occurrence(), question.after());
      var walked = question.walk();
      if (walked != null) {
        found++;
        assertThat(next).as("seed %d, %s", SEED, question).contains(walked);
      } else if (next.isPresent()) {
        assertThat(next.get())
            .as("seed %d, %s", SEED, question)
            .isAfterOrEqualTo(question.unseen());
      }
    }
    assertThat(found).as("questions that the walk could answer").isGreaterThan(20_000);
  }

  @Test
  void missedCyclesShouldNotChangeTheRhythm() {
    var random = new Random(SEED + 1);
    for (int i = 0; i < 30_000; i++) {
      var question = Question.generate(random).fromOwnDate();
      if (question == null) {
        continue;
      }
      var recurrence = question.recurrence();
      var date = question.occurrence();
      for (int step = 0; step < 5; step++) {
        var following = recurrence.next(date, date);
        if (following.isEmpty()) {
          break;
        }
        assertThat(recurrence.next(question.occurrence(), following.get().minusDays(1)))
            .as("seed %d, step %d of %s", SEED + 1, step, question)
            .isEqualTo(following);
        date = following.get();
      }
    }
  }

  @Test
  void aRhythmShouldKnowWhetherItHasTheDateItIsCountedFrom() {
    var random = new Random(SEED + 2);
    int outside = 0;
    for (int i = 0; i < 30_000; i++) {
      var question = Question.generate(random);
      boolean has = question.recurrence().has(question.occurrence());
      outside += has ? 0 : 1;
      assertThat(has)
          .as("seed %d, %s", SEED + 2, question)
          .isEqualTo(question.has(question.occurrence()));
    }
    assertThat(outside).isBetween(5_000, 25_000);
  }
}
