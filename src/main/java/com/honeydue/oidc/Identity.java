package com.honeydue.oidc;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who somebody is, as a provider says.
 *
 * @param subject names the person at the provider for ever
 * @param email the address; {@code null} if the token has none
 * @param emailVerified whether the provider has seen that the address is the person's
 * @param tokenId names the token: SHA-256 of what is signed, hexadecimal, which no change of the
 *     signature's form can alter
 * @param until from when the token would be refused anyway
 */
public record Identity(
    Provider provider,
    String subject,
    @Nullable String email,
    boolean emailVerified,
    @Nullable String firstName,
    @Nullable String lastName,
    String tokenId,
    Instant until) {

  @Override
  public String toString() {
    return "Identity[" + provider + "]";
  }
}
