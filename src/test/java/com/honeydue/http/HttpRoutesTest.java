package com.honeydue.http;

import static com.honeydue.http.Answers.header;
import static com.honeydue.http.Answers.problem;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where paths lead: routes, redirects, health, the contract, metrics. */
class HttpRoutesTest {

  private static TestEdge edge;

  @BeforeAll
  static void start() {
    edge = TestEdge.start();
  }

  @AfterAll
  static void stop() {
    edge.close();
  }

  @BeforeEach
  void forget() {
    edge.forget();
  }

  @Test
  void aPathWithoutItsLastSlashShouldBeSentThere() {
    var answer = edge.get("/api/things?limit=2&colour=red");

    assertThat(answer.statusCode()).isEqualTo(308);
    assertThat(header(answer, "location")).isEqualTo("/api/things/?limit=2&colour=red");
    assertThat(header(edge.send("POST", "/api/things/5/press", "{}"), "location"))
        .isEqualTo("/api/things/5/press/");
    problem(edge.get("/api/nothing"), 404, "not_found");
  }

  @Test
  void unknownPathsAndMethodsShouldBeProblems() {
    problem(edge.get("/api/nothing/"), 404, "not_found");
    problem(edge.get("/"), 404, "not_found");
    problem(edge.get("/api/things/1/press/more/"), 404, "not_found");
    var answer = edge.send("PUT", "/api/things/1/", "{}");
    problem(answer, 405, "method_not_allowed");
    assertThat(header(answer, "allow")).isEqualTo("DELETE, GET, HEAD, OPTIONS, PATCH");
    assertThat(edge.send("BREW", "/api/things/1/", null).statusCode()).isEqualTo(405);
  }

  @Test
  void optionsShouldTellTheMethods() {
    var answer = edge.send("OPTIONS", "/api/things/", null, "Origin", "https://evil.example");

    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(header(answer, "allow")).isEqualTo("GET, HEAD, OPTIONS, POST");
    assertThat(answer.headers().firstValue("access-control-allow-origin")).isEmpty();
  }

  @Test
  void healthShouldFollowReadiness() {
    assertThat(edge.get("/api/health/").body()).isEqualTo("{\"status\":\"ok\"}");
    assertThat(edge.get("/api/health/ready").statusCode()).isEqualTo(200);

    edge.readiness.ready(false);

    assertThat(edge.get("/api/health/live").statusCode()).isEqualTo(200);
    problem(edge.get("/api/health/ready"), 503, "starting");
    edge.readiness.ready(true);
  }

  @Test
  void theContractShouldBeServedWhole() {
    var answer = edge.get("/api/openapi.yaml");

    assertThat(header(answer, "content-type")).isEqualTo("application/yaml");
    assertThat(answer.body())
        .startsWith("openapi: 3.1.0")
        .contains(
            "/api/things/{id}/:",
            "/api/health/ready:",
            "NewThing:",
            "#/components/responses/TooLarge");
    assertThat(edge.get("/api/openapi.yaml", "If-None-Match", header(answer, "etag")).statusCode())
        .isEqualTo(304);
  }

  @Test
  void metricsShouldCountRequestsByRoute() {
    edge.get("/api/things/12345/");
    edge.get("/api/no/such/route/");

    var answer = edge.get("/metrics");

    assertThat(header(answer, "content-type")).startsWith("text/plain; version=0.0.4");
    assertThat(answer.body())
        .contains(
            "http_request_duration_seconds_count{method=\"GET\",route=\"/api/things/{id}/\",status=\"200\"}",
            "http_request_duration_seconds_count{method=\"GET\",route=\"unmatched\",status=\"404\"}")
        .doesNotContain("12345");
  }
}
