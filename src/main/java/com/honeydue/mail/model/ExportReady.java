package com.honeydue.mail.model;

import java.net.URI;
import java.time.Instant;
import java.time.ZoneId;

/**
 * The archive of all that the account has.
 *
 * @param link where it is
 * @param until when that ends
 * @param zone of the reader
 */
public record ExportReady(URI link, Instant until, ZoneId zone) implements Letter {

  /** Without the link. */
  @Override
  public String toString() {
    return template();
  }
}
