package com.honeydue.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.testing.Eventually;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The spans of a request that goes over HTTP, the bus and SQL spans, on a real Vert.x. */
class SpanTreeTest {

  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String SQL = "select * from task_task where residence_id = any($1)";
  private static final String LONG_SQL =
      "update task_task set seen = now() where id in (" + "0, ".repeat(2_000) + "1)";

  private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
  private final Telemetry telemetry = TelemetryStart.observed(exporter);
  private final SqlSpans sql = new SqlSpans(telemetry);
  private final Vertx vertx = telemetry.vertx(new VertxOptions()).build();
  private final HttpClientAgent client = Vertx.vertx().createHttpClient();
  private final HttpClientAgent outgoing = vertx.createHttpClient();
  private int port;

  @BeforeEach
  void start() throws Exception {
    Question.register(vertx);
    vertx
        .eventBus()
        .<Question>consumer(
            "authenticate",
            message -> {
              Spans.event(Names.Event.CACHE_LOOKUP, Names.Attribute.CACHE_RESULT, "hit");
              message.reply("7");
            });
    vertx.eventBus().<Question>consumer("listTasks", this::listTasks);
    vertx
        .eventBus()
        .<Question>consumer(
            "breaks",
            message -> {
              Spans.fail("internal_error");
              message.fail(1, "internal_error");
            });
    vertx.eventBus().consumer("echo", message -> message.reply(message.body()));
    HttpServer server = vertx.createHttpServer().requestHandler(this::handle);
    port = await(server.listen(0)).actualPort();
  }

  @AfterEach
  void stop() throws Exception {
    await(client.close());
    await(vertx.close());
    await(telemetry.shutdown(Duration.ofSeconds(5)));
  }

  @Test
  void aWarmBoardIsOneTreeOfHttpAuthServiceAndSql() throws Exception {
    get("/api/tasks/?days=30&secret=1", "");

    SpanData http = span("GET /api/tasks/");
    SpanData auth = span("auth: authenticate");
    SpanData service = span("service: listTasks");
    SpanData select = span("SELECT task_task");
    SpanData update = span("UPDATE task_task");
    assertThat(exporter.getFinishedSpanItems())
        .containsExactlyInAnyOrder(http, auth, service, select, update)
        .extracting(SpanData::getTraceId)
        .containsOnly(http.getTraceId());
    assertThat(http.getParentSpanContext().isValid()).isFalse();
    assertThat(auth.getParentSpanId()).isEqualTo(http.getSpanId());
    assertThat(service.getParentSpanId()).isEqualTo(http.getSpanId());
    assertThat(select.getParentSpanId()).isEqualTo(service.getSpanId());
    assertThat(update.getParentSpanId()).isEqualTo(service.getSpanId());
    assertThat(http.getKind()).isEqualTo(SpanKind.SERVER);
    assertThat(service.getKind()).isEqualTo(SpanKind.INTERNAL);
    assertThat(select.getKind()).isEqualTo(SpanKind.CLIENT);
    assertThat(auth.getEvents()).extracting(EventData::getName).containsExactly("cache.lookup");
    assertThat(http.getAttributes().asMap())
        .containsEntry(Names.Attribute.HTTP_METHOD, "GET")
        .containsEntry(Names.Attribute.HTTP_ROUTE, "/api/tasks/")
        .containsEntry(Names.Attribute.HTTP_STATUS, 200L)
        .containsEntry(Names.Attribute.URL_PATH, "/api/tasks/")
        .hasSize(5);
    assertThat(select.getAttributes().asMap())
        .containsEntry(Names.Attribute.DB_STATEMENT, SQL)
        .containsEntry(Names.Attribute.DB_QUERY_TEXT, SQL)
        .containsEntry(Names.Attribute.DB_SYSTEM, "postgresql")
        .containsEntry(Names.Attribute.DB_OPERATION, "SELECT")
        .containsEntry(Names.Attribute.DB_COLLECTION, "task_task")
        .containsEntry(Names.Attribute.DB_ROWS, 50L);
    assertThat(select.getEvents())
        .extracting(EventData::getName)
        .containsExactly("lane.left_queue");
    assertThat(exporter.getFinishedSpanItems())
        .noneMatch(span -> span.toString().contains("secret"));
  }

  @Test
  void ofALongStatementItsBeginningIsShown() throws Exception {
    get("/api/tasks/", "");

    String shown = LONG_SQL.substring(0, SqlSpans.LONGEST_TEXT);
    assertThat(span("UPDATE task_task").getAttributes().asMap())
        .containsEntry(Names.Attribute.DB_STATEMENT, shown)
        .containsEntry(Names.Attribute.DB_QUERY_TEXT, shown);
  }

