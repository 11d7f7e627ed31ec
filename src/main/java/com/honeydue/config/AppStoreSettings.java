package com.honeydue.config;

import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Apple's App Store.
 *
 * @param bundleId of the app: what was bought in another is refused
 * @param appAppleId what the App Store calls the app, a number; needed for production
 * @param environments where purchases may come from: {@code production}, {@code sandbox}. What
 *     Xcode makes up is signed by nobody and never taken
 * @param rootsFile PEM file of the certificates that what Apple signs must go back to; empty takes
 *     Apple's Root CA G3, which we bring
 * @param onlineChecks whether Apple is asked, by OCSP, if its certificates are still good
 * @param issuerId whose the key is, a UUID
 * @param keyId what Apple calls the key
 * @param key the text of the in-app purchase key that Apple issued, a {@code .p8} file; with
 *     neither this nor {@code keyFile}, the App Store is off
 * @param keyFile the same as a file
 * @param url where production is
 * @param sandboxUrl where the sandbox is
 */
public record AppStoreSettings(
    String bundleId,
    long appAppleId,
    List<String> environments,
    String rootsFile,
    boolean onlineChecks,
    String issuerId,
    String keyId,
    Secret key,
    String keyFile,
    String url,
    String sandboxUrl) {

  public static final String PRODUCTION = "production";
  public static final String SANDBOX = "sandbox";

  private static final Pattern KEY_ID = Pattern.compile("[A-Z0-9]{10}");
  private static final Pattern UUID =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  public AppStoreSettings {
    environments = List.copyOf(environments);
    Check.demand(
        !environments.isEmpty() && Set.of(PRODUCTION, SANDBOX).containsAll(environments),
        "environments",
        "must be production, sandbox or both");
    Check.url("url", url, "https");
    Check.url("sandboxUrl", sandboxUrl, "https");
    if (!rootsFile.isEmpty()) {
      KeyMaterial.requireCertificates("rootsFile", rootsFile);
    }
    if (!key.isEmpty() || !keyFile.isEmpty()) {
      Check.notBlank("bundleId", bundleId);
      Check.demand(
          appAppleId > 0 || !environments.contains(PRODUCTION),
          "appAppleId",
          "must be the App Store's number of the app");
      Check.demand(UUID.matcher(issuerId).matches(), "issuerId", "must be the UUID of the issuer");
      Check.demand(
          KEY_ID.matcher(keyId).matches(), "keyId", "must be the ten characters of the key's id");
      KeyMaterial.ec("key", key, keyFile);
    }
  }

  public boolean isOn() {
    return !key.isEmpty() || !keyFile.isEmpty();
  }

  public boolean allows(String environment) {
    return environments.contains(environment);
  }

  /** The key itself; reads {@link #keyFile}. Only when the App Store {@link #isOn}. */
  public ECPrivateKey signingKey() {
    return KeyMaterial.ec("key", key, keyFile);
  }

  /** What {@link #rootsFile} holds; empty when there is none. */
  public List<X509Certificate> roots() {
    return rootsFile.isEmpty() ? List.of() : KeyMaterial.certificates("rootsFile", rootsFile);
  }
}
