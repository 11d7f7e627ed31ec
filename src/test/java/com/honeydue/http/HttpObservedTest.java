package com.honeydue.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import com.honeydue.bus.Failure;
import com.honeydue.telemetry.Names;
import com.honeydue.testing.Eventually;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What a request leaves behind: a log line, a span, a metric, and in none of them a secret. */
class HttpObservedTest {

  /** A line of the access log. */
  private record Line(Level level, Map<String, Object> fields, String traceId) {}

  private static final List<Line> lines = new CopyOnWriteArrayList<>();
  private static final AppenderBase<ILoggingEvent> appender =
      new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
          Map<String, Object> fields = new HashMap<>();
          event.getKeyValuePairs().forEach(pair -> fields.put(pair.key, pair.value));
          lines.add(
              new Line(event.getLevel(), fields, Span.current().getSpanContext().getTraceId()));
        }
      };

  private static TestEdge edge;

  @BeforeAll
  static void start() {
    appender.start();
    accessLog().addAppender(appender);
    accessLog().setLevel(Level.INFO);
    edge = TestEdge.start();
  }

  @AfterAll
  static void stop() {
    accessLog().detachAppender(appender);
    accessLog().setLevel(null);
    edge.close();
  }

  @BeforeEach
  void forget() {
    edge.forget();
    lines.clear();
    edge.spans.reset();
  }

  @Test
  void eachRequestShouldHaveOneLine() {
    var answer = edge.get("/api/things/42/?x=1", "X-Request-Id", "abc-DEF_123");

    assertThat(answer.headers().firstValue("x-request-id")).hasValue("abc-DEF_123");
    assertThat(lines)
        .singleElement()
        .satisfies(
            line -> {
              assertThat(line.level()).isEqualTo(Level.INFO);
              assertThat(line.fields())
                  .containsEntry("method", "GET")
                  .containsEntry("path", "/api/things/42/")
                  .containsEntry("route", "/api/things/{id}/")
                  .containsEntry("status", 400)
                  .containsEntry("request_id", "abc-DEF_123")
                  .containsEntry("user_id", 7L)
                  .hasEntrySatisfying(
                      "latency", latency -> assertThat((Double) latency).isPositive())
                  .hasSize(7);
              assertThat(line.traceId())
                  .isEqualTo(answer.headers().firstValue("x-trace-id").orElseThrow());
            });
  }

  @Test
  void aMalformedRequestIdShouldBeReplaced() {
    for (String id : List.of("short", "x".repeat(65), "with space", "semi;colon")) {
      assertThat(edge.get("/api/things/", "X-Request-Id", id).headers().firstValue("x-request-id"))
          .get()
          .satisfies(given -> assertThat(given).isNotEqualTo(id).matches("[A-Za-z0-9_-]{16}"));
    }
  }

  @Test
  void aFailureOfOursShouldBeAWarning() {
    edge.answer("getThing", call -> Future.failedFuture(Failure.internal()));

    edge.get("/api/things/42/");

    assertThat(lines.getFirst().level()).isEqualTo(Level.WARN);
  }

  @Test
  void aTokenInAPathShouldBeWrittenNowhere() {
    edge.answer("feed", call -> Future.succeededFuture("BEGIN:VCALENDAR"));

    edge.get("/api/feed/t0psecret.ics");
    edge.get("/api/feed/t0psecret.ics?and=t0psecret");
    edge.get("/api/feed/t0psecret.ical");
    edge.get("/api/feed/t0psecret/ics/");
    edge.send("DELETE", "/api/feed/t0psecret.ics", null);

    assertThat(lines).hasSize(5);
    assertThat(lines.toString()).doesNotContain("t0psecret").contains("/api/feed/{feed_token}.ics");
    assertThat(spans(5).toString()).doesNotContain("t0psecret");
    assertThat(edge.telemetry.scrape(null).body()).doesNotContain("t0psecret");
  }

  @Test
  void theSpanShouldHaveTheRoutesName() {
    edge.get("/api/things/42/");
    edge.send("PUT", "/api/things/42/", null);

    assertThat(spans(2)).extracting(SpanData::getName).contains("GET /api/things/{id}/");
    assertThat(
            spans(2).stream()
                .map(span -> span.getAttributes().get(Names.Attribute.HTTP_ROUTE))
                .toList())
        .contains("/api/things/{id}/");
  }

  @Test
  void unknownMethodsShouldShareALabel() {
    edge.send("BREW", "/api/coffee/", null);
    edge.send("STEEP", "/api/tea/", null);

    assertThat(edge.telemetry.scrape(null).body())
        .contains("method=\"_OTHER\",route=\"unmatched\",status=\"404\"} 2")
        .doesNotContain("BREW");
  }

  /** The spans of HTTP requests, once there are so many. */
  private static List<SpanData> spans(int count) {
    Eventually.until(count + " requests are traced", () -> httpSpans().size() >= count);
    return httpSpans();
  }

  private static List<SpanData> httpSpans() {
    return edge.spans.getFinishedSpanItems().stream()
        .filter(span -> span.getKind() == io.opentelemetry.api.trace.SpanKind.SERVER)
        .filter(span -> span.getAttributes().get(Names.Attribute.HTTP_METHOD) != null)
        .toList();
  }

  private static Logger accessLog() {
    return (Logger) LoggerFactory.getLogger(Names.ACCESS_LOG);
  }
}
