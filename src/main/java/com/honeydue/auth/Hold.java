package com.honeydue.auth;

/**
 * A change of sessions under way, which Redis has been told of before the database is.
 *
 * @param name unique
 * @param scope what it is about
 * @param reading when it began
 */
record Hold(String name, Scope scope, Reading reading) {

  /** Whether Redis has been told. */
  boolean told() {
    return !reading.server().isEmpty();
  }
}
