package com.honeydue.config;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Google Play.
 *
 * @param packageName of the app: what was bought in another is refused
 * @param serviceAccount the JSON of the service account that may ask; with neither this nor {@code
 *     serviceAccountFile}, Google Play is off
 * @param serviceAccountFile the same as a file
 * @param url where the Play Developer API is
 * @param tokenUrl where access tokens are issued; empty takes what the service account says
 * @param pushAudience for whom the tokens of Pub/Sub's pushes must be made out; with none, pushes
 *     are refused
 * @param pushAccount the service account that Pub/Sub must push as, an e-mail address
 * @param pushIssuers what those tokens may name as their issuer
 * @param pushKeysUrl where the public keys of those tokens are (a JWK Set)
 */
public record GooglePlaySettings(
    String packageName,
    Secret serviceAccount,
    String serviceAccountFile,
    String url,
    String tokenUrl,
    String pushAudience,
    String pushAccount,
    List<String> pushIssuers,
    String pushKeysUrl) {

  private static final Pattern PACKAGE = Pattern.compile("[A-Za-z0-9_]+(\\.[A-Za-z0-9_]+)+");

  public GooglePlaySettings {
    pushIssuers = List.copyOf(pushIssuers);
    Check.url("url", url, "https");
    Check.urlOrEmpty("tokenUrl", tokenUrl, "https");
    Check.url("pushKeysUrl", pushKeysUrl, "https", "http");
    Check.demand(
        pushAudience.isBlank() || pushAccount.contains("@"),
        "pushAccount",
        "must be the e-mail address that Pub/Sub pushes as when there is a push_audience");
    Check.demand(
        pushAudience.isBlank() || !pushIssuers.isEmpty(), "pushIssuers", "must not be empty");
    if (!serviceAccount.isEmpty() || !serviceAccountFile.isEmpty()) {
      Check.demand(
          PACKAGE.matcher(packageName).matches(), "packageName", "must be the app's package name");
      ServiceAccount.read("serviceAccount", serviceAccount, serviceAccountFile);
    }
  }

  public boolean isOn() {
    return !serviceAccount.isEmpty() || !serviceAccountFile.isEmpty();
  }

  public boolean takesPushes() {
    return isOn() && !pushAudience.isBlank();
  }

  /** The account itself; reads {@link #serviceAccountFile}. Only when Google Play {@link #isOn}. */
  public ServiceAccount account() {
    return ServiceAccount.read("serviceAccount", serviceAccount, serviceAccountFile);
  }
}
