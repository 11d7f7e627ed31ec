package com.honeydue.telemetry;

/**
 * All metrics at one moment.
 *
 * @param contentType the format, for {@code Content-Type}
 * @param body the metrics in that format
 */
public record Scrape(String contentType, String body) {

  static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
  static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";
  private static final String OPEN_METRICS_TYPE = "application/openmetrics-text";

  /**
   * The format for an {@code Accept} header: OpenMetrics for those that ask for it, else Prometheus
   * text.
   */
  static String format(String accept) {
    return accept.contains(OPEN_METRICS_TYPE) ? OPEN_METRICS : TEXT;
  }
}
