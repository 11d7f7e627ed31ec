package com.honeydue.telemetry;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * {@code /metrics/legacy}: what dashboards of the old system read, computed from what is measured
 * anyway. Nothing is counted twice for it. Stateless.
 */
final class LegacyScrape {

  private static final double MILLIS = 1e3;
  private static final int FIRST_ERROR = 500;

  private LegacyScrape() {}

  /** Always in Prometheus' text format. */
  static Scrape of(MeterRegistry meters) {
    Collection<Timer> requests = meters.find(Names.Metric.HTTP_REQUEST).timers();
    var page = new Page();
    page.family(ProcessNames.Legacy.REQUESTS, "counter", "Requests");
    page.rows(ProcessNames.Legacy.REQUESTS, sum(requests, LegacyScrape::total, LegacyScrape::each));
    page.family(
        ProcessNames.Legacy.ENDPOINT_REQUESTS, "counter", "Requests, by the route they took");
    page.rows(
        ProcessNames.Legacy.ENDPOINT_REQUESTS,
        sum(requests, LegacyScrape::endpointAndStatus, LegacyScrape::each));
    page.family(
        ProcessNames.Legacy.ENDPOINT_ERRORS, "counter", "Requests that failed through our fault");
    page.rows(
        ProcessNames.Legacy.ENDPOINT_ERRORS,
        sum(requests, LegacyScrape::endpoint, LegacyScrape::errors));
    page.family(ProcessNames.Legacy.ENDPOINT_LATENCY, "summary", "How long requests took");
    page.rows(
        ProcessNames.Legacy.ENDPOINT_LATENCY + "_sum",
        sum(requests, LegacyScrape::endpoint, timer -> timer.totalTime(TimeUnit.SECONDS)));
    page.rows(
        ProcessNames.Legacy.ENDPOINT_LATENCY + "_count",
        sum(requests, LegacyScrape::endpoint, LegacyScrape::each));
    process(page);
    return new Scrape(Scrape.TEXT, page.toString());
  }

  private static void process(Page page) {
    var memory = ManagementFactory.getMemoryMXBean();
    page.gauge(
        ProcessNames.Legacy.GOROUTINES,
        "Threads",
        ManagementFactory.getThreadMXBean().getThreadCount());
    page.gauge(
        ProcessNames.Legacy.HEAP,
        "Bytes of the heap in use",
        (double) memory.getHeapMemoryUsage().getUsed());
    page.gauge(
        ProcessNames.Legacy.MEMORY,
        "Bytes taken from the system",
        (double)
            (memory.getHeapMemoryUsage().getCommitted()
                + memory.getNonHeapMemoryUsage().getCommitted()));
    page.gauge(
        ProcessNames.Legacy.UPTIME,
        "How long the process has run",
        ManagementFactory.getRuntimeMXBean().getUptime() / MILLIS);
  }

  private static Map<String, Double> sum(
      Collection<Timer> timers, Function<Timer, String> labels, Function<Timer, Double> value) {
    Map<String, Double> rows = new TreeMap<>();
    timers.forEach(timer -> rows.merge(labels.apply(timer), value.apply(timer), Double::sum));
    return rows;
  }

  private static double each(Timer timer) {
    return timer.count();
  }

  private static double errors(Timer timer) {
    String status = timer.getId().getTag(Names.Label.STATUS);
    return status != null && Integer.parseInt(status) >= FIRST_ERROR ? timer.count() : 0;
  }

  private static String total(Timer timer) {
    return labels(timer, Names.Label.METHOD, Names.Label.STATUS);
  }

  private static String endpoint(Timer timer) {
    return labels(timer, Names.Label.METHOD, Names.Label.ROUTE);
  }

  private static String endpointAndStatus(Timer timer) {
    return labels(timer, Names.Label.METHOD, Names.Label.ROUTE, Names.Label.STATUS);
  }

  /** Their values come from the contract and hold nothing that had to be escaped. */
  private static String labels(Timer timer, String... names) {
    var text = new StringBuilder("{");
    for (String name : names) {
      @Nullable String value = timer.getId().getTag(name);
      text.append(text.length() == 1 ? "" : ",").append(name).append("=\"").append(value);
      text.append('"');
    }
    return text.append('}').toString();
  }

  private static final class Page {
    private final StringBuilder text = new StringBuilder();

    void family(String name, String type, String help) {
      text.append("# HELP ").append(name).append(' ').append(help).append('\n');
      text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    }

    void rows(String name, Map<String, Double> rows) {
      rows.forEach((labels, value) -> row(name + labels, value));
    }

    void gauge(String name, String help, double value) {
      family(name, "gauge", help);
      row(name, value);
    }

    private void row(String series, double value) {
      text.append(series).append(' ').append(value).append('\n');
    }

    @Override
    public String toString() {
      return text.toString();
    }
  }
}
