package com.honeydue.chaos;

/** What a request of the load is for. */
enum Kind {
  BOARD,
  HOMES,
  CREATE,
  COMPLETE,
  DELETE,
  REGISTER;

  boolean writes() {
    return this == CREATE || this == COMPLETE || this == DELETE || this == REGISTER;
  }
}
