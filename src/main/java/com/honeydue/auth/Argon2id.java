package com.honeydue.auth;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.jspecify.annotations.Nullable;

/**
 * Argon2id (RFC 9106) in the PHC string format, {@code $argon2id$v=19$m=…,t=…,p=…$salt$hash}. New
 * hashes take 19 MiB, two passes and one lane, OWASP's least costly equivalent. Immutable.
 */
final class Argon2id implements PasswordHash {

  private static final int MEMORY_KIB = 19_456;
  private static final int PASSES = 2;
  private static final int LANES = 1;
  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;

  /** The most a stored hash may ask for: beyond it the row is damaged, not merely stronger. */
  private static final int MOST_MEMORY_KIB = 262_144;

  private static final int MOST_PASSES = 16;

  private static final Pattern PHC =
      Pattern.compile(
          "\\$argon2id\\$v=19\\$m=(\\d{1,6}),t=(\\d{1,2}),p=(\\d{1,2})"
              + "\\$([A-Za-z0-9+/]{11,86})\\$([A-Za-z0-9+/]{22,86})");

  /**
   * The salt of {@code auth_user u}'s password if it is hashed as new ones are: 22 characters of
   * base64; else null. A salt is no secret.
   */
  static final String SALT_COLUMN =
      "substring(u.password from"
          + " '^[$]argon2id[$]v=19[$]m=19456,t=2,p=1[$]([A-Za-z0-9+/]{22})[$][A-Za-z0-9+/]{43}$')";

  private static final SecureRandom RANDOM = new SecureRandom();

  private final int memoryKib;
  private final int passes;
  private final int lanes;
  private final byte[] salt;
  private final byte[] hash;

  private Argon2id(int memoryKib, int passes, int lanes, byte[] salt, byte[] hash) {
    this.memoryKib = memoryKib;
    this.passes = passes;
    this.lanes = lanes;
    this.salt = salt;
    this.hash = hash;
  }

  static Argon2id hash(String password) {
    byte[] salt = new byte[SALT_BYTES];
    RANDOM.nextBytes(salt);
    return hash(password, salt);
  }

  /**
   * The hash of {@code password} with a salt that {@link #salt} told: what is stored if it is the
   * right password.
   */
  static Argon2id hash(String password, String salt) {
    return hash(password, Base64.getDecoder().decode(salt));
  }

  private static Argon2id hash(String password, byte[] salt) {
    return new Argon2id(
        MEMORY_KIB,
        PASSES,
        LANES,
        salt,
        derive(password, MEMORY_KIB, PASSES, LANES, salt, HASH_BYTES));
  }

  /** A hash of no password that costs as much to check as a new one. */
  static Argon2id decoy() {
    return new Argon2id(MEMORY_KIB, PASSES, LANES, new byte[SALT_BYTES], new byte[HASH_BYTES]);
  }

  static @Nullable Argon2id parse(String stored) {
    var phc = PHC.matcher(stored);
    if (!phc.matches()) {
      return null;
    }
    int memory = Integer.parseInt(phc.group(1));
    int passes = Integer.parseInt(phc.group(2));
    int lanes = Integer.parseInt(phc.group(3));
    if (lanes < 1
        || passes < 1
        || passes > MOST_PASSES
        || memory < 8 * lanes
        || memory > MOST_MEMORY_KIB) {
      return null;
    }
    try {
      var decoder = Base64.getDecoder();
      return new Argon2id(
          memory, passes, lanes, decoder.decode(phc.group(4)), decoder.decode(phc.group(5)));
    } catch (IllegalArgumentException notBase64) {
      return null;
    }
  }

  @Override
  public boolean matches(String password) {
    return MessageDigest.isEqual(
        hash, derive(password, memoryKib, passes, lanes, salt, hash.length));
  }

  @Override
  public boolean needsRehash() {
    return memoryKib != MEMORY_KIB
        || passes != PASSES
        || lanes != LANES
        || hash.length != HASH_BYTES;
  }

  /** The salt in base64 if this hash is as new ones are; else null. */
  @Nullable String salt() {
    return needsRehash() || salt.length != SALT_BYTES
        ? null
        : Base64.getEncoder().withoutPadding().encodeToString(salt);
  }

  @Override
  public String algorithm() {
    return "argon2id";
  }

  /** The PHC string. */
  @Override
  public String toString() {
    var encoder = Base64.getEncoder().withoutPadding();
    return "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
        .formatted(
            memoryKib, passes, lanes, encoder.encodeToString(salt), encoder.encodeToString(hash));
  }

  private static byte[] derive(
      String password, int memoryKib, int passes, int lanes, byte[] salt, int length) {
    var generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(memoryKib)
            .withIterations(passes)
            .withParallelism(lanes)
            .withSalt(salt)
            .build());
    byte[] derived = new byte[length];
    generator.generateBytes(PasswordHash.bytes(password), derived);
    return derived;
  }
}
