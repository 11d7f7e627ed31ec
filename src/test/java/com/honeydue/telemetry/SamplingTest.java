package com.honeydue.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import java.util.List;
import org.junit.jupiter.api.Test;

class SamplingTest {

  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String SPAN = "b7ad6b7169203331";
  private static final Context ALONE = Context.root();
  private static final Context SAMPLED = under(TraceFlags.getSampled());
  private static final Context UNSAMPLED = under(TraceFlags.getDefault());

  @Test
  void aRequestIsTracedAtRatioOneWhateverItsCallersFlagSays() {
    assertThat(request(1, ALONE, "/api/tasks/")).isTrue();
    assertThat(request(1, SAMPLED, "/api/tasks/")).isTrue();
    assertThat(request(1, UNSAMPLED, "/api/tasks/")).isTrue();
  }

  @Test
  void aRequestIsNotTracedAtRatioZeroWhateverItsCallersFlagSays() {
    assertThat(request(0, ALONE, "/api/tasks/")).isFalse();
    assertThat(request(0, SAMPLED, "/api/tasks/")).isFalse();
  }

  @Test
  void theShareOfTracedRequestsIsTheRatioEvenForOneTraceId() {
    int traced = 0;
    for (int i = 0; i < 10_000; i++) {
      traced += request(0.3, SAMPLED, "/api/tasks/") ? 1 : 0;
    }

    assertThat(traced).isBetween(2_600, 3_400);
  }

  @Test
  void probesAndScrapesAreNeverTraced() {
    assertThat(
            List.of(
                "/metrics", "/metrics/legacy", "/api/health", "/api/health/", "/api/health/live"))
        .noneMatch(path -> request(1, SAMPLED, path));
    assertThat(List.of("/metricsx", "/api/healthy/", "/", "/api/metrics"))
        .allMatch(path -> request(1, SAMPLED, path));
  }

  @Test
  void whatHappensWithinARequestFollowsIt() {
    assertThat(decide(0, SAMPLED, SpanKind.INTERNAL, Attributes.empty())).isTrue();
    assertThat(decide(1, UNSAMPLED, SpanKind.INTERNAL, Attributes.empty())).isFalse();
    assertThat(decide(1, UNSAMPLED, SpanKind.CLIENT, Attributes.empty())).isFalse();
    assertThat(decide(1, ALONE, SpanKind.CONSUMER, Attributes.empty())).isTrue();
  }

  private static boolean request(double ratio, Context parent, String path) {
    return decide(ratio, parent, SpanKind.SERVER, Attributes.of(Names.Attribute.URL_PATH, path));
  }

  private static boolean decide(
      double ratio, Context parent, SpanKind kind, Attributes attributes) {
    return new Sampling(ratio)
            .shouldSample(parent, TRACE, "span", kind, attributes, List.of())
            .getDecision()
        == SamplingDecision.RECORD_AND_SAMPLE;
  }

  private static Context under(TraceFlags flags) {
    return Context.root()
        .with(
            Span.wrap(
                SpanContext.createFromRemoteParent(TRACE, SPAN, flags, TraceState.getDefault())));
  }
}
