package com.honeydue.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;

/** Reads answers. */
final class Answers {

  private Answers() {}

  /** The problem document of an answer that must have this status and code. */
  static JsonObject problem(HttpResponse<String> answer, int status, String code) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(header(answer, "content-type")).isEqualTo("application/problem+json");
    assertThat(header(answer, "cache-control")).isEqualTo("no-store");
    var problem = new JsonObject(answer.body());
    assertThat(problem.getInteger("status")).isEqualTo(status);
    assertThat(problem.getString("code")).isEqualTo(code);
    assertThat(problem.getString("request_id")).isEqualTo(header(answer, "x-request-id"));
    return problem;
  }

  static List<String> fieldErrors(HttpResponse<String> answer) {
    return problem(answer, 400, "invalid_request").getJsonArray("errors").stream()
        .map(JsonObject.class::cast)
        .map(error -> error.getString("pointer") + " " + error.getString("message"))
        .toList();
  }

  static JsonArray errors(String... pointersAndMessages) {
    var errors = new JsonArray();
    for (int i = 0; i < pointersAndMessages.length; i += 2) {
      errors.add(
          new JsonObject()
              .put("pointer", pointersAndMessages[i])
              .put("message", pointersAndMessages[i + 1]));
    }
    return errors;
  }

  static String header(HttpResponse<String> answer, String name) {
    return answer.headers().firstValue(name).orElseThrow(() -> new AssertionError("no " + name));
  }
}
