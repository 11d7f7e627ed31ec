package com.honeydue;

import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.testing.Api;
import com.honeydue.testing.Eventually;
import com.honeydue.testing.TestServer;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The span tree of a board, warm and cold, as an operator finds it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TraceTreeTest {

  private final TestServer server =
      TestServer.start(Map.of("AUTH_LOCAL_CACHE", "0s", "AUTH_SETTLE_AFTER", "60s"));
  private final Api someone = server.signedUp();

  @AfterAll
  void close() {
    server.close();
  }

  @Test
  void aWarmBoardShouldBeOneTraceOfAuthAndServiceAndOneStatement() {
    assertThat(treeOf(() -> someone.get("/api/tasks/?days=7")))
        .containsExactly(
            "GET /api/tasks/",
            "  auth: authenticate",
            "    EVALSHA",
            "  service: listTasks",
            "    SELECT task_task");
  }

  @Test
  void anUnchangedBoardShouldAskRedisAloneAndSaySo() {
    String tag = new ConditionalReads(server).remembered(someone, "/api/tasks/?days=9");
    String last = someone.get("/api/tasks/?days=9").header("X-Trace-Id").orElseThrow();
    Eventually.until(
        "all spans of that are there",
        () ->
            server.spans().stream()
                .anyMatch(
                    span ->
                        span.getTraceId().equals(last) && !span.getParentSpanContext().isValid()));

    var tree =
        treeOf(() -> someone.with("If-None-Match", tag).get("/api/tasks/?days=9").expect(304));

    assertThat(tree)
        .containsExactly("GET /api/tasks/", "  auth: authenticate", "    EVALSHA", "  EVALSHA");
    assertThat(java.util.Objects.requireNonNull(root()).getEvents())
        .anySatisfy(
            event -> {
              assertThat(event.getName()).isEqualTo("unchanged.lookup");
              assertThat(event.getAttributes().get(AttributeKey.stringKey("cache.result")))
                  .isEqualTo("hit");
            });
  }

  @Test
  void aColdBoardShouldShowTheLookUpsOfTheTokenAndItsOwner() {
    server.redis().flush();
    var tree = treeOf(() -> someone.get("/api/tasks/"));
    assertThat(tree.getFirst()).isEqualTo("GET /api/tasks/");
    assertThat(tree)
        .containsSubsequence(
            "  auth: authenticate", "    SELECT user_authtoken", "    SELECT auth_user")
        .containsSubsequence("  service: listTasks", "    SELECT task_task");
    assertThat(tree.stream().filter(line -> line.contains("SELECT"))).hasSize(3);
  }

  @Test
  void statementsShouldCarryTheirTextAndNoArguments() {
    treeOf(() -> someone.get("/api/tasks/"));
    var select =
        server.spans().stream()
            .filter(span -> span.getName().equals("SELECT task_task"))
            .findFirst()
            .orElseThrow();
    var text = select.getAttributes().get(AttributeKey.stringKey("db.query.text"));
    assertThat(text)
        .contains("task_task")
        .isEqualTo(select.getAttributes().get(AttributeKey.stringKey("db.statement")));
    assertThat(select.getAttributes().get(AttributeKey.stringKey("db.system.name")))
        .isEqualTo("postgresql");
  }

  @Test
  void nothingSecretShouldBeRecorded() {
    var registered = server.register();
    var token = TestServer.token(registered);
    Eventually.until(
        "the registration's span ended",
        () ->
            server.spans().stream()
                .anyMatch(span -> span.getName().equals("POST /api/auth/register/")));
    treeOf(() -> server.api().as(token).get("/api/tasks/?updated_since=2026-01-01T00:00:00Z"));
    for (var span : server.spans()) {
      assertThat(span.getAttributes().asMap().values().toString() + span.getEvents())
          .doesNotContain(token)
          .doesNotContain("updated_since=")
          .doesNotContain(TestServer.PASSWORD);
    }
  }

  @Test
  void probesAndScrapesShouldNotBeTraced() {
    server.forgetSpans();
    server.api().get("/api/health/live");
    server.api().get("/api/health/ready");
    var tree = treeAfter(() -> someone.get("/api/tasks/"));
    assertThat(tree.getFirst()).isEqualTo("GET /api/tasks/");
    assertThat(server.spans()).noneMatch(span -> span.getName().contains("health"));
  }

  @Test
  void aRefusalShouldBeNoErrorOfOurs() {
    treeOf(() -> someone.get("/api/tasks/999999/"));
    var root =
        server.spans().stream()
            .filter(span -> span.getName().equals("GET /api/tasks/{id}/"))
            .findFirst()
            .orElseThrow();
    assertThat(root.getStatus()).isEqualTo(StatusData.unset());
    assertThat(root.getAttributes().get(AttributeKey.longKey("http.response.status_code")))
        .isEqualTo(404);
  }

  private List<String> treeOf(Runnable request) {
    server.forgetSpans();
    return treeAfter(request);
  }

  /** The tree of the one trace that {@code request} makes, siblings in the order of their start. */
  private List<String> treeAfter(Runnable request) {
    request.run();
    Eventually.until("the request's span ended", () -> root() != null);
    var root = java.util.Objects.requireNonNull(root());
    var lines = new ArrayList<String>();
    draw(root, "", lines);
    assertThat(server.spans()).allMatch(span -> span.getTraceId().equals(root.getTraceId()));
    assertThat(lines).hasSize(server.spans().size());
    return lines;
  }

  private @org.jspecify.annotations.Nullable SpanData root() {
    return server.spans().stream()
        .filter(span -> !span.getParentSpanContext().isValid())
        .findFirst()
        .orElse(null);
  }

  private void draw(SpanData span, String indent, List<String> lines) {
    lines.add(indent + span.getName());
    server.spans().stream()
        .filter(child -> child.getParentSpanId().equals(span.getSpanId()))
        .sorted(Comparator.comparingLong(SpanData::getStartEpochNanos))
        .forEach(child -> draw(child, indent + "  ", lines));
  }
}
