package com.honeydue.stores;

import com.apple.itunes.storekit.model.Environment;
import com.apple.itunes.storekit.model.JWSRenewalInfoDecodedPayload;
import com.apple.itunes.storekit.model.JWSTransactionDecodedPayload;
import com.apple.itunes.storekit.model.ResponseBodyV2DecodedPayload;
import com.apple.itunes.storekit.verification.SignedDataVerifier;
import com.apple.itunes.storekit.verification.VerificationException;
import com.apple.itunes.storekit.verification.VerificationStatus;
import com.honeydue.config.AppStoreSettings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What Apple has signed, checked by Apple's library: the chain of three certificates up to a root
 * that we have, what they are for, ES256, our app, an environment that we allow. Blocks, so it is
 * for the {@link VerifyPool}. Thread-safe.
 */
final class AppleSigned {

  /** Apple Root CA G3, from apple.com/certificateauthority. */
  static final String ROOT = "/stores/AppleRootCA-G3.cer";

  /** Several times the longest that Apple has sent. */
  private static final int LONGEST = 100_000;

  private interface Check<T> {
    T by(SignedDataVerifier verifier) throws VerificationException;
  }

  private final List<SignedDataVerifier> verifiers = new ArrayList<>();

  AppleSigned(AppStoreSettings settings) {
    List<byte[]> roots = roots(settings);
    for (String name : List.of(AppStoreSettings.PRODUCTION, AppStoreSettings.SANDBOX)) {
      if (settings.allows(name)) {
        Set<InputStream> streams = new HashSet<>();
        roots.forEach(root -> streams.add(new ByteArrayInputStream(root)));
        verifiers.add(
            new SignedDataVerifier(
                streams,
                settings.bundleId(),
                settings.appAppleId(),
                name.equals(AppStoreSettings.SANDBOX)
                    ? Environment.SANDBOX
                    : Environment.PRODUCTION,
                settings.onlineChecks()));
      }
    }
  }

  JWSTransactionDecodedPayload transaction(String jws) {
    return check(jws, verifier -> verifier.verifyAndDecodeTransaction(jws));
  }

  JWSRenewalInfoDecodedPayload renewal(String jws) {
    return check(jws, verifier -> verifier.verifyAndDecodeRenewalInfo(jws));
  }

  ResponseBodyV2DecodedPayload notification(String jws) {
    return check(jws, verifier -> verifier.verifyAndDecodeNotification(jws));
  }

  /** Each environment has a verifier, and what is for none of them is for none of us. */
  private <T> T check(String jws, Check<T> check) {
    if (jws.length() > LONGEST) {
      throw StoreCalls.invalid("too_large");
    }
    @Nullable VerificationException refused = null;
    for (var verifier : verifiers) {
      try {
        return check.by(verifier);
      } catch (VerificationException wrong) {
        refused = refused == null || isEnvironment(refused) ? wrong : refused;
      } catch (RuntimeException malformed) {
        throw StoreCalls.invalid("malformed");
      }
    }
    throw failure(Objects.requireNonNull(refused).getStatus());
  }

  private static boolean isEnvironment(VerificationException refused) {
    return refused.getStatus() == VerificationStatus.INVALID_ENVIRONMENT;
  }

  private static StoreFailure failure(VerificationStatus status) {
    return switch (status) {
      case RETRYABLE_VERIFICATION_FAILURE -> StoreCalls.unavailable("revocation_unknown", null);
      case INVALID_APP_IDENTIFIER -> StoreCalls.invalid("other_app");
      case INVALID_ENVIRONMENT -> StoreCalls.invalid("other_environment");
      case INVALID_CERTIFICATE, INVALID_CHAIN_LENGTH, INVALID_CHAIN ->
          StoreCalls.invalid("untrusted_chain");
      case OK, VERIFICATION_FAILURE -> StoreCalls.invalid("not_signed");
    };
  }

  private static List<byte[]> roots(AppStoreSettings settings) {
    List<X509Certificate> own = settings.roots();
    if (own.isEmpty()) {
      return List.of(brought());
    }
    List<byte[]> roots = new ArrayList<>();
    for (var root : own) {
      try {
        roots.add(root.getEncoded());
      } catch (CertificateEncodingException unreadable) {
        throw new IllegalStateException(unreadable);
      }
    }
    return roots;
  }

  static byte[] brought() {
    try (InputStream in = Objects.requireNonNull(AppleSigned.class.getResourceAsStream(ROOT))) {
      return in.readAllBytes();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
