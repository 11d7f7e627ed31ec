package com.honeydue.auth;

import com.honeydue.bus.Failure;
import com.honeydue.bus.FieldError;
import com.honeydue.config.Secret;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
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

  /** How long a code can be used. */
  static final Duration LIFETIME = Duration.ofMinutes(10);

  /** Why a code was mailed, as {@code user_verificationcode.purpose} holds it. */
  enum Purpose {
    VERIFY_EMAIL,
    RESET_PASSWORD;

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

  /** A new code with the job that mails it. */
  IssuedCode issue(Purpose purpose) {
    String code = fresh();
    var job = UUID.randomUUID();
    return new IssuedCode(job, mac(purpose, code), seal(job.toString(), code));
  }

  /**
   * 32 bytes that only this code and purpose give. The database hashes them together with the
   * address the code was sent to, and keeps only that: equal codes look different there.
   */
  Buffer mac(Purpose purpose, String code) {
    String message = purpose.column() + '\0' + code;
    return Buffer.buffer(hmac(macKey, message.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * Hides a text from whoever has no key: AES-256-GCM in base64, bound to its purpose, such as a
   * job.
   */
  String seal(String purpose, String text) {
    byte[] nonce = new byte[NONCE_BYTES];
    RANDOM.nextBytes(nonce);
    byte[] sealed =
        crypt(Cipher.ENCRYPT_MODE, nonce, purpose, text.getBytes(StandardCharsets.UTF_8));
    return Base64.getEncoder().encodeToString(Buffer.buffer(nonce).appendBytes(sealed).getBytes());
  }

  /**
   * The text that {@link #seal} hid.
   *
   * @throws IllegalArgumentException when it was sealed under another key or for another purpose,
   *     or was changed
   */
  String open(String purpose, String sealed) {
    var bytes = Buffer.buffer(Base64.getDecoder().decode(sealed));
    if (bytes.length() <= NONCE_BYTES) {
      throw new IllegalArgumentException("nothing sealed");
    }
    byte[] text =
        crypt(
            Cipher.DECRYPT_MODE,
            bytes.getBytes(0, NONCE_BYTES),
            purpose,
            bytes.getBytes(NONCE_BYTES, bytes.length()));
    return new String(text, StandardCharsets.UTF_8);
  }

  /** One answer, whether the code is wrong, has ended, was used or was tried too often. */
  static Failure invalid(String pointer) {
    return Failure.of(
            Failure.Kind.INVALID, "invalid_code", "The code is wrong or can not be used any more.")
        .errors(List.of(new FieldError(pointer, "is wrong or can not be used any more")));
  }

  private byte[] crypt(int mode, byte[] nonce, String purpose, byte[] input) {
    try {
      var cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, new SecretKeySpec(sealKey, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(purpose.getBytes(StandardCharsets.UTF_8));
      return cipher.doFinal(input);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("nothing sealed", e);
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
