package com.honeydue.testing;

import com.honeydue.testing.PublishedContract.Operation;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.Validator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Holds every answer against the published contract: the status is declared for the operation, the
 * media type too, the body fits its schema and has no field besides, the declared headers are
 * there.
 */
final class ContractCheck {

  private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9_-]{8,64}");
  private static final Pattern TRACE_ID = Pattern.compile("[0-9a-f]{32}");
  private static final String PROBLEM = "application/problem+json";

  private static final JsonSchemaOptions OPTIONS =
      new JsonSchemaOptions()
          .setBaseUri("app://contract")
          .setDraft(Draft.DRAFT202012)
          .setOutputFormat(OutputFormat.Basic);

  private final PublishedContract contract;
  private final Map<JsonObject, Validator> validators = new ConcurrentHashMap<>();

  ContractCheck(PublishedContract contract) {
    this.contract = contract;
  }

  /**
   * Checks one answer.
   *
   * @throws AssertionError that lists all that is wrong
   */
  void check(Answer answer) {
    List<String> wrong = new ArrayList<>();
    everywhere(answer, wrong);
    contract
        .operation(answer.method(), answer.path())
        .ifPresentOrElse(
            operation -> declared(answer, operation, wrong), () -> unknown(answer, wrong));
    if (!wrong.isEmpty()) {
      throw new AssertionError(
          answer + "\ndoes not keep the contract:\n- " + String.join("\n- ", wrong));
    }
  }

  private static void everywhere(Answer answer, List<String> wrong) {
    if (!REQUEST_ID.matcher(answer.header("X-Request-Id").orElse("")).matches()) {
      wrong.add("X-Request-Id is missing or malformed");
    }
    answer
        .header("X-Trace-Id")
        .filter(id -> !TRACE_ID.matcher(id).matches())
        .ifPresent(id -> wrong.add("X-Trace-Id is malformed"));
    if (answer.status() >= 400) {
      problem(answer, wrong);
    }
  }

  private static void problem(Answer answer, List<String> wrong) {
    if (!answer.mediaType().equals(PROBLEM)) {
      wrong.add("an error is " + PROBLEM + ", not " + answer.mediaType());
      return;
    }
    JsonObject problem = answer.json();
    if (!Integer.valueOf(answer.status()).equals(problem.getInteger("status"))) {
      wrong.add("the problem's status is not the answer's");
    }
    if (!answer.header("X-Request-Id").orElse("").equals(problem.getString("request_id"))) {
      wrong.add("the problem's request_id is not X-Request-Id");
    }
  }

  /** What no operation answers is refused or sent elsewhere. */
  private static void unknown(Answer answer, List<String> wrong) {
    boolean outside = !answer.path().startsWith("/api/");
    if (!outside && !List.of(204, 308, 400, 404, 405, 503).contains(answer.status())) {
      wrong.add("no operation of the contract answers " + answer.method() + " " + answer.path());
    }
  }

  private void declared(Answer answer, Operation operation, List<String> wrong) {
    JsonObject response = operation.responses().get(Integer.toString(answer.status()));
    if (response == null) {
      wrong.add(operation.id() + " declares no status " + answer.status());
      return;
    }
    headers(answer, response, wrong);
    JsonObject content = response.getJsonObject("content");
    if (content == null || content.isEmpty()) {
      if (!answer.body().isEmpty()) {
        wrong.add("there is a body where the contract has none");
      }
      return;
    }
    JsonObject media = content.getJsonObject(answer.mediaType());
    if (media == null) {
      wrong.add("the media type is " + answer.mediaType() + ", not " + content.fieldNames());
    } else if (answer.mediaType().endsWith("json")) {
      body(answer, media.getJsonObject("schema"), wrong);
    }
  }

  private static void headers(Answer answer, JsonObject response, List<String> wrong) {
    JsonObject headers = response.getJsonObject("headers", new JsonObject());
    for (String name : headers.fieldNames()) {
      boolean required = headers.getJsonObject(name).getBoolean("required", true);
      if (required && answer.header(name).isEmpty()) {
        wrong.add("the header " + name + " is missing");
      }
    }
  }

  private void body(Answer answer, JsonObject schema, List<String> wrong) {
    JsonObject exact = answer.status() < 400 ? closed(schema) : schema;
    var result =
        validators
            .computeIfAbsent(exact, it -> Validator.create(JsonSchema.of(it), OPTIONS))
            .validate(Json.decodeValue(answer.body()));
    if (!Boolean.TRUE.equals(result.getValid())) {
      result
          .getErrors()
          .forEach(error -> wrong.add(error.getInstanceLocation() + ": " + error.getError()));
    }
  }

  /** The schema, with every object that lists its properties closed to others. */
  private static JsonObject closed(JsonObject schema) {
    JsonObject copy = new JsonObject();
    for (String key : schema.fieldNames()) {
      // The parts of a composition see each other's properties: they stay open.
      copy.put(key, key.equals("allOf") ? schema.getValue(key) : closed(schema.getValue(key)));
    }
    if (schema.getValue("properties") instanceof JsonObject
        && !schema.containsKey("additionalProperties")
        && !schema.containsKey("allOf")) {
      copy.put("additionalProperties", false);
    }
    return copy;
  }

  private static Object closed(Object value) {
    return switch (value) {
      case JsonObject object -> closed(object);
      case JsonArray array -> {
        var items = new JsonArray();
        array.forEach(item -> items.add(closed(item)));
        yield items;
      }
      case null, default -> value;
    };
  }
}
