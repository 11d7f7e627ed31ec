package com.honeydue.http;

import io.netty.util.NetUtil;
import java.util.Arrays;
import java.util.Collections;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A block of IP addresses. Immutable. */
final class Cidr {

  private static final int IPV4 = 4;
  private static final int IPV6 = 16;
  private static final int MAPPED = 12;

  /** Without leading zeros: 010 is 8 to some and 10 to others, so it is nothing here. */
  private static final Pattern V4 =
      Pattern.compile(
          String.join(
              "\\.", Collections.nCopies(IPV4, "(0|[1-9][0-9]?|1[0-9]{2}|2[0-4][0-9]|25[0-5])")));

  private static final Pattern PREFIX = Pattern.compile("0|[1-9][0-9]{0,2}");

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
   * none. A zone, which the addresses of peers on the same link have, is left out.
   */
  static byte @Nullable [] bytes(String address) {
    int zone = address.indexOf('%');
    String hexadecimal = hexadecimal(zone < 0 ? address : address.substring(0, zone));
    byte[] bytes =
        hexadecimal == null ? null : NetUtil.createByteArrayFromIpAddressString(hexadecimal);
    if (bytes == null || bytes.length != IPV6) {
      return bytes;
    }
    for (int i = 0; i < MAPPED; i++) {
      if (bytes[i] != (i < MAPPED - 2 ? 0 : (byte) 0xff)) {
        return bytes;
      }
    }
    return Arrays.copyOfRange(bytes, MAPPED, MAPPED + IPV4);
  }

  /**
   * An address without an IPv4 address at the end of an IPv6 address, which Netty reads for many
   * things that are none; {@code null} if what should be one is none.
   */
  private static @Nullable String hexadecimal(String address) {
    if (address.indexOf('.') < 0) {
      return address;
    }
    int colon = address.lastIndexOf(':');
    var octets = V4.matcher(address.substring(colon + 1));
    if (!octets.matches()) {
      return null;
    }
    return colon < 0
        ? address
        : "%s%02x%02x:%02x%02x"
            .formatted(
                address.substring(0, colon + 1),
                Integer.valueOf(octets.group(1)),
                Integer.valueOf(octets.group(2)),
                Integer.valueOf(octets.group(3)),
                Integer.valueOf(octets.group(4)));
  }

  private static int prefix(String text, int from) {
    String bits = text.substring(from);
    return PREFIX.matcher(bits).matches() ? Integer.parseInt(bits) : -1;
  }
}
