package com.honeydue.oidc;

import com.honeydue.config.ProviderSettings;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Date;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** What a token says, held against what it must say. Immutable. */
final class Claims {

  private static final int LONGEST_SUBJECT = 255;
  private static final int LONGEST_NAME = 150;
  private static final int LONGEST_EMAIL = 254;

  private final Provider provider;
  private final ProviderSettings settings;
  private final Duration skew;
  private final InstantSource clock;

  Claims(Provider provider, ProviderSettings settings, Duration skew, InstantSource clock) {
    this.provider = provider;
    this.settings = settings;
    this.skew = skew;
    this.clock = clock;
  }

  /**
   * Reads a token whose signature is not checked yet.
   *
   * @throws RuntimeException a {@link com.honeydue.bus.Failure} if it does not count
   */
  Identity read(SignedJWT token, String nonce) throws ParseException {
    JWTClaimsSet claims = token.getJWTClaimsSet();
    Instant expires = instant(claims.getExpirationTime());
    Instant issued = instant(claims.getIssueTime());
    Instant notBefore =
        claims.getNotBeforeTime() == null ? issued : instant(claims.getNotBeforeTime());
    Instant now = clock.instant();
    String subject = claims.getSubject();
    require(claims.getIssuer() != null && settings.issuers().contains(claims.getIssuer()));
    require(!Collections.disjoint(claims.getAudience(), settings.audiences()));
    require(now.isBefore(expires.plus(skew)));
    require(!issued.minus(skew).isAfter(now) && !notBefore.minus(skew).isAfter(now));
    require(subject != null && !subject.isBlank() && subject.length() <= LONGEST_SUBJECT);
    require(isNonce(nonce, claims.getStringClaim("nonce")));
    String email = claims.getStringClaim("email");
    return new Identity(
        provider,
        String.valueOf(subject),
        email == null || email.isBlank() || email.length() > LONGEST_EMAIL ? null : email,
        isTrue(claims.getClaim("email_verified")),
        name(claims.getClaim("given_name")),
        name(claims.getClaim("family_name")),
        HexFormat.of()
            .formatHex(sha256(new String(token.getSigningInput(), StandardCharsets.US_ASCII))),
        expires.plus(skew));
  }

  private boolean isNonce(String chosen, @Nullable String found) {
    if (found == null) {
      return false;
    }
    String expected =
        provider == Provider.APPLE ? HexFormat.of().formatHex(sha256(chosen)) : chosen;
    return MessageDigest.isEqual(
        expected.getBytes(StandardCharsets.UTF_8), found.getBytes(StandardCharsets.UTF_8));
  }

  private static void require(boolean holds) {
    if (!holds) {
      throw IdentityTokens.invalid();
    }
  }

  private static Instant instant(@Nullable Date date) {
    if (date == null) {
      throw IdentityTokens.invalid();
    }
    return date.toInstant();
  }

  /** Apple has sent both forms. */
  private static boolean isTrue(@Nullable Object claim) {
    return Boolean.TRUE.equals(claim) || "true".equals(claim);
  }

  private static @Nullable String name(@Nullable Object claim) {
    return claim instanceof String text && text.length() <= LONGEST_NAME ? text : null;
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException noJdk) {
      throw new IllegalStateException(noJdk);
    }
  }
}
