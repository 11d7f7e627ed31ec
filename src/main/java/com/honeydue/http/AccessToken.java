package com.honeydue.http;

import org.jspecify.annotations.Nullable;

/** Reads the token out of {@code Authorization: Token <key>} or {@code Bearer <key>}. Stateless. */
final class AccessToken {

  private static final int LONGEST = 512;
  private static final String TOKEN = "Token ";
  private static final String BEARER = "Bearer ";

  private AccessToken() {}

  /** The token; {@code null} if there is none, or what is there can not be one. */
  static @Nullable String of(@Nullable String authorization) {
    if (authorization == null) {
      return null;
    }
    String token = after(authorization, TOKEN);
    if (token == null) {
      token = after(authorization, BEARER);
    }
    return token != null && isVisible(token) ? token : null;
  }

  private static @Nullable String after(String authorization, String scheme) {
    return authorization.regionMatches(true, 0, scheme, 0, scheme.length())
        ? Fields.strip(authorization.substring(scheme.length()))
        : null;
  }

  private static boolean isVisible(String token) {
    if (token.isEmpty() || token.length() > LONGEST) {
      return false;
    }
    for (int i = 0; i < token.length(); i++) {
      if (token.charAt(i) <= ' ' || token.charAt(i) > '~') {
        return false;
      }
    }
    return true;
  }
}
