package com.honeydue.http;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * The network of a client, which is what its owner can not change at will: the first 24 bits of an
 * IPv4 address, the first 64 of an IPv6 address. Stateless.
 */
final class ClientNetwork {

  private static final int IPV4_BYTES = 4;
  private static final int IPV4_KEPT = 3;
  private static final int IPV6_KEPT = 8;

  private ClientNetwork() {}

  /** The network's bytes in hexadecimal; what is no IP address is a network of its own. */
  static String of(String address) {
    byte[] bytes = Cidr.bytes(address);
    return bytes == null
        ? address
        : HexFormat.of()
            .formatHex(Arrays.copyOf(bytes, bytes.length == IPV4_BYTES ? IPV4_KEPT : IPV6_KEPT));
  }
}
