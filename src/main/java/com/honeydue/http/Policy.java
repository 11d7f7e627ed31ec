package com.honeydue.http;

/** Who may call an operation. */
enum Policy {
  /** Anybody; a token is not looked at. */
  PUBLIC,
  /** Whoever has a valid token. */
  CALLER,
  /** Whoever has a valid token of a staff account. */
  STAFF,
  /** Another system's server; the service checks the signature that the request carries. */
  WEBHOOK;

  boolean needsToken() {
    return this == CALLER || this == STAFF;
  }
}
