package com.honeydue.bench;

import com.honeydue.testing.Form;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** An upload of which all but the last byte has been sent, on a connection of its own; blocking. */
final class OpenUpload {

  private static final int PATIENCE_MILLIS = 120_000;

  private final Socket socket;
  private final byte last;

  OpenUpload(int port, String token, String kind, byte[] form) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(PATIENCE_MILLIS);
    String head =
        """
        POST /api/uploads/%s/ HTTP/1.1
        Host: localhost
        Authorization: Token %s
        Content-Type: %s
        Content-Length: %d
        Connection: close

        """
            .formatted(kind, token, Form.TYPE, form.length);
    var out = socket.getOutputStream();
    out.write(head.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII));
    out.write(form, 0, form.length - 1);
    out.flush();
    last = form[form.length - 1];
  }

  /** Sends the last byte; answers with the status. */
  int finish() throws IOException {
    try (socket) {
      socket.getOutputStream().write(last);
      var in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
      String line = in.readLine();
      return line == null ? 0 : Integer.parseInt(line.split(" ", 3)[1]);
    }
  }
}
