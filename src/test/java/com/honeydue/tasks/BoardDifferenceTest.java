package com.honeydue.tasks;

import static com.honeydue.tasks.Household.cards;
import static com.honeydue.tasks.Household.column;
import static com.honeydue.tasks.Household.columnOf;
import static com.honeydue.tasks.Household.deleting;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BoardDifferenceTest extends AtHome {

  private Task once(@Nullable String due) {
    return household.create(owner, residence, "once", due);
  }

  /**
   * Everything was made and changed an hour before the clock's noon, and the clock of the database
   * does not matter.
   */
  private void settle() {
    household.execute(
        "update task_task set updated_at = '2026-05-04T11:00:00Z' where residence_id = "
            + residence);
    household.execute(
        "update residence_residence set updated_at = '2026-05-04T11:00:00Z' where id = "
            + residence);
    household.execute(
        "update residence_residenceuser set updated_at = '2026-05-04T11:00:00Z' where residence_id"
            + " = "
            + residence);
  }

  private static Board since(long user, String instant) {
    return household.board(user, "updated_since", instant);
  }

  @Test
  void differenceShouldHoldWhatChangedAndWhatIsGone() {
    var changed = once("2026-05-10");
    var untouched = once("2026-05-11");
    var deleted = once("2026-05-12");
    var archived = once("2026-05-13");
    settle();
    household.execute(
        "update task_task set updated_at = '2026-05-04T11:59:00Z', title = 'New' where id = "
            + changed.id());
    household.execute(
        "update task_task set updated_at = '2026-05-04T11:59:00Z', archived = true where id = "
            + archived.id());
    household.reply(deleting(owner, deleted.id()));

    var difference = since(owner, "2026-05-04T11:30:00Z");

    assertThat(cards(difference)).extracting(TaskCard::id).containsExactly(changed.id());
    assertThat(difference.deletedIds()).containsExactlyInAnyOrder(deleted.id(), archived.id());
    assertThat(
            since(owner, "2026-05-04T10:00:00Z").columns().stream()
                .mapToInt(Board.Column::count)
                .sum())
        .as("all that is left")
        .isEqualTo(2);
    assertThat(columnOf(household.board(owner), untouched.id())).isEqualTo("due_soon");
    assertThat(since(household.fixture.person(), "2026-05-04T10:00:00Z").deletedIds()).isEmpty();
  }

  @Test
  void differenceShouldHoldCardsThatANewDayMoved() {
    var becameOverdue = once("2026-05-04");
    var becameSoon = once("2026-06-04");
    once("2026-05-03");
    once("2026-05-20");
    once("2026-06-05");
    once(null);
    settle();
    household.at("2026-05-05T00:30:00Z");

    var difference = since(owner, "2026-05-04T23:30:00Z");

    assertThat(cards(difference))
        .extracting(TaskCard::id)
        .containsExactlyInAnyOrder(becameOverdue.id(), becameSoon.id());
    assertThat(columnOf(difference, becameOverdue.id())).isEqualTo("overdue");
    assertThat(columnOf(difference, becameSoon.id())).isEqualTo("due_soon");
    assertThat(cards(since(owner, "2026-05-05T00:10:00Z"))).as("the same day").isEmpty();
  }

  @Test
  void differencesShouldAddUpToTheBoard() {
    IntStream.range(0, 60).forEach(i -> once(LocalDate.of(2026, 4, 20).plusDays(i).toString()));
    settle();
    var shown = new HashMap<Long, String>();
    for (var day = LocalDate.of(2026, 5, 4);
        day.isBefore(LocalDate.of(2026, 5, 20));
        day = day.plusDays(3)) {
      household.at(day + "T00:05:00Z");
      var before = day.minusDays(3) + "T00:05:00Z";
      var board = shown.isEmpty() ? household.board(owner) : since(owner, before);
      for (var column : board.columns()) {
        column.tasks().forEach(card -> shown.put(card.id(), column.name()));
      }

      var whole = new HashMap<Long, String>();
      for (var column : household.board(owner).columns()) {
        column.tasks().forEach(card -> whole.put(card.id(), column.name()));
      }
      assertThat(shown).as("%s", day).isEqualTo(whole);
    }
  }

  @Test
  void differenceShouldHoldAllOfAResidenceThatIsNewOrChangedForTheCaller() {
    var task = once("2026-05-10");
    settle();
    long member = household.person(residence, "member");
    household.execute(
        "update residence_residenceuser set updated_at = '2026-05-04T11:59:00Z' where user_id = "
            + member);

    assertThat(cards(since(member, "2026-05-04T11:30:00Z")))
        .extracting(TaskCard::id)
        .containsExactly(task.id());
    assertThat(cards(since(owner, "2026-05-04T11:30:00Z"))).isEmpty();

    household.execute(
        "update residence_residence set time_zone = 'Asia/Tokyo', updated_at ="
            + " '2026-05-04T11:58:00Z' where id = "
            + residence);
    assertThat(cards(since(owner, "2026-05-04T11:30:00Z"))).hasSize(1);
  }

  @Test
  void asOfShouldLeaveRoomForChangesStillBeingWritten() {
    assertThat(household.board(owner).asOf()).isEqualTo(Instant.parse("2026-05-04T11:59:30Z"));
  }
}
