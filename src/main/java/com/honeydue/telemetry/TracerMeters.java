package com.honeydue.telemetry;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.CollectionRegistration;
import io.opentelemetry.sdk.metrics.export.MetricReader;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of finished spans, as the exporter and the queue before it count themselves. Their
 * counters are read when somebody scrapes. Thread-safe.
 */
final class TracerMeters implements MetricReader, MeterBinder {

  private static final String PROCESSED = "otel.sdk.processor.span.processed";
  private static final String EXPORTED = "otel.sdk.exporter.span.exported";
  private static final String QUEUE = "otel.sdk.processor.span.queue.size";
  private static final String CAPACITY = "otel.sdk.processor.span.queue.capacity";
  private static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");

  private static final String QUEUE_FULL = "queue_full";
  private static final String REFUSED = "refused";
  private static final String FAILED = "failed";

  private record Counts(
      long exported, long queueFull, long refused, long failed, long queued, long capacity) {}

  private volatile CollectionRegistration counters = CollectionRegistration.noop();

  /** What the exporter and its queue count with. */
  SdkMeterProvider provider() {
    return SdkMeterProvider.builder().registerMetricReader(this).build();
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    FunctionCounter.builder(
            ProcessNames.Metric.SPANS_EXPORTED, this, meters -> meters.read().exported())
        .description("Spans that the collector has taken")
        .register(registry);
    dropped(registry, QUEUE_FULL, Counts::queueFull);
    dropped(registry, REFUSED, Counts::refused);
    dropped(registry, FAILED, Counts::failed);
    Gauge.builder(ProcessNames.Metric.SPANS_QUEUED, this, meters -> meters.read().queued())
        .description("Spans that wait to be exported")
        .strongReference(true)
        .register(registry);
    Gauge.builder(
            ProcessNames.Metric.SPANS_QUEUE_CAPACITY, this, meters -> meters.read().capacity())
        .description("Spans that may wait")
        .strongReference(true)
        .register(registry);
  }

  private void dropped(MeterRegistry registry, String reason, ToDoubleFunction<Counts> count) {
    FunctionCounter.builder(
            ProcessNames.Metric.SPANS_DROPPED, this, meters -> count.applyAsDouble(meters.read()))
        .description("Spans that are lost")
        .tag(Names.Label.REASON, reason)
        .register(registry);
  }

  private Counts read() {
    long exported = 0;
    long queueFull = 0;
    long refused = 0;
    long failed = 0;
    long queued = 0;
    long capacity = 0;
    for (MetricData metric : counters.collectAllMetrics()) {
      for (LongPointData point : metric.getLongSumData().getPoints()) {
        long value = point.getValue();
        String error = point.getAttributes().get(ERROR);
        switch (metric.getName()) {
          case PROCESSED -> queueFull += QUEUE_FULL.equals(error) ? value : 0;
          case EXPORTED -> {
            exported += error == null ? value : 0;
            refused += isStatus(error) ? value : 0;
            failed += error != null && !isStatus(error) ? value : 0;
          }
          case QUEUE -> queued = value;
          case CAPACITY -> capacity = value;
          default -> {
            // there is more that nobody asks for
          }
        }
      }
    }
    return new Counts(exported, queueFull, refused, failed, queued, capacity);
  }

  /** A collector that answers tells why in a status; one that does not is an exception's name. */
  private static boolean isStatus(@Nullable String error) {
    return error != null && !error.isEmpty() && error.chars().allMatch(Character::isDigit);
  }

  @Override
  public void register(CollectionRegistration registration) {
    counters = registration;
  }

  @Override
  public AggregationTemporality getAggregationTemporality(InstrumentType instrument) {
    return AggregationTemporality.CUMULATIVE;
  }

  @Override
  public CompletableResultCode forceFlush() {
    return CompletableResultCode.ofSuccess();
  }

  @Override
  public CompletableResultCode shutdown() {
    return CompletableResultCode.ofSuccess();
  }
}
