package com.honeydue.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names in Redis for what must not stand there itself. Stateless. */
final class Sha256 {

  private static final int BYTES = 16;

  private Sha256() {}

  /** The first half of a text's SHA-256, in hexadecimal digits. */
  static String half(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)),
              0,
              BYTES);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
