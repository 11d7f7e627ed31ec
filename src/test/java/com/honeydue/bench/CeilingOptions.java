package com.honeydue.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How {@code scripts/bench/ceiling} was called; the script knows the defaults.
 *
 * @param jar the whole server
 * @param script for wrk
 * @param serverPrefix what pins a server to its processors; empty when nothing is pinned
 * @param processors how many those are
 * @param runs of each server
 * @param callers connections
 * @param seconds how long each run lasts
 * @param warmUpSeconds load before the first run, not measured
 * @param goal the least ratio
 */
record CeilingOptions(
    Path jar,
    Path script,
    List<String> serverPrefix,
    int processors,
    int runs,
    int callers,
    int seconds,
    int warmUpSeconds,
    double goal) {

  static CeilingOptions of(String[] arguments) {
    Map<String, String> values = Options.parse(arguments);
    String prefix = Options.text(values, "server-prefix");
    return new CeilingOptions(
        Path.of(Options.text(values, "jar")),
        Path.of(Options.text(values, "script")),
        prefix.isEmpty() ? List.of() : List.of(prefix.split(" ", -1)),
        Options.number(values, "processors"),
        Options.number(values, "runs"),
        Options.number(values, "callers"),
        Options.number(values, "seconds"),
        Options.number(values, "warm-up"),
        Double.parseDouble(Options.text(values, "goal")));
  }
}
