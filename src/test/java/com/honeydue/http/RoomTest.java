package com.honeydue.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** How many requests a loop has room for. */
class RoomTest {

  private static final long ALLOWED = 5;

  private static final long ALLOWED_DELAY = 50;

  private final Room room = new Room(1_000, ALLOWED, ALLOWED_DELAY);

  @Test
  void itShouldGrowToAllPlacesWhileTheLoopIsOnTimeAndFull() {
    int before = room.places();
    spell(ALLOWED, before);
    assertThat(room.places()).isGreaterThan(before);

    for (int spell = 0; spell < 100; spell++) {
      spell(0, room.places());
    }
    assertThat(room.places()).isEqualTo(1_000);
  }

  @Test
  void itShouldNotGrowForThoseWhoDoNotCome() {
    int before = room.places();
    spell(0, before - 1);
    assertThat(room.places()).isEqualTo(before);
  }

  @Test
  void itShouldDecideOnlyOnceASpell() {
    int before = room.places();
    room.looked(0, 0, Room.SPELL / 2, before);
    assertThat(room.places()).isEqualTo(before);
    room.looked(0, 0, Room.SPELL / 2, 1);
    assertThat(room.places()).isGreaterThan(before);
  }

  @Test
  void beingLateForOneSpellShouldChangeNothing() {
    int before = grown();
    for (int turn = 0; turn < 10; turn++) {
      spell(100, before);
      spell(ALLOWED, 1);
    }
    assertThat(room.places()).isEqualTo(before);
  }

  @Test
  void beingLateAgainWithManyShouldTakePlaces() {
    int before = grown();
    late(before);
    assertThat(room.places()).isEqualTo(before * 3 / 4);
    spell(ALLOWED + 1, before);
    assertThat(room.places()).isEqualTo(before * 3 / 4 * 3 / 4);
  }

  @Test
  void manyShortTurnsShouldNotHideTheLongOnesThatMostWaitFor() {
    int before = grown();
    for (int spell = 0; spell < 2; spell++) {
      room.looked(Room.SPELL * 9 / 10, 0, Room.SPELL * 9 / 10, before);
      for (int turn = 0; turn < 10; turn++) {
        room.looked(0, 0, Room.SPELL / 100, before);
      }
    }
    assertThat(room.places()).isLessThan(before);
  }

  @Test
  void aDatabaseThatIsLateAgainShouldTakePlacesFromALoopThatIsNot() {
    int before = grown();
    delayed(ALLOWED_DELAY + 1, before);
    assertThat(room.places()).isEqualTo(before);
    delayed(ALLOWED_DELAY + 1, before);
    assertThat(room.places()).isEqualTo(before * 3 / 4);
    delayed(ALLOWED_DELAY, room.places());
    assertThat(room.places()).isGreaterThan(before * 3 / 4);
  }

  @Test
  void aDatabaseThatMayTakeWhatItTakesShouldTakeNoPlaces() {
    var patient = new Room(1_000, ALLOWED, 0);
    for (int spell = 0; spell < 100; spell++) {
      patient.looked(0, Long.MAX_VALUE, Room.SPELL, patient.places());
    }
    assertThat(patient.places()).isEqualTo(1_000);
  }

  @Test
  void beingLateWithFewShouldBeSomebodyElsesFault() {
    int before = grown();
    for (int turn = 0; turn < 10; turn++) {
      late(before / 2);
    }
    assertThat(room.places()).isEqualTo(before);
  }

  @Test
  void theLeastShouldAlwaysStay() {
    for (int turn = 0; turn < 100; turn++) {
      late(1_000);
    }
    assertThat(room.places()).isEqualTo(Room.LEAST);
  }

  @Test
  void aSettingSmallerThanTheLeastShouldHold() {
    var small = new Room(3, ALLOWED, ALLOWED_DELAY);
    assertThat(small.places()).isEqualTo(3);
    for (int look = 0; look < 3; look++) {
      small.looked(100, 0, Room.SPELL, 3);
    }
    small.looked(0, 0, Room.SPELL, 3);
    assertThat(small.places()).isEqualTo(3);
  }

  @Test
  void withoutALimitOfLatenessAllPlacesShouldBeThereAtOnce() {
    assertThat(new Room(1_000, 0, ALLOWED_DELAY).places()).isEqualTo(1_000);
  }

  private int grown() {
    for (int spell = 0; spell < 100; spell++) {
      spell(0, room.places());
    }
    return room.places();
  }

  private void late(int taken) {
    spell(ALLOWED + 1, taken);
    spell(ALLOWED + 1, taken);
  }

  private void delayed(long delay, int taken) {
    room.looked(0, delay, Room.SPELL, taken);
  }

  private void spell(long late, int taken) {
    room.looked(late, 0, Room.SPELL, taken);
  }
}
