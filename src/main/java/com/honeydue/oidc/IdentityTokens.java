package com.honeydue.oidc;

import com.honeydue.bus.Failure;
import com.honeydue.config.IdentitySettings;
import com.honeydue.config.ProviderSettings;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.SignedJWT;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.math.BigInteger;
import java.security.spec.ECPoint;
import java.text.ParseException;
import java.time.InstantSource;
import java.util.List;

/** The identity tokens of one provider. Thread-safe. */
public final class IdentityTokens {

  private final Claims claims;
  private final ProviderSettings provider;
  private final TokenSignatures signatures;

  public IdentityTokens(
      Vertx vertx, Provider provider, IdentitySettings settings, InstantSource clock) {
    this.provider = provider == Provider.APPLE ? settings.apple() : settings.google();
    this.claims = new Claims(provider, this.provider, settings.clockSkew(), clock);
    this.signatures =
        new TokenSignatures(
            vertx,
            this.provider.keysUrl(),
            settings.keysTimeout(),
            settings.keysRefreshInterval(),
            settings.keysLifetime(),
            clock);
  }

  /** A public key that needs no making: the generator of the curve is a point of it. */
  private static ECKey anyPoint() {
    ECPoint point = Curve.P_256.toECParameterSpec().getGenerator();
    int bits = Curve.P_256.toECParameterSpec().getCurve().getField().getFieldSize();
    return new ECKey.Builder(
            Curve.P_256,
            ECKey.encodeCoordinate(bits, point.getAffineX()),
            ECKey.encodeCoordinate(bits, point.getAffineY()))
        .build();
  }

  /**
   * Loads what the first token would otherwise make an event loop load: takes a while, so for the
   * start alone.
   */
  public static void warmUp() {
    try {
      BigInteger odd =
          BigInteger.TWO.pow(TokenSignatures.SMALLEST_RSA_BITS - 1).add(BigInteger.ONE);
      List<JWK> keys =
          List.of(
              new RSAKey.Builder(
                      Base64URL.encode(odd), Base64URL.encode(BigInteger.valueOf(65_537)))
                  .build(),
              anyPoint());
      for (JWK key : JWKSet.parse(new JWKSet(keys).toString()).getKeys()) {
        boolean rsa = key instanceof RSAKey;
        var token =
            SignedJWT.parse(
                new JWSHeader(rsa ? JWSAlgorithm.RS256 : JWSAlgorithm.ES256).toBase64URL()
                    + "."
                    + Base64URL.encode("{\"sub\":\"nobody\"}")
                    + "."
                    + Base64URL.encode(
                        new byte[rsa ? TokenSignatures.SMALLEST_RSA_BITS / Byte.SIZE : 64]));
        var unused = token.getJWTClaimsSet();
        if (TokenSignatures.isSigned(token, key)) {
          throw new IllegalStateException("an empty signature is taken for one");
        }
      }
    } catch (ParseException noJdk) {
      throw new IllegalStateException(noJdk);
    }
  }

  /**
   * Who the token is about. What can be refused without the provider's keys is refused first, so
   * that nobody makes us fetch them with nonsense.
   *
   * @param nonce what the app chose for this sign-in, as it chose it
   * @return failed with a {@link Failure}: {@code unauthenticated} if anything is wrong with the
   *     token, {@code unavailable} if the provider's keys can not be had
   */
  public Future<Identity> verify(String token, String nonce) {
    if (!provider.isOn()) {
      return Future.failedFuture(
          Failure.of(
              Failure.Kind.UNPROCESSABLE,
              "provider_not_configured",
              "This server takes no tokens of this provider."));
    }
    SignedJWT parsed;
    Identity identity;
    try {
      parsed = TokenSignatures.parse(token);
      identity = claims.read(parsed, nonce);
    } catch (ParseException | RuntimeException malformed) {
      return Future.failedFuture(invalid());
    }
    return signatures
        .haveSigned(parsed)
        .map(
            signed -> {
              if (!signed) {
                throw invalid();
              }
              return identity;
            });
  }

  /** Whatever is wrong with a token, the answer is the same. */
  public static Failure invalid() {
    return Failure.of(
        Failure.Kind.UNAUTHENTICATED,
        "invalid_identity_token",
        "The identity token is wrong, has ended or was used before.");
  }

  public Future<Void> close() {
    return signatures.close();
  }
}
