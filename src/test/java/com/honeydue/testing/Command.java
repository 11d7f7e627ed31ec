package com.honeydue.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Runs a short command to its end. */
final class Command {

  private Command() {}

  /**
   * What it prints, both streams together.
   *
   * @throws IllegalStateException with that text when it exits with anything but 0
   */
  static String run(List<String> command) {
    try {
      // A file, not a pipe: a daemon that the command leaves behind would hold a pipe open for
      // ever.
      Path output = Files.createTempFile("honeydue-command", ".log");
      try {
        Process process =
            new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        process.getOutputStream().close();
        int status = process.waitFor();
        String text = Files.readString(output, StandardCharsets.UTF_8);
        if (status != 0) {
          throw new IllegalStateException(
              String.join(" ", command) + " exited with " + status + ":\n" + text);
        }
        return text;
      } finally {
        Files.deleteIfExists(output);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while running " + command.getFirst(), e);
    }
  }

  static boolean succeeds(List<String> command) {
    try {
      run(command);
      return true;
    } catch (IllegalStateException | UncheckedIOException failed) {
      return false;
    }
  }
}
