package com.honeydue.http;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Gives each request an id: the caller's own if it is well-formed, else a new one of 96 random
 * bits. Stateless.
 */
final class RequestIds {

  private static final int SHORTEST = 8;
  private static final int LONGEST = 64;
  private static final int NEW_LENGTH = 16;
  private static final int BITS_PER_CHARACTER = 6;

  private static final byte[] ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-"
          .getBytes(StandardCharsets.US_ASCII);

  private RequestIds() {}

  static String of(@Nullable String given) {
    return given != null && isWellFormed(given) ? given : next();
  }

  static boolean isWellFormed(String id) {
    int length = id.length();
    if (length < SHORTEST || length > LONGEST) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      char c = id.charAt(i);
      boolean allowed =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || c == '_'
              || c == '-';
      if (!allowed) {
        return false;
      }
    }
    return true;
  }

  private static String next() {
    var random = ThreadLocalRandom.current();
    byte[] id = new byte[NEW_LENGTH];
    for (int half = 0; half < NEW_LENGTH; half += NEW_LENGTH / 2) {
      long bits = random.nextLong();
      for (int i = half; i < half + NEW_LENGTH / 2; i++) {
        id[i] = ALPHABET[(int) bits & (ALPHABET.length - 1)];
        bits >>>= BITS_PER_CHARACTER;
      }
    }
    return new String(id, StandardCharsets.ISO_8859_1);
  }
}
