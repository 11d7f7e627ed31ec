package com.honeydue.chaos;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a client saw, told in a few numbers. */
record Seen(List<Sample> samples) {

  long count() {
    return samples.size();
  }

  long failed() {
    return samples.stream().filter(sample -> !sample.succeeded()).count();
  }

  /** Answers that are neither a success nor a proper "try again later". */
  long improper() {
    return samples.stream().filter(sample -> !sample.succeeded() && !sample.putOff()).count();
  }

  /** Of the answers that were a success, in milliseconds. */
  double percentile(double share) {
    return percentile(samples.stream().filter(Sample::succeeded), share);
  }

  /** In milliseconds; 0 of none. */
  static double percentile(Stream<Sample> some, double share) {
    double[] took = some.mapToDouble(Sample::millis).sorted().toArray();
    return took.length == 0 ? 0 : took[(int) Math.min(took.length - 1, took.length * share)];
  }

  /** The longest that anybody waited for anything, in milliseconds. */
  double longest() {
    return Arrays.stream(samples.stream().mapToDouble(Sample::millis).toArray()).max().orElse(0);
  }

  String statuses() {
    Map<Integer, Long> counts =
        samples.stream()
            .collect(Collectors.groupingBy(Sample::status, TreeMap::new, Collectors.counting()));
    return counts.entrySet().stream()
        .map(e -> (e.getKey() == 0 ? "none" : e.getKey().toString()) + ": " + e.getValue())
        .collect(Collectors.joining(", "));
  }

  String line() {
    return String.format(
        Locale.ROOT,
        "%d requests (%s), p50 %.1f ms, p99 %.1f ms, longest %.0f ms",
        count(),
        statuses(),
        percentile(0.5),
        percentile(0.99),
        longest());
  }
}
