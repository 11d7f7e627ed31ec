package com.honeydue.auth;

/** What Redis said about a token. */
sealed interface Shared {

  /** It is known and counts. */
  record Hit(KnownToken token) implements Shared {}

  /** It is not known, or Redis did not answer: the database has to be asked. */
  record Miss(Reading reading) implements Shared {}
}
