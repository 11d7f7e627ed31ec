package com.honeydue.telemetry;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Decides which requests are traced: a share of them, drawn anew for each request, so that neither
 * the {@code sampled} flag nor the trace id that a caller sends can force or prevent it. Probes and
 * scrapes are never traced. What happens within a request follows the request. Thread-safe.
 */
final class Sampling implements Sampler {

  private static final String METRICS = "/metrics";
  private static final String HEALTH = "/api/health";

  private final double ratio;

  Sampling(double ratio) {
    this.ratio = ratio;
  }

  @Override
  public SamplingResult shouldSample(
      Context parentContext,
      String traceId,
      String name,
      SpanKind kind,
      Attributes attributes,
      List<LinkData> links) {
    return sampled(Span.fromContext(parentContext).getSpanContext(), kind, attributes)
        ? SamplingResult.recordAndSample()
        : SamplingResult.drop();
  }

  @Override
  public String getDescription() {
    return "requests:" + ratio;
  }

  @Override
  public String toString() {
    return getDescription();
  }

  private boolean sampled(SpanContext parent, SpanKind kind, Attributes attributes) {
    if (kind != SpanKind.SERVER && parent.isValid()) {
      return parent.isSampled();
    }
    return !unobserved(attributes.get(Names.Attribute.URL_PATH)) && draw();
  }

  private boolean draw() {
    return ratio >= 1 || (ratio > 0 && ThreadLocalRandom.current().nextDouble() < ratio);
  }

  private static boolean unobserved(@Nullable String path) {
    return path != null && (under(path, METRICS) || under(path, HEALTH));
  }

  private static boolean under(String path, String root) {
    return path.startsWith(root)
        && (path.length() == root.length() || path.charAt(root.length()) == '/');
  }
}
