package com.honeydue.http;

import io.netty.util.NetUtil;
import org.jspecify.annotations.Nullable;

/** A block of IP addresses. Immutable. */
final class Cidr {

  private static final int IPV4 = 4;
  private static final int IPV6 = 16;
  private static final int MAPPED = 12;

  private final byte[] network;
  private final int bits;

  /**
   * @param network the first address, 4 or 16 bytes
   * @param bits how many leading bits all addresses share
   */
  private Cidr(byte[] network, int bits) {
    this.network = network;
    this.bits = bits;
  }

  /**
   * Reads a block such as {@code 10.0.0.0/8} or one address.
   *
   * @throws IllegalArgumentException if it is none
   */
  static Cidr parse(String text) {
    int slash = text.indexOf('/');
    byte[] network = bytes(slash < 0 ? text : text.substring(0, slash));
    if (network == null) {
      throw new IllegalArgumentException("not a CIDR block: " + text);
    }
    int bits = slash < 0 ? network.length * Byte.SIZE : prefix(text, slash + 1);
    if (bits < 0 || bits > network.length * Byte.SIZE) {
      throw new IllegalArgumentException("not a CIDR block: " + text);
    }
    return new Cidr(network, bits);
  }

  boolean contains(byte[] address) {
    if (address.length != network.length) {
      return false;
    }
    int whole = bits / Byte.SIZE;
    for (int i = 0; i < whole; i++) {
      if (address[i] != network[i]) {
        return false;
      }
    }
    int rest = bits % Byte.SIZE;
    return rest == 0 || ((address[whole] ^ network[whole]) & 0xff) >>> (Byte.SIZE - rest) == 0;
  }

  /**
   * The bytes of an IP address, 4 for an IPv4 address in IPv6 clothes too; {@code null} if it is
   * none.
   */
  static byte @Nullable [] bytes(String address) {
    byte[] bytes = NetUtil.createByteArrayFromIpAddressString(address);
    if (bytes == null || bytes.length != IPV6) {
      return bytes;
    }
    for (int i = 0; i < MAPPED; i++) {
      if (bytes[i] != (i < MAPPED - 2 ? 0 : (byte) 0xff)) {
        return bytes;
      }
    }
    return java.util.Arrays.copyOfRange(bytes, MAPPED, MAPPED + IPV4);
  }

  private static int prefix(String text, int from) {
    try {
      return Integer.parseInt(text.substring(from));
    } catch (NumberFormatException notANumber) {
      return -1;
    }
  }
}
