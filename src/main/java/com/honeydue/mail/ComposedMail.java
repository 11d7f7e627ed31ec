package com.honeydue.mail;

import java.util.Map;

/**
 * A mail as it goes over the wire, but for the encoding of its parts.
 *
 * @param template the letter's
 * @param language the one it is written in
 * @param messageId with its angle brackets
 * @param recipient the address in ASCII
 * @param headers all but those about MIME, encoded and folded
 * @param content subject, text and HTML as they were before encoding
 */
record ComposedMail(
    String template,
    String language,
    String messageId,
    String recipient,
    Map<String, String> headers,
    RenderedMail content) {

  /** Without the recipient and the text. */
  @Override
  public String toString() {
    return template + " " + messageId;
  }
}
