package com.honeydue.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the proxy does to bytes and connections, whatever they mean. */
@Timeout(20)
class WireProxyNetworkTest {

  private static final int PATIENCE_MILLIS = 10_000;

  private EchoPeer peer;
  private WireProxy proxy;

  @BeforeEach
  void open() throws IOException {
    peer = new EchoPeer();
    proxy = WireProxy.inFrontOf("127.0.0.1", peer.port(), Duration.ZERO);
  }

  @AfterEach
  void close() throws IOException {
    proxy.close();
    peer.close();
  }

  @Test
  void everyByteShouldArriveInOrderThroughADelay() throws Exception {
    try (var slow = WireProxy.inFrontOf("127.0.0.1", peer.port(), Duration.ofMillis(20));
        Socket client = connect(slow)) {
      byte[] sent = new byte[3_000_000];
      new Random(7).nextBytes(sent);
      var writing = CompletableFuture.runAsync(() -> write(client, sent));

      assertThat(client.getInputStream().readNBytes(sent.length)).isEqualTo(sent);
      writing.join();
    }
  }

  @Test
  void anAnswerShouldTakeTheDelayInBothDirections() throws Exception {
    try (var slow = WireProxy.inFrontOf("127.0.0.1", peer.port(), Duration.ofMillis(50));
        Socket client = connect(slow)) {
      long start = System.nanoTime();
      write(client, new byte[] {1});
      assertThat(client.getInputStream().read()).isEqualTo(1);

      // The grain of a delay is half a millisecond; how much later it may be is the machine's
      // affair.
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isGreaterThanOrEqualTo(Duration.ofMillis(98));
    }
  }

  @Test
  void aRoundTripShouldBeCountedEachTimeTheClientSpeaksAfterListening() throws Exception {
    try (Socket client = connect(proxy)) {
      var start = proxy.mark();
      for (int i = 0; i < 3; i++) {
        write(client, new byte[] {1, 2, 3});
        assertThat(client.getInputStream().readNBytes(3)).hasSize(3);
      }

      RoundTrips trips = proxy.since(start);
      assertThat(trips.count()).as("%s", trips).isEqualTo(3);
      assertThat(trips.bytesUp()).isEqualTo(9);
      assertThat(trips.bytesDown()).isEqualTo(9);
    }
  }

  @Test
  void whatIsSentWithoutListeningShouldBeOneRoundTrip() throws Exception {
    try (var slow = WireProxy.inFrontOf("127.0.0.1", peer.port(), Duration.ofMillis(100));
        Socket client = connect(slow)) {
      client.setTcpNoDelay(true);
      for (int i = 0; i < 5; i++) {
        write(client, new byte[] {1});
      }
      assertThat(client.getInputStream().readNBytes(5)).hasSize(5);

      assertThat(slow.mark().roundTrips()).isEqualTo(1);
      assertThat(slow.mark().bytesUp()).isEqualTo(5);
    }
  }

  @Test
  void connectionsShouldBeCountedOneByOne() throws Exception {
    var start = proxy.mark();
    try (Socket first = connect(proxy);
        Socket second = connect(proxy)) {
      for (Socket client : new Socket[] {first, second}) {
        write(client, new byte[] {1});
        assertThat(client.getInputStream().read()).isEqualTo(1);
      }

      assertThat(proxy.since(start).all())
          .extracting(RoundTrip::connection)
          .doesNotHaveDuplicates()
          .hasSize(2);
      assertThat(proxy.since(start).connectionsOpened()).isEqualTo(2);
    }
  }

  @Test
  void aBlackHoleShouldSwallowUntilItHeals() throws Exception {
    try (Socket client = connect(proxy)) {
      write(client, new byte[] {1});
      assertThat(client.getInputStream().read()).isEqualTo(1);

      proxy.blackhole(true);
      write(client, new byte[] {2});
      client.setSoTimeout(200);
      assertThatThrownBy(() -> client.getInputStream().read())
          .isInstanceOf(SocketTimeoutException.class);
      try (Socket newcomer = connect(proxy)) {
        newcomer.setSoTimeout(100);
        write(newcomer, new byte[] {3});
        assertThatThrownBy(() -> newcomer.getInputStream().read())
            .isInstanceOf(SocketTimeoutException.class);
      }

      proxy.blackhole(false);
      client.setSoTimeout(PATIENCE_MILLIS);
      assertThat(client.getInputStream().read()).isEqualTo(2);
    }
  }

  @Test
  void killShouldResetWhatIsOpenAndLetNewcomersIn() throws Exception {
    try (Socket client = connect(proxy)) {
      write(client, new byte[] {1});
      assertThat(client.getInputStream().read()).isEqualTo(1);

      proxy.kill();

      assertThatThrownBy(() -> client.getInputStream().read())
          .isInstanceOf(SocketException.class)
          .hasMessageContaining("reset");
    }
    try (Socket newcomer = connect(proxy)) {
      write(newcomer, new byte[] {2});
      assertThat(newcomer.getInputStream().read()).isEqualTo(2);
    }
  }

  @Test
  void refuseShouldCloseThePortAndKeepWhatIsOpen() throws Exception {
    int port = proxy.port();
    try (Socket client = connect(proxy)) {
      write(client, new byte[] {1});
      assertThat(client.getInputStream().read()).isEqualTo(1);

      proxy.refuse(true);
      assertThatThrownBy(() -> connect(proxy).close()).isInstanceOf(ConnectException.class);
      write(client, new byte[] {2});
      assertThat(client.getInputStream().read()).isEqualTo(2);

      proxy.refuse(false);
      assertThat(proxy.port()).isEqualTo(port);
      try (Socket newcomer = connect(proxy)) {
        write(newcomer, new byte[] {3});
        assertThat(newcomer.getInputStream().read()).isEqualTo(3);
      }
    }
  }

  @Test
  void aClientShouldBeResetWhenNobodyListensBehindTheProxy() throws Exception {
    peer.close();
    try (Socket client = connect(proxy)) {
      assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketException.class);
    }
  }

  private static Socket connect(WireProxy to) throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), to.port());
    socket.setSoTimeout(PATIENCE_MILLIS);
    return socket;
  }

  private static void write(Socket socket, byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
