package com.honeydue.mail.model;

import java.net.URI;
import java.time.Instant;
import java.time.ZoneId;

/**
 * A report that was asked for is made.
 *
 * @param residence about which
 * @param format of the file
 * @param link where it is
 * @param until when that ends
 * @param zone of the reader
 */
public record ReportReady(String residence, Format format, URI link, Instant until, ZoneId zone)
    implements Letter {

  /** Of the file. */
  public enum Format {
    PDF,
    CSV
  }

  /** Without the link. */
  @Override
  public String toString() {
    return template();
  }
}
