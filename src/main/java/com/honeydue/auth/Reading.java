package com.honeydue.auth;

/**
 * When something was read from the database, in Redis' terms: taken before the read, it tells
 * afterwards whether a change came in between.
 *
 * @param server the Redis process; empty when Redis was away, and then nothing read can be kept
 * @param number what its clock of changes stood at
 * @param second its time
 */
record Reading(String server, long number, long second) {

  /** Read while Redis was away. */
  static final Reading UNKNOWN = new Reading("", 0, 0);
}
