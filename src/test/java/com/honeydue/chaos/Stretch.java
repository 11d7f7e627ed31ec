package com.honeydue.chaos;

import java.util.List;

/**
 * Some time of a load.
 *
 * @param seen what was sent in it, whenever it was answered
 * @param answered how many were answered with success in it, whenever they were sent
 */
record Stretch(Seen seen, long answered, double seconds) {

  static Stretch of(List<Sample> samples, long from, long to) {
    long answered =
        samples.stream()
            .filter(Sample::succeeded)
            .filter(sample -> sample.ended() >= from && sample.ended() < to)
            .count();
    return new Stretch(new Seen(Traffic.between(samples, from, to)), answered, (to - from) / 1e9);
  }

  double perSecond() {
    return answered / seconds;
  }
}
