package com.honeydue.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpHeaders;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContractCheckTest {

  private static final String CONTRACT =
      """
      openapi: 3.1.0
      paths:
        /api/things/{id}/:
          get:
            operationId: getThing
            responses:
              '200':
                headers:
                  ETag: {schema: {type: string}}
                  X-Maybe: {required: false, schema: {type: string}}
                content:
                  application/json:
                    schema: {$ref: '#/components/schemas/Thing'}
              '304': {description: unchanged}
              '404': {$ref: '#/components/responses/NotFound'}
        /api/things/new/:
          get:
            operationId: newThing
            responses:
              '204': {description: nothing}
      components:
        responses:
          NotFound:
            content:
              application/problem+json:
                schema: {type: object, required: [status, code]}
        schemas:
          Thing:
            type: object
            required: [id, made_on]
            properties:
              id: {type: integer, minimum: 1}
              made_on: {type: string, format: date}
              parts:
                type: array
                items: {$ref: '#/components/schemas/Part'}
          Part:
            type: object
            properties:
              name: {type: [string, 'null']}
      """;

  private static final String GOOD = "{\"id\":1,\"made_on\":\"2026-01-31\"}";

  private final ContractCheck check = new ContractCheck(new PublishedContract(CONTRACT));

  @Test
  void answersThatKeepTheContractShouldPass() {
    assertThatCode(() -> check.check(answer("/api/things/1/", 200, GOOD)))
        .doesNotThrowAnyException();
    assertThatCode(() -> check.check(answer("/api/things/1/", 304, ""))).doesNotThrowAnyException();
    assertThatCode(() -> check.check(answer("/api/things/new/", 204, "")))
        .doesNotThrowAnyException();
    assertThatCode(() -> check.check(answer("/api/things/1/", 404, problem(404))))
        .doesNotThrowAnyException();
    assertThatCode(() -> check.check(answer("/api/nothing/", 404, problem(404))))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "/api/things/1/ | 201 | {} | declares no status 201",
        "/api/things/1/ | 200 | {\"id\":0,\"made_on\":\"2026-01-31\"} | 0 is less than 1",
        "/api/things/1/ | 200 | {\"id\":1} | made_on",
        "/api/things/1/ | 200 | {\"id\":1,\"made_on\":\"31 January\"} | format",
        "/api/things/1/ | 200 | {\"id\":1,\"made_on\":\"2026-01-31\",\"more\":1} | more",
        "/api/things/1/ | 200 | {\"id\":1,\"made_on\":\"2026-01-31\",\"parts\":[{\"nam\":1}]} |"
            + " nam",
        "/api/things/1/ | 404 | {\"status\":400,\"code\":\"x\"} | the problem's status",
        "/api/things/1/ | 304 | {} | there is a body",
        "/api/nothing/ | 200 | {} | no operation of the contract",
      })
  void answersThatBreakTheContractShouldFail(String path, int status, String body, String why) {
    assertThatThrownBy(() -> check.check(answer(path, status, body)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(why);
  }

  @Test
  void headersShouldBeThere() {
    for (String header : List.of("ETag", "X-Request-Id", "Content-Type")) {
      Map<String, List<String>> headers = headers(200);
      headers.remove(header);
      var answer =
          new Answer("GET", "/api/things/1/", 200, HttpHeaders.of(headers, (n, v) -> true), GOOD);

      assertThatThrownBy(() -> check.check(answer)).isInstanceOf(AssertionError.class);
    }
  }

  @Test
  void operationsShouldBeListed() {
    assertThat(new PublishedContract(CONTRACT).operationIds())
        .containsExactly("getThing", "newThing");
  }

  private static Answer answer(String path, int status, String body) {
    return new Answer("GET", path, status, HttpHeaders.of(headers(status), (n, v) -> true), body);
  }

  private static Map<String, List<String>> headers(int status) {
    Map<String, List<String>> headers = new HashMap<>();
    headers.put("X-Request-Id", List.of("01JD4Q8Z6M3VTK"));
    headers.put("ETag", List.of("\"1\""));
    headers.put(
        "Content-Type",
        List.of(status >= 400 ? "application/problem+json" : "application/json; charset=utf-8"));
    return headers;
  }

  private static String problem(int status) {
    return "{\"status\":%d,\"code\":\"not_found\",\"request_id\":\"01JD4Q8Z6M3VTK\"}"
        .formatted(status);
  }
}