  @Test
  void theCallersTraceIsJoinedAndItsSampledFlagIsNotObeyed() throws Exception {
    HttpClientResponse response = get("/api/tasks/", "00-" + TRACE + "-b7ad6b7169203331-00");

    assertThat(response.getHeader("X-Trace-Id")).isEqualTo(TRACE);
    assertThat(span("GET /api/tasks/").getParentSpanId()).isEqualTo("b7ad6b7169203331");
    assertThat(exporter.getFinishedSpanItems())
        .hasSize(5)
        .extracting(SpanData::getTraceId)
        .containsOnly(TRACE);
  }

  @Test
  void probesAndScrapesAreNotTraced() throws Exception {
    for (String path :
        List.of(
            "/metrics",
            "/metrics/legacy",
            "/api/health/",
            "/api/health/live",
            "/api/health/ready")) {
      get(path, "00-" + TRACE + "-b7ad6b7169203331-01");
    }
    get("/refused", "");

    assertThat(span("GET /refused").getTraceId()).isNotEqualTo(TRACE);
    assertThat(exporter.getFinishedSpanItems()).hasSize(1);
  }

  @Test
  void aServerErrorIsAnErrorAndACallersErrorIsNot() throws Exception {
    get("/breaks", "");
    assertThat(span("service: breaks").getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(span("GET /breaks").getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(span("GET /breaks").getAttributes().get(Names.Attribute.HTTP_STATUS)).isEqualTo(500);

    get("/refused", "");
    assertThat(span("GET /refused").getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
    assertThat(span("GET /refused").getAttributes().get(Names.Attribute.HTTP_STATUS))
        .isEqualTo(403);
  }

  @Test
  void anUnmatchedPathIsCutSoThatNoTokenInItIsKept() throws Exception {
    get("/api/calendar/s3cr3t.ics/more", "");

    assertThat(span("GET").getAttributes().get(Names.Attribute.URL_PATH))
        .isEqualTo("/api/calendar/…");
  }

  @Test
  void whatIsKeptOfAnUnmatchedPathHoldsNoToken() {
    assertThat(HttpSpans.withoutTokens("/api/calendar/s3cr3t.ics")).isEqualTo("/api/calendar/…");
    assertThat(HttpSpans.withoutTokens("/calendar/s3cr3t.ics")).isEqualTo("/calendar/…");
    assertThat(HttpSpans.withoutTokens("/api/taskz/")).isEqualTo("/api/taskz/");
    assertThat(HttpSpans.withoutTokens("/favicon.ico")).isEqualTo("/favicon.ico");
    assertThat(HttpSpans.withoutTokens("/")).isEqualTo("/");
  }

  @Test
  void theTokenInASecretRouteIsNotKept() throws Exception {
    get("/feed/s3cr3t", "");

    SpanData span = span("GET /feed/{token}");
    assertThat(span.getAttributes().get(Names.Attribute.URL_PATH)).isEqualTo("/feed/{token}");
    assertThat(span.toString()).doesNotContain("s3cr3t");
  }

  @Test
  void anUnknownMethodDoesNotNameASpan() throws Exception {
    await(
        client
            .request(HttpMethod.valueOf("BREW"), port, "localhost", "/pot")
            .compose(request -> request.send().compose(response -> response.body())));

    assertThat(span("HTTP").getAttributes().get(Names.Attribute.HTTP_METHOD)).isEqualTo("_OTHER");
  }

  @Test
  void theTraceSurvivesBlockingWorkTimersAndForeignCompletions() throws Exception {
    HttpClientResponse response = get("/wanders", "00-" + TRACE + "-b7ad6b7169203331-01");

    assertThat(response.getHeader("X-Seen")).isEqualTo(String.join(",", TRACE, TRACE, TRACE));
  }

  @Test
  void otherBusTrafficMakesNoSpan() throws Exception {
    get("/chats", "");

    assertThat(span("GET /chats").getKind()).isEqualTo(SpanKind.SERVER);
    assertThat(exporter.getFinishedSpanItems()).hasSize(1);
  }

  @Test
  void aRequestToSomeoneElseIsASpanWithoutItsPathAndCarriesNoTrace() throws Exception {
    get("/calls", "");

    SpanData inner = span("GET /refused");
    SpanData call =
        exporter.getFinishedSpanItems().stream()
            .filter(span -> span.getKind() == SpanKind.CLIENT)
            .findFirst()
            .orElseThrow();
    assertThat(call.getName()).isEqualTo("GET");
    assertThat(call.getParentSpanId()).isEqualTo(span("GET /calls").getSpanId());
    assertThat(call.getAttributes().get(Names.Attribute.HTTP_STATUS)).isEqualTo(403);
    assertThat(call.getAttributes().get(Names.Attribute.SERVER_ADDRESS)).isEqualTo("localhost");
    assertThat(call.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(call.toString()).doesNotContain("s3cr3t");
    assertThat(inner.getTraceId()).isNotEqualTo(call.getTraceId());
  }

  @Test
  void aBusCallOutsideOfATraceMakesNoSpan() throws Exception {
    await(vertx.eventBus().request("listTasks", new Question("listTasks"), Question.OPTIONS));

    assertThat(exporter.getFinishedSpanItems()).isEmpty();
  }

  @Test
  void aClientThatGoesAwayEndsItsSpan() throws Exception {
    await(
        client
            .request(HttpMethod.GET, port, "localhost", "/hangs")
            .compose(
                request -> {
                  vertx.eventBus().consumer("hanging", message -> request.reset());
                  request.response().onFailure(expected -> {});
                  return request.end();
                }));

    SpanData span = span("GET");
    assertThat(span.getEvents()).extracting(EventData::getName).containsExactly("http.client_gone");
    assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
  }

  private void handle(HttpServerRequest request) {
    switch (request.path()) {
      case "/api/tasks/" ->
          ask("authenticate")
              .compose(caller -> ask("listTasks"))
              .onSuccess(
                  tasks -> {
                    HttpSpans.route("GET", "/api/tasks/");
                    request.response().putHeader("X-Trace-Id", Spans.traceId()).end("[]");
                  });
      case "/breaks" ->
          ask("breaks")
              .onFailure(
                  failure -> {
                    HttpSpans.route("GET", "/breaks");
                    request.response().setStatusCode(500).end();
                  });
      case "/refused" -> {
        HttpSpans.route("GET", "/refused");
        request.response().setStatusCode(403).end();
      }
      case "/feed/s3cr3t" -> {
        HttpSpans.secretRoute("GET", "/feed/{token}");
        request.response().end();
      }
      case "/wanders" -> wander(request);
      case "/chats" -> {
        HttpSpans.route("GET", "/chats");
        vertx.eventBus().request("echo", "hello").onSuccess(answer -> request.response().end());
      }
      case "/calls" -> {
        HttpSpans.route("GET", "/calls");
        outgoing
            .request(HttpMethod.GET, port, "localhost", "/refused?key=s3cr3t")
            .compose(call -> call.send())
            .compose(answer -> answer.body())
            .onSuccess(body -> request.response().end());
      }
      case "/hangs" -> vertx.eventBus().send("hanging", "");
      default -> request.response().setStatusCode(404).end();
    }
  }

  private void wander(HttpServerRequest request) {
    Future<String> timer = vertx.timer(1).map(unused -> Spans.traceId());
    Future<String> blocking = vertx.executeBlocking(Spans::traceId);
    Future<String> here = Traces.here(onAnotherThread()).map(unused -> Spans.traceId());
    Future.all(timer, blocking, here)
        .onSuccess(
            all ->
                request.response().putHeader("X-Seen", String.join(",", all.<String>list())).end());
  }

  private static Future<String> onAnotherThread() {
    var promise = Promise.<String>promise();
    Thread.ofVirtual().start(() -> promise.complete("done"));
    return promise.future();
  }

  private Future<Message<Object>> ask(String operation) {
    return vertx.eventBus().request(operation, new Question(operation), Question.OPTIONS);
  }

  private void listTasks(Message<Question> message) {
    Span first = sql.start("listBoard", "task_task", "select", SQL);
    Span second = sql.start("touchBoard", "task_task", "update", LONG_SQL);
    sql.sent(first);
    sql.sent(second);
    vertx
        .timer(1)
        .onSuccess(
            unused -> {
              sql.end(first, 50);
              sql.end(second, 1);
              message.reply("[]");
            });
  }

  private HttpClientResponse get(String uri, String traceparent) throws Exception {
    return await(
        client
            .request(HttpMethod.GET, port, "localhost", uri)
            .compose(
                request -> {
                  if (!traceparent.isEmpty()) {
                    request.putHeader("traceparent", traceparent);
                  }
                  // Asked for its body on the loop, and not later on: it would have passed.
                  return request.send().compose(response -> response.body().map(body -> response));
                }));
  }

  /** The one span of that name; a server span may end a little after its client has the answer. */
  private SpanData span(String name) {
    Predicate<SpanData> named = span -> span.getName().equals(name);
    Eventually.until(
        "a span " + name, () -> exporter.getFinishedSpanItems().stream().anyMatch(named));
    return exporter.getFinishedSpanItems().stream()
        .filter(named)
        .reduce(
            (one, other) -> {
              throw new AssertionError("two spans named " + name);
            })
        .orElseThrow();
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }
}
