package com.honeydue.chaos;

import java.util.Locale;
import java.util.function.IntFunction;

/** How much can be asked of a server before it does no more of it. */
final class Capacity {

  private static final int LEAST = 500;
  private static final int MOST = 16_000;
  private static final int SECONDS = 3;

  /** A step must bring as much more, or the steps before it were enough. */
  private static final double GAIN = 1.05;

  private Capacity() {}

  /** The most that is answered with success in a second, asked for ever more. */
  static double of(Traffic traffic) {
    return of(rate -> drive(traffic, rate, SECONDS));
  }

  /**
   * The same.
   *
   * @param drive asks for so many a second
   */
  static double of(IntFunction<Stretch> drive) {
    double best = 0;
    for (int rate = LEAST; rate <= MOST; rate = rate * 3 / 2) {
      var seen = drive.apply(rate);
      double good = seen.perSecond();
      System.out.printf(Locale.ROOT, "asked for %d/s: %s%n", rate, seen.seen().line());
      boolean more = good >= best * GAIN;
      best = Math.max(best, good);
      if (!more) {
        break;
      }
    }
    return best;
  }

  private static Stretch drive(Traffic traffic, int rate, int seconds) {
    long from = System.nanoTime();
    traffic.at(rate);
    Waiting.pause(seconds * 1_000L);
    long to = System.nanoTime();
    traffic.stop();
    return Stretch.of(traffic.samples(), from, to);
  }
}
