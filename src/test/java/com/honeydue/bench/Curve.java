package com.honeydue.bench;

import java.util.Comparator;
import java.util.List;

/**
 * What a server did with one value of a knob, under more and more callers.
 *
 * @param value of the knob
 * @param points in the order of callers
 */
record Curve(String value, List<Point> points) {

  /** At so many callers. */
  record Point(int callers, Load load) {}

  /** The most requests it answered, per second. */
  double most() {
    return points.stream().mapToDouble(point -> point.load().perSecond()).max().orElseThrow();
  }

  /** The slowest hundredth at the most callers, in ms. */
  double tail() {
    return points.getLast().load().p99();
  }

  long failed() {
    return points.stream().mapToLong(point -> point.load().failed()).sum();
  }

  /**
   * The first of the curves, from the least to the most of what the knob costs, that is within
   * {@code tolerance} of the best in requests per second and not more than that slower.
   *
   * @param tolerance such as 0.05
   */
  static Curve recommended(List<Curve> curves, double tolerance) {
    var sound = curves.stream().filter(curve -> curve.failed() == 0).toList();
    if (sound.isEmpty()) {
      return curves.stream().min(Comparator.comparingLong(Curve::failed)).orElseThrow();
    }
    double most = sound.stream().mapToDouble(Curve::most).max().orElseThrow();
    var enough = sound.stream().filter(curve -> curve.most() >= most * (1 - tolerance)).toList();
    double tail = enough.stream().mapToDouble(Curve::tail).min().orElseThrow();
    return enough.stream()
        .filter(curve -> curve.tail() <= tail * (1 + 2 * tolerance))
        .findFirst()
        .orElseThrow();
  }
}
