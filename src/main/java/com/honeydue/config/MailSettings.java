package com.honeydue.config;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * Mails.
 *
 * @param host the SMTP server; empty sends nothing, and mails are logged instead
 * @param port where it listens
 * @param tls how the connection is kept secret
 * @param caFile PEM file of the authorities that may have signed the server's certificate; empty
 *     trusts the system's
 * @param user empty does not sign in
 * @param password of {@code user}
 * @param fromAddress what mails are from; its domain is also that of their Message-ID and what the
 *     server is greeted with
 * @param fromName the name beside it
 * @param replyTo where answers go; empty sends them to {@code fromAddress}
 * @param appUrl what the links in mails begin with
 * @param connectTimeout for opening a connection
 * @param sendDeadline a mail that is not sent after this long has failed, waiting included
 * @param poolSize connections, and so mails that are sent at the same time
 * @param maxWaiting mails that wait for a connection; more fail at once
 * @param keepAlive a connection that has nothing to do is closed after this long
 * @param circuitFailures after so many failures in a row of the server itself nothing is sent for a
 *     while
 * @param circuitPause how long the first time; it doubles with each failure after that
 * @param circuitLongest but no longer than this
 * @param logText whether the text is logged too, with its codes, while mails are logged
 */
public record MailSettings(
    String host,
    int port,
    Tls tls,
    String caFile,
    String user,
    Secret password,
    String fromAddress,
    String fromName,
    String replyTo,
    String appUrl,
    Duration connectTimeout,
    Duration sendDeadline,
    int poolSize,
    int maxWaiting,
    Duration keepAlive,
    int circuitFailures,
    Duration circuitPause,
    Duration circuitLongest,
    boolean logText) {

  /** How the connection to the server is kept secret. */
  public enum Tls {
    /** Begun in the clear, and not gone on with unless the server agrees to TLS. */
    STARTTLS,
    /** From the first byte. */
    IMPLICIT,
    /** Not at all. */
    NONE
  }

  private static final Pattern ADDRESS =
      Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[A-Za-z0-9.-]{1,255}");

  public MailSettings {
    Check.between("port", port, 1, 65_535);
    Check.demand(user.isEmpty() || tls != Tls.NONE, "tls", "must not be none with a user");
    Check.demand(
        user.isEmpty() == password.isEmpty(),
        "password",
        "must be set if a user is, and only then");
    Check.demand(isAddress(fromAddress), "fromAddress", "must be an address like name@example.com");
    Check.notBlank("fromName", fromName);
    Check.demand(
        replyTo.isEmpty() || isAddress(replyTo),
        "replyTo",
        "must be empty or an address like name@example.com");
    Check.url("appUrl", appUrl, "https", "http");
    Check.between("connectTimeout", connectTimeout, Duration.ofMillis(50), Duration.ofMinutes(1));
    Check.between("sendDeadline", sendDeadline, Duration.ofMillis(50), Duration.ofMinutes(10));
    Check.between("poolSize", poolSize, 1, 100);
    Check.between("maxWaiting", maxWaiting, 0, 1_000_000);
    Check.between("keepAlive", keepAlive, Duration.ofSeconds(1), Duration.ofMinutes(10));
    Check.between("circuitFailures", circuitFailures, 1, 1_000);
    Check.between("circuitPause", circuitPause, Duration.ofMillis(1), circuitLongest);
    Check.between("circuitLongest", circuitLongest, Duration.ofMillis(1), Duration.ofHours(1));
    Check.demand(!logText || host.isEmpty(), "logText", "must be false while mails are sent");
  }

  /** Whether mails are sent, and not only logged. */
  public boolean sends() {
    return !host.isEmpty();
  }

  private static boolean isAddress(String text) {
    return ADDRESS.matcher(text).matches();
  }
}
