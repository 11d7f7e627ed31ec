package com.honeydue.config;

/**
 * Firebase Cloud Messaging.
 *
 * @param serviceAccount the JSON of the service account that may send; with neither this nor {@code
 *     serviceAccountFile}, FCM is off
 * @param serviceAccountFile the same as a file
 * @param url where FCM is
 * @param tokenUrl where access tokens are issued; empty takes what the service account says
 */
public record FcmSettings(
    Secret serviceAccount, String serviceAccountFile, String url, String tokenUrl) {

  public FcmSettings {
    Check.url("url", url, "https");
    Check.urlOrEmpty("tokenUrl", tokenUrl, "https");
    if (!serviceAccount.isEmpty() || !serviceAccountFile.isEmpty()) {
      ServiceAccount.read("serviceAccount", serviceAccount, serviceAccountFile);
    }
  }

  public boolean isOn() {
    return !serviceAccount.isEmpty() || !serviceAccountFile.isEmpty();
  }

  /** The account itself; reads {@link #serviceAccountFile}. Only when FCM {@link #isOn}. */
  public ServiceAccount account() {
    return ServiceAccount.read("serviceAccount", serviceAccount, serviceAccountFile);
  }
}
