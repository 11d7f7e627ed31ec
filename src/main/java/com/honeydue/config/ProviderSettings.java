package com.honeydue.config;

import java.util.List;

/**
 * Somebody whose identity tokens are taken.
 *
 * @param audiences for whom tokens may be made out: the ids of our apps; none turns the provider
 *     off
 * @param issuers what tokens may name as their issuer
 * @param keysUrl where its public keys are (a JWK Set)
 */
public record ProviderSettings(List<String> audiences, List<String> issuers, String keysUrl) {

  public ProviderSettings {
    audiences = List.copyOf(audiences);
    issuers = List.copyOf(issuers);
    Check.url("keysUrl", keysUrl, "https", "http");
  }

  public boolean isOn() {
    return !audiences.isEmpty();
  }
}
