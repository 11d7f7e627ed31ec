package com.honeydue.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.telemetry.ProcessNames;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What scrapers are given, and what strangers can not make of it. */
class ScrapeTest {

  private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789-_.~%2F/";
  private static final int PATHS = 10_000;
  private static final int TOGETHER = 100;

  private static TestEdge edge;

  @BeforeAll
  static void start() {
    edge = TestEdge.start();
  }

  @AfterAll
  static void stop() {
    edge.close();
  }

  @Test
  void tenThousandRandomPathsShouldMakeNoNewSeries() {
    var random = new Random(15);
    // one of each answer that such paths can get; and a scrape, which is a request, too
    ask(random, 500);
    series();
    var before = series();

    ask(random, PATHS);

    assertThat(series()).isEqualTo(before);
  }

  @Test
  void openMetricsShouldNameATraceForWhatWasMeasured() {
    String trace = edge.get("/api/things/42/").headers().firstValue("x-trace-id").orElseThrow();

    var answer =
        edge.get("/metrics", "Accept", "application/openmetrics-text;version=1.0.0,*/*;q=0.1");

    assertThat(answer.headers().firstValue("content-type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("application/openmetrics-text"));
    assertThat(answer.body())
        .containsPattern("http_request_duration_seconds_bucket\\{.*} [0-9.]+ # \\{.*trace_id=\"")
        .contains("trace_id=\"" + trace + "\"");
    assertThat(edge.get("/metrics").body()).doesNotContain("trace_id");
  }

  @Test
  void theOldSystemsDashboardsShouldFindTheirFamilies() {
    edge.get("/api/things/43/");
    edge.get("/nowhere");

    var answer = edge.get("/metrics/legacy");

    assertThat(answer.headers().firstValue("content-type"))
        .hasValue("text/plain; version=0.0.4; charset=utf-8");
    assertThat(answer.body().lines())
        .contains("# TYPE http_requests_total counter")
        .contains("# TYPE http_endpoint_requests_total counter")
        .anyMatch(line -> line.startsWith("http_requests_total{method=\"GET\",status=\"404\"} "))
        .anyMatch(
            line ->
                line.startsWith(
                    "http_endpoint_requests_total{method=\"GET\",route=\"/api/things/{id}/\",status="))
        .anyMatch(line -> line.startsWith("http_endpoint_latency_seconds_sum{method=\"GET\""))
        .anyMatch(line -> line.startsWith(ProcessNames.Legacy.GOROUTINES + " "));
  }

  /** All series but those of the JVM, which has moods. */
  private static Set<String> series() {
    return edge.get("/metrics")
        .body()
        .lines()
        .filter(line -> !line.startsWith("#") && !line.startsWith("jvm_"))
        .map(line -> line.substring(0, line.lastIndexOf(' ')))
        .collect(Collectors.toCollection(HashSet::new));
  }

  private static void ask(Random random, int paths) {
    try (var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      for (int asked = 0; asked < paths; asked += TOGETHER) {
        List<CompletableFuture<?>> answers = new ArrayList<>();
        for (int i = 0; i < TOGETHER; i++) {
          var request =
              HttpRequest.newBuilder(
                      URI.create("http://localhost:" + edge.port + path(random, i % 3)))
                  .header("Authorization", "Token good")
                  .build();
          answers.add(client.sendAsync(request, BodyHandlers.discarding()));
        }
        CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).join();
      }
    }
  }

  private static String path(Random random, int shape) {
    return switch (shape) {
      case 0 -> "/" + word(random);
      case 1 -> "/api/" + word(random);
      default -> "/api/feed/" + word(random).replace("/", "") + ".ics";
    };
  }

  private static String word(Random random) {
    var word = new StringBuilder();
    for (int i = random.nextInt(1, 40); i > 0; i--) {
      char next = ALPHABET.charAt(random.nextInt(ALPHABET.length()));
      word.append(next == '%' ? "%2E" : String.valueOf(next));
    }
    return word.toString();
  }
}
