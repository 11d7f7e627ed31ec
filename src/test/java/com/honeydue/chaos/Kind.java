package com.honeydue.chaos;

/** What a request of the load is for. */
enum Kind {
  BOARD,
  HOMES,
  CREATE,
  COMPLETE,
  REGISTER;

  boolean writes() {
    return this == CREATE || this == COMPLETE || this == REGISTER;
  }
}
