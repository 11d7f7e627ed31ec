package com.honeydue.bench;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * How two servers are to be compared; the scripts know the defaults.
 *
 * @param jar the whole server
 * @param script for wrk
 * @param prefix what pins a server to its processors; empty when nothing is pinned
 * @param processors how many those are
 * @param workloads one after the other
 * @param oneWayMillis how long each byte to and from PostgreSQL travels
 * @param callers connections
 * @param seconds how long each run lasts
 * @param warmUpSeconds load before the first run, not measured
 */
record ServerOptions(
    Path jar,
    Path script,
    List<String> prefix,
    int processors,
    List<Workload> workloads,
    int oneWayMillis,
    int callers,
    int seconds,
    int warmUpSeconds) {

  static ServerOptions of(Map<String, String> values) {
    String prefix = Options.text(values, "server-prefix");
    return new ServerOptions(
        Path.of(Options.text(values, "jar")),
        Path.of(Options.text(values, "script")),
        prefix.isEmpty() ? List.of() : List.of(prefix.split(" ", -1)),
        Options.number(values, "processors"),
        Arrays.stream(Options.text(values, "workloads").split(",", -1))
            .map(Workload::named)
            .toList(),
        Options.number(values, "one-way"),
        Options.number(values, "callers"),
        Options.number(values, "seconds"),
        Options.number(values, "warm-up"));
  }
}
