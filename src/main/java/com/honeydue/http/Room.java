package com.honeydue.http;

/**
 * How many requests an event loop may work on at a time without being late. It begins with some,
 * has room for more whenever it was full and on time, and for fewer when it has been late again and
 * again with many in it: late once it was a collection of garbage, and late with few it was
 * somebody else's turn on the processor. What was taken away comes back one by one while it is on
 * time: else pauses far apart would add up to a room that the next one fills. Knows no clock. Lives
 * on one event loop.
 */
final class Room {

  /** So many are never too many: what they wait for is hardly each other. */
  static final int LEAST = 64;

  private static final int FIRST = 256;
  private static final int LATE_IN_A_ROW = 3;

  private final int most;
  private final long allowed;
  private final int first;
  private int places;
  private int lateInARow;

  /**
   * Makes room for the first.
   *
   * @param most places there are ever
   * @param allowed nanoseconds that the loop may be late; 0 gives all places at once
   */
  Room(int most, long allowed) {
    this.most = most;
    this.allowed = allowed;
    this.first = Math.min(most, FIRST);
    this.places = allowed == 0 ? most : first;
  }

  int places() {
    return places;
  }

  /**
   * The loop has run something later than it should have.
   *
   * @param late nanoseconds
   * @param taken the most places that were taken at a time since the last look
   */
  void looked(long late, int taken) {
    if (late <= allowed) {
      lateInARow = 0;
      if (taken >= places) {
        places = Math.min(most, places + 1 + places / 8);
      } else if (places < first) {
        places++;
      }
    } else if (taken > places / 2 && ++lateInARow == LATE_IN_A_ROW) {
      lateInARow = 0;
      places = Math.max(Math.min(LEAST, most), places * 3 / 4);
    }
  }
}
