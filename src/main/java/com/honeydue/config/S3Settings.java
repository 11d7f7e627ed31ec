package com.honeydue.config;

import java.time.Duration;

/**
 * An S3, whosever it is.
 *
 * @param endpoint its URL
 * @param region as signatures name it
 * @param bucket which must exist
 * @param keyId the id of the access key
 * @param key the access key itself
 * @param pathStyle whether the bucket is named in the path and not in the host
 * @param connectTimeout for a connection to open, and for one of the pool to become free
 * @param idleTimeout a connection on which nothing moves for so long has failed
 * @param attemptTimeout for one try
 * @param deadline for a request with all its tries
 * @param attempts how often a request is tried; between tries are pauses of random length
 * @param connections open at a time
 * @param partBytes what is larger is sent in parts of this size
 * @param parallelParts parts of one file under way at a time
 * @param breakAfter so many failures within ten seconds, and nothing is asked of it for a while
 * @param breakFor how long that is
 */
public record S3Settings(
    String endpoint,
    String region,
    String bucket,
    String keyId,
    Secret key,
    boolean pathStyle,
    Duration connectTimeout,
    Duration idleTimeout,
    Duration attemptTimeout,
    Duration deadline,
    int attempts,
    int connections,
    int partBytes,
    int parallelParts,
    int breakAfter,
    Duration breakFor) {

  /** Parts may not be smaller, but for the last. */
  private static final int SMALLEST_PART = 5 << 20;

  public S3Settings {
    Check.urlOrEmpty("endpoint", endpoint, "https", "http");
    Check.notBlank("region", region);
    Duration least = Duration.ofMillis(10);
    Duration most = Duration.ofMinutes(10);
    Check.between("connectTimeout", connectTimeout, least, most);
    Check.between("idleTimeout", idleTimeout, least, most);
    Check.between("attemptTimeout", attemptTimeout, least, most);
    Check.between("deadline", deadline, least, most);
    Check.between("attempts", attempts, 1, 10);
    Check.between("connections", connections, 1, 1_000);
    Check.between("partBytes", partBytes, SMALLEST_PART, 1 << 30);
    Check.between("parallelParts", parallelParts, 1, 16);
    Check.between("breakAfter", breakAfter, 1, 1_000_000);
    Check.between("breakFor", breakFor, least, most);
  }

  boolean isComplete() {
    return !endpoint.isEmpty() && !bucket.isBlank() && !keyId.isBlank() && !key.isEmpty();
  }
}
