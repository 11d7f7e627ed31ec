package com.honeydue.mail;

import org.jspecify.annotations.Nullable;

/**
 * Whom a mail is for.
 *
 * @param address as the account has it
 * @param name what the reader is called; null or blank greets nobody by name
 */
public record MailAddress(String address, @Nullable String name) {

  /** Nothing of it: it may be logged by accident. */
  @Override
  public String toString() {
    return "MailAddress";
  }
}
