package com.honeydue.http;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tells a client's address. {@code X-Forwarded-For} is believed only as far as trusted proxies
 * wrote it: read from the right, the first hop that is no trusted proxy is the client. Immutable.
 */
final class ClientAddresses {

  private static final String UNKNOWN = "unknown";

  /** An IPv4 address, an IPv6 address in brackets, each with a port or without, or one without. */
  private static final Pattern HOP =
      Pattern.compile(
          "[ \\t]*+(?:(?<v4>[0-9.]++)(?::[0-9]{1,5})?|\\[(?<v6>[0-9A-Fa-f:.]++)](?::[0-9]{1,5})?"
              + "|(?<bare>[0-9A-Fa-f:.]++))[ \\t]*+");

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
        String hop = address(hops[i]);
        if (hop == null) {
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

  /** The address of a hop, which may have a port; {@code null} if it is none. */
  private static @Nullable String address(String hop) {
    var read = HOP.matcher(hop);
    if (!read.matches()) {
      return null;
    }
    String address =
        read.group("v4") != null
            ? read.group("v4")
            : read.group("bare") != null ? read.group("bare") : read.group("v6");
    return Cidr.bytes(address) == null ? null : address;
  }
}
