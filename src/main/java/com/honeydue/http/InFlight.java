package com.honeydue.http;

/**
 * Counts the requests one verticle works on and refuses more than it should. Lives on one event
 * loop.
 */
final class InFlight {

  private final int most;
  private int count;

  InFlight(int most) {
    this.most = most;
  }

  boolean enter() {
    if (count >= most) {
      return false;
    }
    count++;
    return true;
  }

  void leave() {
    count--;
  }

  int count() {
    return count;
  }
}
