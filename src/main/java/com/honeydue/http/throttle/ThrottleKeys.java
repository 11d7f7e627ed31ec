package com.honeydue.http.throttle;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Names the counts in Redis. Addresses and user names are people's: Redis, its dumps and whoever
 * looks into it get an HMAC of them. Confined to its event loop.
 */
final class ThrottleKeys {

  private static final String HMAC = "HmacSHA256";
  private static final int KEPT_BYTES = 16;

  private final Mac mac;

  ThrottleKeys(byte[] secret) {
    try {
      mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(secret, HMAC));
    } catch (GeneralSecurityException noJdk) {
      throw new IllegalStateException(noJdk);
    }
  }

  /** What {@code who} is counted under: the same however it is written. */
  String of(Limit limit, String who) {
    byte[] hash = mac.doFinal(folded(who).getBytes(StandardCharsets.UTF_8));
    return "throttle:"
        + limit.name()
        + ':'
        + Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, KEPT_BYTES));
  }

  /** The database compares names in lower case; what it takes for one must be counted as one. */
  private static String folded(String who) {
    return Normalizer.normalize(who.strip(), Normalizer.Form.NFKC)
        .toUpperCase(Locale.ROOT)
        .toLowerCase(Locale.ROOT);
  }
}
