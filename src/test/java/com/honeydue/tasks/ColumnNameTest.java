package com.honeydue.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ColumnNameTest {

  private static final LocalDate TODAY = LocalDate.of(2026, 5, 4);
  private static final LocalDate SOON = TODAY.plusDays(30);

  private static ColumnName of(
      boolean cancelled, boolean completed, boolean inProgress, @Nullable LocalDate due) {
    return ColumnName.of(cancelled, completed, inProgress, due, TODAY, SOON);
  }

  @Test
  void firstColumnThatFitsShouldWin() {
    var late = TODAY.minusDays(1);

    assertThat(of(true, true, true, late)).isEqualTo(ColumnName.CANCELLED);
    assertThat(of(false, true, true, late)).isEqualTo(ColumnName.COMPLETED);
    assertThat(of(false, false, true, late)).isEqualTo(ColumnName.IN_PROGRESS);
    assertThat(of(false, false, false, late)).isEqualTo(ColumnName.OVERDUE);
  }

  @Test
  void dueDatesShouldFallOnTheRightSideOfTheThresholds() {
    assertThat(of(false, false, false, TODAY)).isEqualTo(ColumnName.DUE_SOON);
    assertThat(of(false, false, false, SOON)).isEqualTo(ColumnName.DUE_SOON);
    assertThat(of(false, false, false, SOON.plusDays(1))).isEqualTo(ColumnName.UPCOMING);
    assertThat(of(false, false, false, null)).isEqualTo(ColumnName.UPCOMING);
  }

  @Test
  void zeroDaysShouldMakeOnlyTodaySoon() {
    assertThat(ColumnName.of(false, false, false, TODAY, TODAY, TODAY))
        .isEqualTo(ColumnName.DUE_SOON);
    assertThat(ColumnName.of(false, false, false, TODAY.plusDays(1), TODAY, TODAY))
        .isEqualTo(ColumnName.UPCOMING);
    assertThat(ColumnName.of(false, false, false, TODAY.minusDays(1), TODAY, TODAY))
        .isEqualTo(ColumnName.OVERDUE);
  }

  @Test
  void wireNamesShouldBeThoseOfTheContract() {
    assertThat(ColumnName.values())
        .extracting(ColumnName::wireName)
        .containsExactly(
            "overdue", "due_soon", "in_progress", "upcoming", "completed", "cancelled");
  }
}
