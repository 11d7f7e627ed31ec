package com.honeydue.auth;

import com.honeydue.config.Secret;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Locale;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The six digits that are mailed to an account's owner. The database gets only their HMAC, since
 * all million of them are quickly tried against a plain hash, and the outbox gets them sealed for
 * whoever sends the mail; the key is in neither. Thread-safe.
 */
public final class Codes {

  /** Why a code was mailed, as {@code user_verificationcode.purpose} holds it. */
  enum Purpose {
    VERIFY_EMAIL;

    String column() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final String HMAC = "HmacSHA256";
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final int CODES = 1_000_000;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final byte[] macKey;
  private final byte[] sealKey;

  /**
   * @param key the configured key; when empty, one is derived from {@code fallback}
   * @param fallback a secret that all processes share
   */
  public Codes(Secret key, String fallback) {
    byte[] root =
        hmac(
            "honeydue codes".getBytes(StandardCharsets.UTF_8),
            (key.isEmpty() ? fallback : key.value()).getBytes(StandardCharsets.UTF_8));
    this.macKey = hmac(root, new byte[] {1});
    this.sealKey = hmac(root, new byte[] {2});
  }

  /** Six random digits. */
  static String fresh() {
    return "%06d".formatted(RANDOM.nextInt(CODES));
  }

  /** What the database keeps: 32 bytes that only this code, purpose and address give. */
  Buffer mac(Purpose purpose, String email, String code) {
    String message = purpose.column() + '\0' + email.toLowerCase(Locale.ROOT) + '\0' + code;
    return Buffer.buffer(hmac(macKey, message.getBytes(StandardCharsets.UTF_8)));
  }

  /** Hides the code from who reads the outbox: AES-256-GCM in base64, bound to the address. */
  String seal(String email, String code) {
    byte[] nonce = new byte[NONCE_BYTES];
    RANDOM.nextBytes(nonce);
    byte[] sealed = crypt(Cipher.ENCRYPT_MODE, nonce, email, code.getBytes(StandardCharsets.UTF_8));
    return Base64.getEncoder().encodeToString(Buffer.buffer(nonce).appendBytes(sealed).getBytes());
  }

  /**
   * The code that {@link #seal} hid.
   *
   * @throws IllegalArgumentException when it was sealed under another key or for another address,
   *     or was changed
   */
  String open(String email, String sealed) {
    var bytes = Buffer.buffer(Base64.getDecoder().decode(sealed));
    if (bytes.length() <= NONCE_BYTES) {
      throw new IllegalArgumentException("no sealed code");
    }
    byte[] code =
        crypt(
            Cipher.DECRYPT_MODE,
            bytes.getBytes(0, NONCE_BYTES),
            email,
            bytes.getBytes(NONCE_BYTES, bytes.length()));
    return new String(code, StandardCharsets.UTF_8);
  }

  private byte[] crypt(int mode, byte[] nonce, String email, byte[] input) {
    try {
      var cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, new SecretKeySpec(sealKey, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(email.getBytes(StandardCharsets.UTF_8));
      return cipher.doFinal(input);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("no sealed code", e);
    }
  }

  private static byte[] hmac(byte[] key, byte[] message) {
    try {
      var mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(key, HMAC));
      return mac.doFinal(message);
    } catch (GeneralSecurityException noJdk) {
      throw new IllegalStateException(noJdk);
    }
  }
}
