package com.honeydue.testing;

import java.util.Arrays;
import java.util.Iterator;

/**
 * What {@code scripts/dev} was told.
 *
 * @param port where the API listens
 * @param fresh whether all data is thrown away first
 */
record DevOptions(int port, boolean fresh) {

  static final String USAGE = "usage: scripts/dev [--port N] [--fresh]";

  /**
   * Reads the command line.
   *
   * @throws IllegalArgumentException for anything that is not in {@link #USAGE}
   */
  static DevOptions of(String... arguments) {
    int port = 8000;
    boolean fresh = false;
    for (Iterator<String> words = Arrays.asList(arguments).iterator(); words.hasNext(); ) {
      String word = words.next();
      if (word.equals("--fresh")) {
        fresh = true;
      } else if (word.equals("--port") && words.hasNext()) {
        port = port(words.next());
      } else {
        throw new IllegalArgumentException(USAGE);
      }
    }
    return new DevOptions(port, fresh);
  }

  private static int port(String text) {
    if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > 65_535 || text.matches("0+")) {
      throw new IllegalArgumentException("--port must be between 1 and 65535, is " + text);
    }
    return Integer.parseInt(text);
  }
}
