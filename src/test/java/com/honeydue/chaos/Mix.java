package com.honeydue.chaos;

import java.util.Random;

/**
 * How often each kind comes, in shares of a thousand.
 *
 * @param board of all, the rest of reads is the list of homes
 */
record Mix(int board, int homes, int create, int complete, int delete, int register) {

  /** People look far more often than they write; now and then somebody is new. */
  static final Mix MIXED = new Mix(620, 120, 160, 95, 0, 5);

  /** Goes on for ever: what is made is deleted again, so that what is there does not grow. */
  static final Mix STEADY = new Mix(680, 120, 55, 65, 79, 1);

  static final Mix READS = new Mix(850, 150, 0, 0, 0, 0);

  static final Mix BOARDS = new Mix(1000, 0, 0, 0, 0, 0);

  Kind next(Random random) {
    int drawn = random.nextInt(board + homes + create + complete + delete + register);
    if (drawn < board) {
      return Kind.BOARD;
    }
    drawn -= board;
    if (drawn < homes) {
      return Kind.HOMES;
    }
    drawn -= homes;
    if (drawn < create) {
      return Kind.CREATE;
    }
    drawn -= create;
    if (drawn < complete) {
      return Kind.COMPLETE;
    }
    return drawn - complete < delete ? Kind.DELETE : Kind.REGISTER;
  }
}
