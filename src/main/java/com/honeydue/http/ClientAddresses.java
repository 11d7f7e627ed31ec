package com.honeydue.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells a client's address. {@code X-Forwarded-For} is believed only as far as trusted proxies
 * wrote it: read from the right, the first hop that is no trusted proxy is the client. Immutable.
 */
final class ClientAddresses {

  private static final String UNKNOWN = "unknown";

  private final List<Cidr> trusted;

  /**
   * @param trustedProxies CIDR blocks
   * @throws IllegalArgumentException if one of them is none
   */
  ClientAddresses(List<String> trustedProxies) {
    this.trusted = trustedProxies.stream().map(Cidr::parse).toList();
  }

  /**
   * The client's address.
   *
   * @param peer the address at the other end of the connection; {@code null} if it is closed
   * @param forwarded the values of {@code X-Forwarded-For}, in order
   */
  String of(@Nullable String peer, List<String> forwarded) {
    if (peer == null) {
      return UNKNOWN;
    }
    if (trusted.isEmpty() || forwarded.isEmpty() || !isTrusted(peer)) {
      return peer;
    }
    String client = peer;
    for (int header = forwarded.size() - 1; header >= 0; header--) {
      String[] hops = forwarded.get(header).split(",", -1);
      for (int i = hops.length - 1; i >= 0; i--) {
        String hop = address(hops[i].strip());
        if (Cidr.bytes(hop) == null) {
          // Whoever wrote this is not one of ours: nothing to its left can be believed.
          return client;
        }
        client = hop;
        if (!isTrusted(hop)) {
          return client;
        }
      }
    }
    return client;
  }

  boolean usesForwarded() {
    return !trusted.isEmpty();
  }

  private boolean isTrusted(String address) {
    byte[] bytes = Cidr.bytes(address);
    if (bytes != null) {
      for (Cidr block : trusted) {
        if (block.contains(bytes)) {
          return true;
        }
      }
    }
    return false;
  }

  /** A hop without its port. */
  private static String address(String hop) {
    if (hop.startsWith("[")) {
      int close = hop.indexOf(']');
      return close < 0 ? hop : hop.substring(1, close);
    }
    int colon = hop.indexOf(':');
    return colon > 0 && colon == hop.lastIndexOf(':') ? hop.substring(0, colon) : hop;
  }
}
