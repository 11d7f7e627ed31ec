package com.honeydue.mail.model;

import java.time.Instant;
import java.time.ZoneId;

/**
 * Somebody asks the reader to join a residence.
 *
 * @param by who asks
 * @param residence its name
 * @param role what the reader will be
 * @param code the share code
 * @param until when that ends
 * @param zone of the reader
 */
public record ShareInvite(
    String by, String residence, Role role, String code, Instant until, ZoneId zone)
    implements Letter {

  /** The reader may have no account. */
  @Override
  public boolean concernsAccount() {
    return false;
  }

  /** Without the code. */
  @Override
  public String toString() {
    return template();
  }
}
