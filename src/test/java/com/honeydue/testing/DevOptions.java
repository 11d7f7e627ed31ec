package com.honeydue.testing;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;

/**
 * What {@code scripts/dev} was told.
 *
 * @param port where the API listens
 * @param workerPort where a worker of its own listens; 0 when the one process does the jobs, too
 * @param directory where the data is
 * @param fresh whether all data is thrown away first
 */
record DevOptions(int port, int workerPort, Path directory, boolean fresh) {

  static final String USAGE =
      "usage: scripts/dev [--port N] [--worker-port N] [--directory DIR] [--fresh]";

  /**
   * Reads the command line.
   *
   * @throws IllegalArgumentException for anything that is not in {@link #USAGE}
   */
  static DevOptions of(String... arguments) {
    int port = 8000;
    int workerPort = 0;
    Path directory = Path.of(".dev");
    boolean fresh = false;
    for (Iterator<String> words = Arrays.asList(arguments).iterator(); words.hasNext(); ) {
      String word = words.next();
      if (word.equals("--fresh")) {
        fresh = true;
      } else if (word.equals("--port") && words.hasNext()) {
        port = port(words.next());
      } else if (word.equals("--worker-port") && words.hasNext()) {
        workerPort = port(words.next());
      } else if (word.equals("--directory") && words.hasNext()) {
        directory = Path.of(words.next());
      } else {
        throw new IllegalArgumentException(USAGE);
      }
    }
    return new DevOptions(port, workerPort, directory.toAbsolutePath(), fresh);
  }

  private static int port(String text) {
    if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > 65_535 || text.matches("0+")) {
      throw new IllegalArgumentException("--port must be between 1 and 65535, is " + text);
    }
    return Integer.parseInt(text);
  }
}
