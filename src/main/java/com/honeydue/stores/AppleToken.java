package com.honeydue.stores;

import com.honeydue.config.AppStoreSettings;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What we show to Apple's API: signed by us, used for most of its life. Thread-safe. */
final class AppleToken {

  private static final String AUDIENCE = "appstoreconnect-v1";

  /** Apple takes up to an hour. */
  private static final Duration LIFE = Duration.ofMinutes(20);

  private static final Duration USED = Duration.ofMinutes(15);

  private record Kept(String token, Instant made) {}

  private final AppStoreSettings settings;
  private final InstantSource clock;
  private final JWSSigner signer;
  private final AtomicReference<@Nullable Kept> kept = new AtomicReference<>();

  /** Signs once, so that the first call does not make an event loop load what that takes. */
  AppleToken(AppStoreSettings settings, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
    try {
      this.signer = new ECDSASigner(settings.signingKey());
    } catch (JOSEException noCurve) {
      throw new IllegalStateException(noCurve);
    }
    var unused = get();
  }

  String get() {
    Instant now = clock.instant();
    var known = kept.get();
    if (known != null && now.isBefore(known.made().plus(USED)) && !now.isBefore(known.made())) {
      return known.token();
    }
    String fresh = signed(now);
    kept.set(new Kept(fresh, now));
    return fresh;
  }

  private String signed(Instant now) {
    var claims =
        new JWTClaimsSet.Builder()
            .issuer(settings.issuerId())
            .audience(AUDIENCE)
            .claim("bid", settings.bundleId())
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plus(LIFE)))
            .build();
    var header =
        new JWSHeader.Builder(JWSAlgorithm.ES256)
            .type(JOSEObjectType.JWT)
            .keyID(settings.keyId())
            .build();
    var jwt = new SignedJWT(header, claims);
    try {
      jwt.sign(signer);
    } catch (JOSEException noJdk) {
      throw new IllegalStateException(noJdk);
    }
    return jwt.serialize();
  }
}
