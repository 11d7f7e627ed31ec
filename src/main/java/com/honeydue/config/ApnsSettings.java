package com.honeydue.config;

import java.security.interfaces.ECPrivateKey;
import java.util.regex.Pattern;

/**
 * Apple's push service.
 *
 * @param key the text of the key that Apple issued, a {@code .p8} file; with neither this nor
 *     {@code keyFile}, APNs is off
 * @param keyFile the same as a file
 * @param keyId what Apple calls the key
 * @param teamId what Apple calls us
 * @param topic the app's bundle id
 * @param url where production is
 * @param sandboxUrl where apps that come from Xcode register
 */
public record ApnsSettings(
    Secret key,
    String keyFile,
    String keyId,
    String teamId,
    String topic,
    String url,
    String sandboxUrl) {

  private static final Pattern ID = Pattern.compile("[A-Z0-9]{10}");

  public ApnsSettings {
    Check.url("url", url, "https");
    Check.url("sandboxUrl", sandboxUrl, "https");
    if (!key.isEmpty() || !keyFile.isEmpty()) {
      Check.demand(
          ID.matcher(keyId).matches(), "keyId", "must be the ten characters of the key's id");
      Check.demand(
          ID.matcher(teamId).matches(), "teamId", "must be the ten characters of the team's id");
      Check.notBlank("topic", topic);
      KeyMaterial.ec("key", key, keyFile);
    }
  }

  public boolean isOn() {
    return !key.isEmpty() || !keyFile.isEmpty();
  }

  /** The key itself; reads {@link #keyFile}. Only when APNs {@link #isOn}. */
  public ECPrivateKey signingKey() {
    return KeyMaterial.ec("key", key, keyFile);
  }
}
