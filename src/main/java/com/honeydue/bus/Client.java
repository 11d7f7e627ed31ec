package com.honeydue.bus;

import org.jspecify.annotations.Nullable;

/**
 * Where a call came from.
 *
 * @param address the client's IP address, taken from trusted proxy hops only
 * @param userAgent the {@code User-Agent} header, cut at 200 characters
 */
public record Client(String address, @Nullable String userAgent) {

  /** A call that did not come over the network: jobs, start-up, tests. */
  public static final Client INTERNAL = new Client("internal", null);
}
