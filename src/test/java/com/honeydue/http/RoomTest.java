package com.honeydue.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** How many requests a loop has room for. */
class RoomTest {

  private static final long ALLOWED = 5;

  private final Room room = new Room(1_000, ALLOWED);

  @Test
  void itShouldGrowToAllPlacesWhileTheLoopIsOnTimeAndFull() {
    int before = room.places();
    room.looked(ALLOWED, before);
    assertThat(room.places()).isGreaterThan(before);

    for (int look = 0; look < 100; look++) {
      room.looked(0, room.places());
    }
    assertThat(room.places()).isEqualTo(1_000);
  }

  @Test
  void itShouldNotGrowForThoseWhoDoNotCome() {
    int before = room.places();
    room.looked(0, before - 1);
    assertThat(room.places()).isEqualTo(before);
  }

  @Test
  void whatWasTakenAwayShouldComeBackWhileTheLoopIsOnTimeAndNoMoreThanThat() {
    int before = room.places();
    late(before);
    int less = room.places();
    room.looked(0, 1);
    assertThat(room.places()).isEqualTo(less + 1);

    for (int look = 0; look < 1_000; look++) {
      room.looked(0, 1);
    }
    assertThat(room.places()).isEqualTo(before);
  }

  @Test
  void beingLateOnceOrTwiceShouldChangeNothing() {
    int before = room.places();
    for (int turn = 0; turn < 10; turn++) {
      room.looked(100, before);
      room.looked(100, before);
      room.looked(ALLOWED, 1);
    }
    assertThat(room.places()).isEqualTo(before);
  }

  @Test
  void beingLateAgainAndAgainWithManyShouldTakePlaces() {
    int before = room.places();
    late(before);
    assertThat(room.places()).isEqualTo(before * 3 / 4);
  }

  @Test
  void beingLateWithFewShouldBeSomebodyElsesFault() {
    int before = room.places();
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
    var small = new Room(3, ALLOWED);
    assertThat(small.places()).isEqualTo(3);
    for (int look = 0; look < 3; look++) {
      small.looked(100, 3);
    }
    small.looked(0, 3);
    assertThat(small.places()).isEqualTo(3);
  }

  @Test
  void withoutALimitOfLatenessAllPlacesShouldBeThereAtOnce() {
    assertThat(new Room(1_000, 0).places()).isEqualTo(1_000);
  }

  private void late(int taken) {
    for (int look = 0; look < 3; look++) {
      room.looked(ALLOWED + 1, taken);
    }
  }
}
