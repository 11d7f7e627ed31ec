package com.honeydue.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Addresses, blocks of them and {@code X-Forwarded-For}, against arithmetic on plain numbers. */
class AddressFuzzTest {

  private static final String OCTET = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
  private static final Pattern V4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");
  private static final Pattern GROUP = Pattern.compile("[0-9A-Fa-f]{1,4}");
  private static final BigInteger MAPPED = BigInteger.valueOf(0xffff).shiftLeft(32);

  /**
   * An address as a number.
   *
   * @param bits 32 or 128
   */
  private record Numeric(int bits, BigInteger value) {

    boolean isIn(Numeric network, int prefix) {
      return bits == network.bits
          && value.shiftRight(bits - prefix).equals(network.value.shiftRight(bits - prefix));
    }
  }

  private static @Nullable Numeric number(String text) {
    if (V4.matcher(text).matches()) {
      return new Numeric(32, v4(text));
    }
    int gap = text.indexOf("::");
    List<BigInteger> head = groups(gap < 0 ? text : text.substring(0, gap), gap < 0);
    List<BigInteger> tail = gap < 0 ? List.of() : groups(text.substring(gap + 2), true);
    if (head == null || tail == null || text.isEmpty()) {
      return null;
    }
    int missing = 8 - head.size() - tail.size();
    if (gap < 0 ? missing != 0 : missing < 1) {
      return null;
    }
    BigInteger value = BigInteger.ZERO;
    for (var group : head) {
      value = value.shiftLeft(16).or(group);
    }
    value = value.shiftLeft(16 * missing);
    for (var group : tail) {
      value = value.shiftLeft(16).or(group);
    }
    return value.shiftRight(32).equals(MAPPED.shiftRight(32))
        ? new Numeric(32, value.subtract(MAPPED))
        : new Numeric(128, value);
  }

  /** The 16-bit groups; an IPv4 address at the end of all is two. */
  private static @Nullable List<BigInteger> groups(String text, boolean end) {
    var found = new ArrayList<BigInteger>();
    if (text.isEmpty()) {
      return found;
    }
    String[] groups = text.split(":", -1);
    for (int i = 0; i < groups.length; i++) {
      if (end && i == groups.length - 1 && V4.matcher(groups[i]).matches()) {
        found.add(v4(groups[i]).shiftRight(16));
        found.add(v4(groups[i]).and(BigInteger.valueOf(0xffff)));
      } else if (GROUP.matcher(groups[i]).matches()) {
        found.add(new BigInteger(groups[i], 16));
      } else {
        return null;
      }
    }
    return found;
  }

  private static BigInteger v4(String text) {
    long value = 0;
    for (String octet : text.split("\\.", -1)) {
      value = value << 8 | Integer.parseInt(octet);
    }
    return BigInteger.valueOf(value);
  }

  private static final String[] PIECES = {
    "1",
    "10",
    "255",
    "256",
    "0",
    "fd00",
    "2001",
    "db8",
    "ffff",
    ".",
    ".",
    ":",
    ":",
    "::",
    "::ffff:",
    "10.1.2.3"
  };

  @Test
  void addresses() {
    Fuzz.texts("address", PIECES)
        .filter(text -> text.indexOf('%') < 0 && text.indexOf('[') < 0)
        .forEach(
            text -> {
              var expected = number(text);
              var bytes = Cidr.bytes(text);
              assertThat(
                      bytes == null
                          ? null
                          : new Numeric(bytes.length * 8, new BigInteger(1, bytes)))
                  .as("<%s>", text)
                  .isEqualTo(expected);
            });
  }

  @Test
  void blocks() {
    var random = new Random(2);
    String[] networks = {
      "10.0.0.0", "192.168.1.128", "0.0.0.0", "fd00::", "2001:db8::7", "::", "::ffff:10.0.0.0"
    };
    for (int i = 0; i < 20_000; i++) {
      String network = networks[random.nextInt(networks.length)];
      int prefix = random.nextInt(130);
      var number = number(network);
      assertThat(number).isNotNull();
      if (prefix > number.bits()) {
        assertThatThrownBy(() -> Cidr.parse(network + "/" + prefix))
            .isInstanceOf(IllegalArgumentException.class);
        continue;
      }
      byte[] address = near(number, random);
      assertThat(Cidr.parse(network + "/" + prefix).contains(address))
          .as("%s/%d, %s", network, prefix, Arrays.toString(address))
          .isEqualTo(
              new Numeric(address.length * 8, new BigInteger(1, address)).isIn(number, prefix));
    }
    for (String bits : List.of("+8", "-1", "08", "", " 8", "8 ", "8/8", "\u0668", "4294967304")) {
      assertThatThrownBy(() -> Cidr.parse("10.0.0.0/" + bits))
          .as(bits)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  /** The network with one bit changed, or an address of the other kind. */
  private static byte[] near(Numeric network, Random random) {
    int bits = random.nextInt(10) == 0 ? 160 - network.bits() : network.bits();
    var value = network.value().mod(BigInteger.ONE.shiftLeft(bits));
    byte[] bytes = value.flipBit(random.nextInt(bits)).toByteArray();
    byte[] address = new byte[bits / 8];
    for (int i = 1; i <= Math.min(bytes.length, address.length); i++) {
      address[address.length - i] = bytes[bytes.length - i];
    }
    return address;
  }

  private static final Pattern HOP =
      Pattern.compile(
          "[ \t]*(?:([0-9.]+)(?::\\d{1,5})?|\\[([^\\]]*)\\](?::\\d{1,5})?|([0-9A-Fa-f:.]+))[ \t]*");

  @Test
  void forwardedFor() {
    var addresses = new ClientAddresses(List.of("10.0.0.0/8", "fd00::/8"));
    Fuzz.texts(
            "x-forwarded-for",
            "10.1.2.3",
            "203.0.113.7",
            "fd00::1",
            "[2001:db8::7]",
            "[fd00::1]:80",
            ":4711",
            ",",
            ", ",
            " ",
            "unknown",
            "::ffff:10.9.9.9",
            "[",
            "%eth0",
            "10.1.2")
        .forEach(
            text ->
                assertThat(addresses.of("10.7.7.7", List.of(text)))
                    .as("<%s>", text)
                    .isEqualTo(client(text)));
  }

  /** The hops from the right, as far as the one before was ours. */
  private static String client(String header) {
    String client = "10.7.7.7";
    var hops = Arrays.asList(header.split(",", -1)).reversed();
    for (String hop : hops) {
      var match = HOP.matcher(hop);
      if (!match.matches()) {
        return client;
      }
      String address =
          match.group(1) != null
              ? match.group(1)
              : match.group(2) != null ? match.group(2) : match.group(3);
      var number = number(address);
      if (number == null) {
        return client;
      }
      client = address;
      if (!number.isIn(new Numeric(32, v4("10.0.0.0")), 8)
          && !number.isIn(new Numeric(128, BigInteger.valueOf(0xfd).shiftLeft(120)), 8)) {
        return client;
      }
    }
    return client;
  }
}
