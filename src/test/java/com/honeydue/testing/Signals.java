package com.honeydue.testing;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Signals to processes that this JVM has started. */
public final class Signals {

  private Signals() {}

  public static void send(long pid, String which) {
    int status = tell(pid, which);
    if (status != 0) {
      throw new IllegalStateException("kill -" + which + " " + pid + " ended with " + status);
    }
  }

  private static int tell(long pid, String which) {
    try {
      return new ProcessBuilder("kill", "-" + which, Long.toString(pid))
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /**
   * To a process and everything that it has started: first to itself, so that it starts no more.
   */
  public static void sendToAll(long pid, String which) {
    var process = ProcessHandle.of(pid).orElseThrow();
    var children = process.descendants().toList();
    send(pid, which);
    children.stream().filter(ProcessHandle::isAlive).forEach(child -> tell(child.pid(), which));
  }
}
