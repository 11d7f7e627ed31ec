package com.honeydue.bench;

import com.honeydue.testing.RoundTrips;
import java.util.Arrays;
import java.util.List;

/**
 * What one operation cost, each time it was called.
 *
 * @param trips the round trips of each call
 * @param millis how long each call took
 */
public record CountedOperation(String id, List<RoundTrips> trips, List<Double> millis) {

  /** The most round trips any call took. */
  int most() {
    return trips.stream().mapToInt(RoundTrips::count).max().orElseThrow();
  }

  /** The calls that took more than {@code allowed} round trips. */
  List<RoundTrips> above(int allowed) {
    return trips.stream().filter(each -> each.count() > allowed).toList();
  }

  /** How many statements the first call sent. */
  long statements() {
    return trips.getFirst().shapes().stream()
        .flatMap(shape -> Arrays.stream(shape.split(" ")))
        .filter("B"::equals)
        .count();
  }

  long bytesUp() {
    return Math.round(trips.stream().mapToLong(RoundTrips::bytesUp).average().orElseThrow());
  }

  long bytesDown() {
    return Math.round(trips.stream().mapToLong(RoundTrips::bytesDown).average().orElseThrow());
  }

  double median() {
    var sorted = millis.stream().sorted().toList();
    return sorted.get(sorted.size() / 2);
  }
}
