package com.honeydue.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A setting that may be turned.
 *
 * @param key as in the configuration, such as {@code database.lanes}
 * @param values from the least to the most; more costs more of something
 * @param tells what to look for in its chart
 */
record Knob(String key, List<String> values, String tells) {

  /** All of them, by the name that {@code scripts/tune --knobs} takes, for so many cores. */
  static Map<String, Knob> all(int cores) {
    var counts =
        IntStream.iterate(1, n -> n <= 2 * cores, n -> 2 * n).mapToObj(Integer::toString).toList();
    Map<String, Knob> knobs = new LinkedHashMap<>();
    knobs.put("http", new Knob("http.instances", counts, "event loops that read and write HTTP"));
    knobs.put("bus", new Knob("bus.instances", counts, "instances of each service's verticle"));
    knobs.put("loops", new Knob("database.loops", counts, "event loops that own lanes"));
    knobs.put(
        "lanes",
        new Knob("database.lanes", List.of("3", "4", "8", "16"), "connections of each loop"));
    knobs.put(
        "pipelining",
        new Knob(
            "database.pipelining",
            List.of("1", "16", "64", "256"),
            "statements in flight on one lane"));
    knobs.put(
        "in-flight",
        new Knob(
            "http.max_in_flight",
            List.of("64", "256", "2000"),
            "requests a verticle works on; more are turned away with 503"));
    knobs.put(
        "sampling",
        new Knob("otel.sample_ratio", List.of("0", "0.1", "1"), "requests that are traced"));
    return knobs;
  }

  /** The variable of the environment that sets it. */
  String variable() {
    return key.replace('.', '_').toUpperCase(Locale.ROOT);
  }
}
