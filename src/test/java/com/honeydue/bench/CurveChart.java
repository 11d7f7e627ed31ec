package com.honeydue.bench;

import com.google.errorprone.annotations.FormatMethod;
import java.util.List;
import java.util.Locale;

/**
 * Throughput to the right, latency upwards, a line for each value of a knob: the further right and
 * the lower the better. SVG.
 */
final class CurveChart {

  private static final int WIDTH = 760;
  private static final int HEIGHT = 440;
  private static final int LEFT = 70;
  private static final int BOTTOM = 60;
  private static final int TOP = 60;
  private static final int RIGHT = 150;
  private static final int TICKS = 5;
  private static final List<String> COLOURS =
      List.of("#0b6e99", "#d9480f", "#2b8a3e", "#862e9c", "#c92a2a", "#495057");

  private final double mostRate;
  private final double mostMillis;
  private final StringBuilder svg = new StringBuilder();

  private CurveChart(List<Curve> curves) {
    mostRate = 1.05 * curves.stream().mapToDouble(Curve::most).max().orElseThrow();
    mostMillis =
        1.05
            * curves.stream()
                .flatMap(curve -> curve.points().stream())
                .mapToDouble(point -> point.load().p99())
                .max()
                .orElseThrow();
  }

  static String of(String title, List<Curve> curves) {
    var chart = new CurveChart(curves);
    chart.frame(title);
    for (int i = 0; i < curves.size(); i++) {
      chart.line(curves.get(i), i);
    }
    return chart.svg.append("</svg>\n").toString();
  }

  private void frame(String title) {
    add(
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %d %d' font-family='system-ui,"
            + " sans-serif' font-size='12'>",
        WIDTH, HEIGHT);
    add("<rect width='%d' height='%d' fill='white'/>", WIDTH, HEIGHT);
    add("<text x='%d' y='28' font-size='16'>%s</text>", LEFT, title);
    for (int i = 0; i <= TICKS; i++) {
      double rate = mostRate * i / TICKS;
      double millis = mostMillis * i / TICKS;
      add(
          "<line x1='%.1f' y1='%d' x2='%.1f' y2='%d' stroke='#e9ecef'/>",
          x(rate), TOP, x(rate), HEIGHT - BOTTOM);
      add(
          "<line x1='%d' y1='%.1f' x2='%d' y2='%.1f' stroke='#e9ecef'/>",
          LEFT, y(millis), WIDTH - RIGHT, y(millis));
      add(
          "<text x='%.1f' y='%d' text-anchor='middle'>%.0f</text>",
          x(rate), HEIGHT - BOTTOM + 18, rate);
      add("<text x='%d' y='%.1f' text-anchor='end'>%.0f</text>", LEFT - 8, y(millis) + 4, millis);
    }
    add(
        "<text x='%d' y='%d' text-anchor='middle'>requests per second</text>",
        (LEFT + WIDTH - RIGHT) / 2, HEIGHT - 18);
    add("<text x='%d' y='%d'>p99, ms</text>", LEFT, TOP - 10);
  }

  private void line(Curve curve, int index) {
    String colour = COLOURS.get(index % COLOURS.size());
    var path = new StringBuilder();
    for (var point : curve.points()) {
      path.append(
          String.format(
              Locale.ROOT, "%.1f,%.1f ", x(point.load().perSecond()), y(point.load().p99())));
    }
    add("<polyline points='%s' fill='none' stroke='%s' stroke-width='2'/>", path, colour);
    for (var point : curve.points()) {
      add(
          "<circle cx='%.1f' cy='%.1f' r='4' fill='%s'><title>%s, %d callers: %.0f/s, p50 %.1f ms,"
              + " p99 %.1f ms, %d failed</title></circle>",
          x(point.load().perSecond()),
          y(point.load().p99()),
          colour,
          curve.value(),
          point.callers(),
          point.load().perSecond(),
          point.load().p50(),
          point.load().p99(),
          point.load().failed());
    }
    int y = TOP + 20 * index + 10;
    add("<rect x='%d' y='%d' width='14' height='4' fill='%s'/>", WIDTH - RIGHT + 16, y - 5, colour);
    add("<text x='%d' y='%d'>%s</text>", WIDTH - RIGHT + 36, y, curve.value());
  }

  private double x(double rate) {
    return LEFT + (WIDTH - RIGHT - LEFT) * rate / mostRate;
  }

  private double y(double millis) {
    return HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * millis / mostMillis;
  }

  @FormatMethod
  private void add(String format, Object... arguments) {
    svg.append(String.format(Locale.ROOT, format, arguments)).append('\n');
  }
}
