package com.honeydue.db;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * A {@code postgresql://user:password@host:port/database?options} URL as JDBC takes it.
 *
 * @param url without credentials, which would show up in error messages
 * @param user decoded
 * @param password decoded
 * @see <a
 *     href="https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-URIS">connection
 *     URIs</a>
 */
public record JdbcUrl(String url, String user, String password) {

  /**
   * Reads a PostgreSQL URL.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static JdbcUrl of(String postgresUrl) {
    URI uri = URI.create(postgresUrl);
    String scheme = uri.getScheme();
    if (uri.getHost() == null || !("postgresql".equals(scheme) || "postgres".equals(scheme))) {
      throw new IllegalArgumentException("not a postgresql:// URL");
    }
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    String[] user = credentials(uri.getRawUserInfo());
    return new JdbcUrl(
        "jdbc:postgresql://" + uri.getHost() + port + uri.getRawPath() + query, user[0], user[1]);
  }

  /** For {@link java.sql.DriverManager}. */
  public Properties properties() {
    var properties = new Properties();
    properties.setProperty("user", user);
    properties.setProperty("password", password);
    return properties;
  }

  private static String[] credentials(@Nullable String userInfo) {
    if (userInfo == null) {
      return new String[] {"", ""};
    }
    int colon = userInfo.indexOf(':');
    return colon < 0
        ? new String[] {decoded(userInfo), ""}
        : new String[] {
          decoded(userInfo.substring(0, colon)), decoded(userInfo.substring(colon + 1))
        };
  }

  private static String decoded(String part) {
    return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return url;
  }
}
