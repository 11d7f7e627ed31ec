package com.honeydue.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** An HTTP/1.1 client that sends exactly what it is told, well-formed or not. */
final class RawConnection implements AutoCloseable {

  /** One answer; header names are in lower case. */
  record Answer(int status, Map<String, String> headers, String body) {}

  private final Socket socket;
  private final InputStream in;

  RawConnection(int port) {
    try {
      socket = new Socket("localhost", port);
      socket.setSoTimeout(10_000);
      socket.setTcpNoDelay(true);
      in = new java.io.BufferedInputStream(socket.getInputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  RawConnection send(String text) {
    try {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads one answer with a {@code Content-Length}, or without content. */
  Answer read() {
    try {
      String[] statusLine = line().split(" ", 3);
      Map<String, String> headers = new TreeMap<>();
      for (String line = line(); !line.isEmpty(); line = line()) {
        int colon = line.indexOf(':');
        headers.put(
            line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
      }
      int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
      String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
      return new Answer(Integer.parseInt(statusLine[1]), headers, body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for the server to close the connection; fails if it sends anything more. */
  boolean isClosedByServer() {
    try {
      return in.read() < 0;
    } catch (java.net.SocketTimeoutException open) {
      return false;
    } catch (IOException reset) {
      return true;
    }
  }

  /**
   * Waits for the server to end what it sends; fails if that is a reset, or anything but an end.
   */
  void expectEnd() {
    try {
      if (in.read() >= 0) {
        throw new AssertionError("more came than the answer");
      }
    } catch (IOException reset) {
      throw new UncheckedIOException(reset);
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String line() throws IOException {
    var line = new ByteArrayOutputStream();
    int read = in.read();
    while (read != '\n') {
      if (read < 0) {
        throw new IOException("closed by the server");
      }
      if (read != '\r') {
        line.write(read);
      }
      read = in.read();
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }
}
