package com.honeydue;

import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.auth.Mailbox;
import com.honeydue.bench.Household;
import com.honeydue.bench.Operation;
import com.honeydue.telemetry.Names;
import com.honeydue.telemetry.ProcessNames;
import com.honeydue.telemetry.Registry;
import com.honeydue.testing.Eventually;
import com.honeydue.testing.TestServer;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * The trace of every operation: it is one tree, everything in it is in the registry, and wherever
 * something waited it says so. What is asserted is which spans and events there are and in which
 * order, never how long they took.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ObservedOperationsTest {

  private static final String SERVICE = Names.SpanName.SERVICE_PREFIX;
  private static final String AUTH = Names.SpanName.AUTH_PREFIX;

  private final Registry registry = Registry.read();
  private final TestServer server = TestServer.start(Mailbox.SETTINGS);
  private final ContractCaller requests = new ContractCaller(server.api());
  private final Household household = Household.register(requests, server.database());

  @AfterAll
  void close() {
    server.close();
  }

  @TestFactory
  List<DynamicTest> everyOperationShouldBeOneTreeWithoutAnUnexplainedWait() {
    return household.operations().stream()
        .map(operation -> DynamicTest.dynamicTest(operation.id(), () -> observe(operation)))
        .toList();
  }

  @Test
  void aScrapeShouldSayNothingThatTheRegistryDoesNot() {
    server.register();
    assertThat(registry.against(server.api().get("/metrics").expect(200).body())).isEmpty();
    assertThat(registry.against(server.api().get("/metrics/legacy").expect(200).body())).isEmpty();
  }

  @Test
  void aWorkersScrapeShouldSayNothingThatTheRegistryDoesNot() {
    try (var worker = TestServer.start(java.util.Map.of("ROLE", "all"))) {
      worker.register();
      Eventually.until(
          "a job was done",
          () ->
              worker
                  .api()
                  .get("/metrics")
                  .body()
                  .lines()
                  .anyMatch(
                      line ->
                          line.startsWith(Names.Metric.JOB + "_count{")
                              && line.contains("result=\"ok\"")
                              && !line.endsWith(" 0")));
      assertThat(registry.against(worker.api().get("/metrics").body())).isEmpty();
      assertThat(registry.against(worker.spans())).isEmpty();
    }
  }

  private void observe(Operation operation) {
    var request = operation.next().get();
    var answer = requests.send(request);
    assertThat(answer.status()).as("%s", answer).isBetween(200, 399);
    String trace = answer.header("X-Trace-Id").orElseThrow();
    Eventually.until("the request's span ended", () -> root(trace).isPresent());
    var spans = server.spans().stream().filter(span -> span.getTraceId().equals(trace)).toList();
    assertThat(registry.against(spans)).isEmpty();
    var root = root(trace).orElseThrow();
    assertThat(root.getName())
        .startsWith(request.method() + " /")
        .isEqualTo(request.method() + " " + root.getAttributes().get(Names.Attribute.HTTP_ROUTE));
    // One service may ask another, as an action of a push does.
    assertThat(spans)
        .filteredOn(span -> span.getName().startsWith(SERVICE))
        .filteredOn(span -> span.getParentSpanId().equals(root.getSpanId()))
        .singleElement()
        .satisfies(
            service ->
                assertThat(service.getName())
                    .isEqualTo(SERVICE + operation.id().split("\\?", -1)[0]));
    for (SpanData span : spans) {
      if (span.getName().startsWith(SERVICE) || span.getName().startsWith(AUTH)) {
        crossedTheBus(parent(span, spans), span);
      } else if (span.getAttributes().get(Names.Attribute.DB_STATEMENT) != null) {
        assertThat(parent(span, spans).getName()).matches("(service|auth): .*");
        assertThat(events(span)).contains(Names.Event.LANE_LEFT_QUEUE);
      } else if (span.getName().startsWith(ProcessNames.POOL_SPAN_PREFIX)) {
        assertThat(events(span)).containsExactly(ProcessNames.Event.POOL_LEFT_QUEUE);
      }
    }
    if (operation.authenticated()) {
      assertThat(spans)
          .filteredOn(span -> span.getName().startsWith(AUTH))
          .singleElement()
          .satisfies(span -> assertThat(events(span)).contains(Names.Event.CACHE_LOOKUP));
    }
    if (events(root).contains(Names.Event.THROTTLE_ASKED)) {
      assertThat(events(root))
          .containsSubsequence(Names.Event.THROTTLE_ASKED, Names.Event.THROTTLE_DECIDED);
    }
  }

  /** Before and after it there is a moment in the span of whoever asked. */
  private static void crossedTheBus(SpanData asker, SpanData asked) {
    String operation = asked.getName().substring(asked.getName().indexOf(' ') + 1);
    assertThat(asker.getEvents())
        .anyMatch(
            event ->
                is(event, ProcessNames.Event.BUS_SENT, operation)
                    && event.getEpochNanos() <= asked.getStartEpochNanos())
        .anyMatch(
            event ->
                is(event, ProcessNames.Event.BUS_ANSWERED, operation)
                    && event.getEpochNanos() >= asked.getStartEpochNanos());
  }

  private static boolean is(EventData event, String name, String operation) {
    return event.getName().equals(name)
        && operation.equals(event.getAttributes().get(ProcessNames.Attribute.BUS_OPERATION));
  }

  private static Set<String> events(SpanData span) {
    return span.getEvents().stream()
        .map(EventData::getName)
        .collect(java.util.stream.Collectors.toCollection(java.util.LinkedHashSet::new));
  }

  private static SpanData parent(SpanData span, List<SpanData> spans) {
    return spans.stream()
        .filter(other -> other.getSpanId().equals(span.getParentSpanId()))
        .findFirst()
        .orElseThrow(() -> new AssertionError(span.getName() + " hangs in the air"));
  }

  private Optional<SpanData> root(String trace) {
    return server.spans().stream()
        .filter(span -> span.getTraceId().equals(trace))
        .filter(span -> !span.getParentSpanContext().isValid())
        .findFirst();
  }
}
