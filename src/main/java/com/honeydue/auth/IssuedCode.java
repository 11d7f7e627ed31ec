package com.honeydue.auth;

import io.vertx.core.buffer.Buffer;
import java.util.UUID;

/**
 * A code on its way to an account's owner.
 *
 * @param job the id of the outbox row that mails it
 * @param mac what the database makes its hash of
 * @param sealed the code, which only that job can open
 */
record IssuedCode(UUID job, Buffer mac, String sealed) {

  @Override
  public String toString() {
    return "IssuedCode[" + job + "]";
  }
}
