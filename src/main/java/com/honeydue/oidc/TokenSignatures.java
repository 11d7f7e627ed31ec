package com.honeydue.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.SignedJWT;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.text.ParseException;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Who has signed a token: one issuer, whose keys are fetched and kept. Thread-safe. */
public final class TokenSignatures {

  static final int SMALLEST_RSA_BITS = 2_048;
  private static final int LONGEST_KID = 200;

  private final ProviderKeys keys;

  /**
   * The signatures of an issuer.
   *
   * @param keysUrl where its public keys are
   * @param timeout of fetching them
   * @param refreshInterval they are fetched at most so often for a key that is not known
   * @param lifetime they are kept for at most so long
   */
  public TokenSignatures(
      Vertx vertx,
      String keysUrl,
      Duration timeout,
      Duration refreshInterval,
      Duration lifetime,
      InstantSource clock) {
    this.keys = new ProviderKeys(vertx, keysUrl, timeout, refreshInterval, lifetime, clock);
  }

  /**
   * Reads a token whose signature is not checked yet.
   *
   * @throws ParseException if it is none that could be checked
   */
  public static SignedJWT parse(String token) throws ParseException {
    var parsed = SignedJWT.parse(token);
    if (!isAcceptable(parsed.getHeader())) {
      throw new ParseException("the header", 0);
    }
    return parsed;
  }

  /**
   * Whether the issuer has signed it.
   *
   * @param token that {@link #parse} has read
   * @return fails when the keys can not be had
   */
  public Future<Boolean> haveSigned(SignedJWT token) {
    return keys.find(token.getHeader().getKeyID()).map(key -> key != null && isSigned(token, key));
  }

  public Future<Void> close() {
    return keys.close();
  }

  static boolean isSigned(SignedJWT token, JWK key) {
    try {
      JWSVerifier verifier = verifier(token.getHeader().getAlgorithm(), key);
      return verifier != null && token.verify(verifier);
    } catch (JOSEException | RuntimeException notVerifiable) {
      return false;
    }
  }

  private static boolean isAcceptable(JWSHeader header) {
    String kid = header.getKeyID();
    var type = header.getType();
    boolean known =
        header.getAlgorithm().equals(JWSAlgorithm.RS256)
            || header.getAlgorithm().equals(JWSAlgorithm.ES256);
    return known
        && kid != null
        && kid.length() <= LONGEST_KID
        && header.getCriticalParams() == null
        && (type == null || type.equals(JOSEObjectType.JWT));
  }

  /** The key decides what it is for; the token's word alone is never taken. */
  private static @Nullable JWSVerifier verifier(JWSAlgorithm algorithm, JWK key)
      throws JOSEException {
    if ((key.getKeyUse() != null && !key.getKeyUse().equals(KeyUse.SIGNATURE))
        || (key.getAlgorithm() != null && !key.getAlgorithm().equals(algorithm))) {
      return null;
    }
    if (key instanceof RSAKey rsa
        && algorithm.equals(JWSAlgorithm.RS256)
        && rsa.size() >= SMALLEST_RSA_BITS) {
      return new RSASSAVerifier(rsa);
    }
    if (key instanceof ECKey ec
        && algorithm.equals(JWSAlgorithm.ES256)
        && ec.getCurve().equals(Curve.P_256)) {
      return new ECDSAVerifier(ec);
    }
    return null;
  }
}
