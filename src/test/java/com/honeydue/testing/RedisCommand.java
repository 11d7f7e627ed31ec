package com.honeydue.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Sends inline commands to Redis over a connection of their own. */
final class RedisCommand {

  private static final int TIMEOUT_MILLIS = 5_000;

  private RedisCommand() {}

  /**
   * Whether the first line of the last command's answer is {@code expected}; false while nobody
   * listens.
   */
  static boolean answers(int port, String command, String expected) throws IOException {
    try {
      return expected.equals(run(port, command));
    } catch (ConnectException notYet) {
      return false;
    }
  }

  /** Sends commands whose answers are one line each; returns the last one, with its type byte. */
  static String run(int port, String... commands) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      var in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      String answer = "";
      for (String command : commands) {
        socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.UTF_8));
        String line = in.readLine();
        if (line == null) {
          throw new IOException("Redis closed the connection on " + command);
        }
        answer = line;
      }
      return answer;
    }
  }
}
