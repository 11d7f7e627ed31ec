package com.honeydue.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A door that mixes up what passes would be taken for a fault of who lives behind it. */
class FaultProxyTest {

  private static final int NUMBERS = 3_000;
  private static final int LONGER = 60;
  private static final int SHORTER = 100;

  @Test
  void nothingShouldOvertakeWhatIsOnItsWayWhenTheWayBecomesShorter() throws IOException {
    try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var proxy = new FaultProxy(server.getLocalPort());
        var client = new Socket(InetAddress.getLoopbackAddress(), proxy.port())) {
      client.setTcpNoDelay(true);
      var received = CompletableFuture.supplyAsync(() -> receive(server));
      var out = new DataOutputStream(client.getOutputStream());
      for (int number = 0; number < NUMBERS; number++) {
        if (number % SHORTER == LONGER) {
          proxy.slow(10);
        } else if (number % SHORTER == 0) {
          proxy.slow(0);
        }
        out.writeInt(number);
      }

      assertThat(received.join())
          .containsExactlyElementsOf(IntStream.range(0, NUMBERS).boxed().toList());
    }
  }

  private static List<Integer> receive(ServerSocket server) {
    try (var socket = server.accept();
        var in = new DataInputStream(socket.getInputStream())) {
      var numbers = new ArrayList<Integer>();
      while (numbers.size() < NUMBERS) {
        numbers.add(in.readInt());
      }
      return numbers;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
