package com.honeydue.bench;

import java.nio.file.Path;
import java.util.Map;

/**
 * How {@code scripts/bench/roundtrips} was called; the script knows the defaults.
 *
 * @param jar the server
 * @param script for wrk
 * @param oneWayMillis how long a byte travels between server and database
 * @param samples calls of each operation
 * @param callers connections of the load, each with a session of its own
 * @param seconds how long the load lasts; 0 leaves it out
 * @param warmUpSeconds load before that, not measured
 * @param goal requests per second
 */
record RoundTripsOptions(
    Path jar,
    Path script,
    int oneWayMillis,
    int samples,
    int callers,
    int seconds,
    int warmUpSeconds,
    double goal) {

  static RoundTripsOptions of(String[] arguments) {
    Map<String, String> values = Options.parse(arguments);
    return new RoundTripsOptions(
        Path.of(Options.text(values, "jar")),
        Path.of(Options.text(values, "script")),
        Options.number(values, "one-way"),
        Options.number(values, "samples"),
        Options.number(values, "callers"),
        Options.number(values, "seconds"),
        Options.number(values, "warm-up"),
        Double.parseDouble(Options.text(values, "goal")));
  }
}
