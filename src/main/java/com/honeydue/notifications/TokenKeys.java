package com.honeydue.notifications;

import com.honeydue.config.NotificationSettings;
import com.honeydue.config.Secret;
import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Signs what goes out in pushes and mails and comes back from whoever has it: HMAC-SHA256, of which
 * 128 bits are sent, under the key of the settings. What the key before has signed is still taken.
 * Immutable.
 */
final class TokenKeys {

  private static final String HMAC = "HmacSHA256";
  private static final int MAC_BYTES = 16;

  private final List<byte[]> keys;

  /**
   * @param purpose a word: what is signed for one is not taken for another
   * @param fallback a secret that all processes share, for when no key is configured
   */
  TokenKeys(String purpose, NotificationSettings settings, String fallback) {
    keys = new ArrayList<>();
    keys.add(derived(purpose, settings.key().isEmpty() ? fallback : settings.key().value()));
    Secret former = settings.formerKey();
    if (!former.isEmpty()) {
      keys.add(derived(purpose, former.value()));
    }
  }

  /** {@code content} and its signature, in base64url. */
  String sign(byte[] content) {
    byte[] signed = Buffer.buffer(content).appendBytes(mac(keys.getFirst(), content)).getBytes();
    return encoded(signed);
  }

  /** The content of {@code length} bytes that was signed; null if {@code token} is none of ours. */
  @Nullable ByteBuffer open(String token, int length) {
    byte[] signed;
    try {
      signed = Base64.getUrlDecoder().decode(token);
    } catch (IllegalArgumentException notBase64) {
      return null;
    }
    // A token has one spelling: padding and spare bits are not ours.
    if (signed.length != length + MAC_BYTES || !encoded(signed).equals(token)) {
      return null;
    }
    byte[] content = Arrays.copyOf(signed, length);
    byte[] mac = Arrays.copyOfRange(signed, length, signed.length);
    for (byte[] key : keys) {
      if (MessageDigest.isEqual(mac, mac(key, content))) {
        return ByteBuffer.wrap(content);
      }
    }
    return null;
  }

  private static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static byte[] mac(byte[] key, byte[] content) {
    return Arrays.copyOf(hmac(key, content), MAC_BYTES);
  }

  private static byte[] derived(String purpose, String secret) {
    return hmac(
        ("honeydue " + purpose).getBytes(StandardCharsets.UTF_8),
        secret.getBytes(StandardCharsets.UTF_8));
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
