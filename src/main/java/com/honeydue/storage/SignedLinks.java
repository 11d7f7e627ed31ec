package com.honeydue.storage;

import com.honeydue.bus.Failure;
import com.honeydue.config.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Links into the directory, which the API serves: what may be read, how and until when, with an
 * HMAC over it. Thread-safe.
 */
public final class SignedLinks {

  /** Where the API serves them; the contract has the same path. */
  private static final String PATH = "/api/media/signed/";

  private static final String ALGORITHM = "HmacSHA256";
  private static final String PURPOSE = "honeydue signed links";
  private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();
  private static final int LONGEST = 1_000;
  private static final int PARTS = 4;

  private final SecretKeySpec key;
  private final InstantSource clock;

  /**
   * @param secret what all processes have
   */
  public SignedLinks(Secret secret, InstantSource clock) {
    this.key = new SecretKeySpec(bytes(PURPOSE + '\n' + secret.value()), ALGORITHM);
    this.clock = clock;
  }

  /** What a link lets read. */
  public record Link(String key, Delivery delivery) {}

  /** A link that lets whoever has it read {@code file} for so long: a path of the API. */
  public String sign(String file, Delivery delivery, Duration life) {
    String name = delivery.attachment() == null ? "" : delivery.attachment();
    long until = clock.instant().plus(life).getEpochSecond();
    byte[] said = bytes(String.join("\n", Long.toString(until), file, delivery.mediaType(), name));
    return PATH + TEXT.encodeToString(said) + '.' + TEXT.encodeToString(mac(said)) + '/';
  }

  /**
   * What the last part of a link says.
   *
   * @throws Failure {@code not_found} for one that we have not signed, or whose time is over
   */
  public Link open(String token) {
    int dot = token.indexOf('.');
    if (dot < 0 || token.length() > LONGEST) {
      throw Failure.notFound();
    }
    byte[] said;
    byte[] mac;
    try {
      said = Base64.getUrlDecoder().decode(token.substring(0, dot));
      mac = Base64.getUrlDecoder().decode(token.substring(dot + 1));
    } catch (IllegalArgumentException notBase64) {
      throw Failure.notFound();
    }
    if (!MessageDigest.isEqual(mac, mac(said))) {
      throw Failure.notFound();
    }
    String[] parts = new String(said, StandardCharsets.UTF_8).split("\n", PARTS);
    if (!clock.instant().isBefore(Instant.ofEpochSecond(Long.parseLong(parts[0])))) {
      throw Failure.notFound();
    }
    return new Link(parts[1], new Delivery(parts[2], parts[3].isEmpty() ? null : parts[3]));
  }

  private byte[] mac(byte[] said) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac.doFinal(said);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
