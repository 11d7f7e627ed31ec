package com.honeydue.telemetry;

import com.honeydue.config.ObsSettings;
import com.honeydue.config.OtelSettings;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.common.InternalTelemetryVersion;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Builds the {@link Telemetry} of a process. */
public final class TelemetryStart {

  private static final Duration EXPORT_TIMEOUT = Duration.ofSeconds(5);

  /**
   * Spans waiting to be exported: some seconds of a busy pod. When it is full, spans are dropped,
   * nothing waits.
   */
  private static final int QUEUE = 16_384;

  private static final int BATCH = 2_048;
  private static final Duration EXPORT_EVERY = Duration.ofSeconds(1);

  /** Longer than any statement's text; a bound against surprises. */
  private static final int ATTRIBUTE_LENGTH = 32_768;

  /**
   * Label combinations per metric family: several times what the contract's routes and statuses
   * make.
   */
  private static final int FAMILY_LIMIT = 2_000;

  private TelemetryStart() {}

  /** The telemetry of a process: spans go to the OTLP endpoint of the settings, if there is one. */
  public static Telemetry start(OtelSettings otel, ObsSettings obs) {
    String instance = instance();
    Profiler.start(obs, otel.serviceName(), instance);
    if (otel.exporterOtlpEndpoint().isEmpty()) {
      return start(otel.serviceName(), instance, 0, null, registry(obs.metrics()));
    }
    var counts = new TracerMeters();
    SdkMeterProvider counters = counts.provider();
    SpanProcessor batches =
        BatchSpanProcessor.builder(exporter(otel.exporterOtlpEndpoint(), obs, counters))
            .setInternalTelemetryVersion(InternalTelemetryVersion.LATEST)
            .setMeterProvider(counters)
            .setMaxQueueSize(QUEUE)
            .setMaxExportBatchSize(BATCH)
            .setScheduleDelay(EXPORT_EVERY)
            .setExporterTimeout(EXPORT_TIMEOUT)
            .build();
    Telemetry telemetry =
        start(otel.serviceName(), instance, otel.sampleRatio(), batches, registry(obs.metrics()));
    counts.bindTo(telemetry.meters());
    return telemetry;
  }

  /** Telemetry that hands each span to {@code exporter} as it ends. */
  public static Telemetry observed(SpanExporter exporter) {
    return observed(exporter, 1);
  }

  /** Telemetry that hands each span of a share of the requests to {@code exporter} as it ends. */
  public static Telemetry observed(SpanExporter exporter, double ratio) {
    return start(
        "honeydue", instance(), ratio, SimpleSpanProcessor.create(exporter), registry(true));
  }

  /**
   * Telemetry that nobody looks at: metrics are kept, requests get trace ids, no spans are
   * recorded.
   */
  public static Telemetry silent() {
    return start("honeydue", instance(), 0, null, registry(true));
  }

  private static Telemetry start(
      String service,
      String instance,
      double ratio,
      @Nullable SpanProcessor processor,
      PrometheusMeterRegistry meters) {
    var builder =
        SdkTracerProvider.builder()
            .setResource(resource(service, instance))
            .setSampler(new Sampling(ratio))
            .setSpanLimits(
                SpanLimits.builder().setMaxAttributeValueLength(ATTRIBUTE_LENGTH).build());
    if (processor != null) {
      builder.addSpanProcessor(processor);
    }
    SdkTracerProvider spans = builder.build();
    return new Telemetry(meters, spans.get(Names.SCOPE), spans, instance);
  }

  private static SpanExporter exporter(
      String endpoint, ObsSettings obs, SdkMeterProvider counters) {
    var token = new IngestToken(obs);
    String base = endpoint.endsWith("/") ? endpoint.substring(0, endpoint.length() - 1) : endpoint;
    return OtlpHttpSpanExporter.builder()
        .setEndpoint(base + "/v1/traces")
        .setTimeout(EXPORT_TIMEOUT)
        .setConnectTimeout(EXPORT_TIMEOUT)
        .setComponentLoader(new SpanSenders())
        .setHeaders(token::header)
        .setInternalTelemetryVersion(InternalTelemetryVersion.LATEST)
        .setMeterProvider(counters)
        .build();
  }

  /** What this process is called: as its host, which in the cluster is its pod. */
  private static String instance() {
    String host = Objects.requireNonNullElse(System.getenv("HOSTNAME"), "");
    return host.isEmpty() ? UUID.randomUUID().toString() : host;
  }

  private static Resource resource(String service, String instance) {
    String version = TelemetryStart.class.getPackage().getImplementationVersion();
    return Resource.getDefault()
        .merge(
            Resource.create(
                Attributes.of(
                    AttributeKey.stringKey("service.name"),
                    service,
                    AttributeKey.stringKey("service.version"),
                    Objects.requireNonNullElse(version, "dev"),
                    AttributeKey.stringKey("service.instance.id"),
                    instance)));
  }

  /**
   * Where meters are registered.
   *
   * @param measures otherwise every meter is one that does nothing
   */
  private static PrometheusMeterRegistry registry(boolean measures) {
    var registry =
        new PrometheusMeterRegistry(
            PrometheusConfig.DEFAULT, new PrometheusRegistry(), Clock.SYSTEM, new CurrentSpan());
    if (!measures) {
      registry.config().meterFilter(MeterFilter.deny());
      return registry;
    }
    var limit = new FamilyLimit(FAMILY_LIMIT);
    registry.config().meterFilter(limit);
    registry.config().meterFilter(MeterFilter.denyNameStartsWith("process.cpu.time"));
    limit.bindTo(registry);
    new JvmMemoryMetrics().bindTo(registry);
    gc(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ClassLoaderMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new ProcessMeters().bindTo(registry);
    LogDrops.bindTo(registry);
    return registry;
  }

  /** The garbage collector's listeners stay as long as the process does. */
  @SuppressWarnings({"resource", "try"})
  private static void gc(PrometheusMeterRegistry registry) {
    new JvmGcMetrics().bindTo(registry);
  }
}
