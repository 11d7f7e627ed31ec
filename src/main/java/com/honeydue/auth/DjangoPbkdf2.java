package com.honeydue.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.PKCS5S2ParametersGenerator;
import org.bouncycastle.crypto.params.KeyParameter;
import org.jspecify.annotations.Nullable;

/**
 * Django's default form, {@code pbkdf2_sha256$iterations$salt$hash}: PBKDF2 (RFC 8018) with
 * HMAC-SHA256, 32 bytes in base64; the salt is used as it is written. Only ever read. Immutable.
 */
final class DjangoPbkdf2 implements PasswordHash {

  /** Several times what Django asks for today: beyond it the row is damaged. */
  private static final int MOST_ITERATIONS = 5_000_000;

  private static final Pattern FORM =
      Pattern.compile("pbkdf2_sha256\\$(\\d{1,7})\\$([^$]{1,128})\\$([A-Za-z0-9+/]{43}=)");

  private final int iterations;
  private final byte[] salt;
  private final byte[] hash;

  private DjangoPbkdf2(int iterations, byte[] salt, byte[] hash) {
    this.iterations = iterations;
    this.salt = salt;
    this.hash = hash;
  }

  static @Nullable DjangoPbkdf2 parse(String stored) {
    var form = FORM.matcher(stored);
    if (!form.matches()) {
      return null;
    }
    int iterations = Integer.parseInt(form.group(1));
    if (iterations < 1 || iterations > MOST_ITERATIONS) {
      return null;
    }
    byte[] salt = form.group(2).getBytes(StandardCharsets.UTF_8);
    try {
      return new DjangoPbkdf2(iterations, salt, Base64.getDecoder().decode(form.group(3)));
    } catch (IllegalArgumentException notBase64) {
      return null;
    }
  }

  @Override
  public boolean matches(String password) {
    var generator = new PKCS5S2ParametersGenerator(SHA256Digest.newInstance());
    generator.init(PasswordHash.bytes(password), salt, iterations);
    var derived = (KeyParameter) generator.generateDerivedMacParameters(hash.length * 8);
    return MessageDigest.isEqual(hash, derived.getKey());
  }

  @Override
  public boolean needsRehash() {
    return true;
  }

  @Override
  public String algorithm() {
    return "pbkdf2_sha256";
  }
}
