package com.honeydue.redis;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A Lua script, which Redis runs as one indivisible step. A constant beside whoever runs it.
 *
 * @param source the script; {@code KEYS} and {@code ARGV} as Redis passes them
 * @param sha1 what Redis knows it by once it has seen it
 */
public record Script(String source, String sha1) {

  public static Script of(String source) {
    String text = source.strip();
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
      return new Script(text, HexFormat.of().formatHex(digest));
    } catch (NoSuchAlgorithmException noJdk) {
      throw new IllegalStateException(noJdk);
    }
  }
}
