package com.honeydue.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientAddressesTest {

  private final ClientAddresses addresses =
      new ClientAddresses(List.of("10.0.0.0/8", "192.168.1.128/25", "fd00::/8", "127.0.0.1"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "203.0.113.7    | 6.6.6.6                      | 203.0.113.7",
        "10.1.2.3       | 203.0.113.7                  | 203.0.113.7",
        "10.1.2.3       | 6.6.6.6, 203.0.113.7         | 203.0.113.7",
        "10.1.2.3       | 6.6.6.6, 203.0.113.7, 10.9.9.9 | 203.0.113.7",
        "10.1.2.3       | 10.4.4.4, 10.9.9.9           | 10.4.4.4",
        "10.1.2.3       | 203.0.113.7:4711             | 203.0.113.7",
        "10.1.2.3       | [2001:db8::7]:4711           | 2001:db8::7",
        "10.1.2.3       | 2001:db8::7                  | 2001:db8::7",
        "fd00::1        | 203.0.113.7                  | 203.0.113.7",
        "::ffff:10.1.2.3 | 203.0.113.7                 | 203.0.113.7",
        "192.168.1.200  | 203.0.113.7                  | 203.0.113.7",
        "192.168.1.127  | 203.0.113.7                  | 192.168.1.127",
        "127.0.0.1      | 203.0.113.7                  | 203.0.113.7",
        "10.1.2.3       | 6.6.6.6, unknown, 10.9.9.9   | 10.9.9.9",
        "10.1.2.3       | <script>                     | 10.1.2.3",
      })
  void theClientShouldBeTheFirstHopThatIsNoProxyOfOurs(
      String peer, String forwarded, String client) {
    assertThat(addresses.of(peer, List.of(forwarded))).isEqualTo(client);
  }

  @Test
  void severalHeadersShouldBeReadAsOne() {
    assertThat(addresses.of("10.1.2.3", List.of("6.6.6.6, 203.0.113.7", "10.9.9.9")))
        .isEqualTo("203.0.113.7");
  }

  @Test
  void aPeerThatIsGoneShouldHaveAName() {
    assertThat(addresses.of(null, List.of())).isEqualTo("unknown");
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/x", "ten", "", "fd00::/129"})
  void whatIsNoBlockShouldBeRefused(String block) {
    assertThatThrownBy(() -> new ClientAddresses(List.of(block)))
        .hasMessage("not a CIDR block: " + block);
  }
}
