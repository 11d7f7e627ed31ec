package com.honeydue.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The contract as one document: its files merged, and in each operation what the edge may answer in
 * its place. Made when the project is built, and read at every start.
 */
final class ContractBundle {

  private static final String BUNDLE = "/openapi/contract.json";

  /** What the edge itself may answer: a response's name by status. */
  private static final Map<String, String> ALWAYS =
      new TreeMap<>(
          Map.of(
              "400",
              "BadRequest",
              "406",
              "NotAcceptable",
              "500",
              "InternalError",
              "503",
              "Unavailable"));

  private static final Map<String, String> WITH_BODY =
      new TreeMap<>(
          Map.of("408", "RequestTimeout", "413", "TooLarge", "415", "UnsupportedMediaType"));

  private ContractBundle() {}

  /**
   * Writes the bundle of the files on the class path.
   *
   * @param arguments the file to write
   */
  public static void main(String[] arguments) throws IOException {
    Files.write(Path.of(arguments[0]), of(ContractDocument.domainFiles()).toBuffer().getBytes());
  }

  /** The bundle that the build has written. */
  static JsonObject read() {
    try (InputStream in = ContractBundle.class.getResourceAsStream(BUNDLE)) {
      if (in == null) {
        throw new IllegalStateException("the contract is not built: there is no " + BUNDLE);
      }
      return new JsonObject(Buffer.buffer(in.readAllBytes()));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /**
   * Makes the bundle of the root and these files.
   *
   * @throws IllegalStateException if they do not merge
   */
  static JsonObject of(List<String> files) {
    return withEdgeResponses(new JsonObject(ContractDocument.merge(files)));
  }

  /** Every operation also answers what the edge may answer in its place. */
  private static JsonObject withEdgeResponses(JsonObject document) {
    ContractLoader.forEachOperation(
        document,
        (path, method, operation) -> {
          if (!operation.getBoolean("x-edge", false)) {
            addResponses(operation);
            if (takesKey(method, operation)) {
              addKey(operation);
            }
          }
        });
    return document;
  }

  private static void addResponses(JsonObject operation) {
    var responses =
        new LinkedHashMap<>(operation.getJsonObject("responses", new JsonObject()).getMap());
    add(responses, ALWAYS);
    if (operation.containsKey("requestBody")) {
      add(responses, WITH_BODY);
    }
    Policy policy = ContractLoader.policy(operation.getString("operationId"), operation);
    if (policy.needsToken()) {
      add(responses, Map.of("401", "Unauthorized"));
    }
    if (policy == Policy.STAFF) {
      add(responses, Map.of("403", "Forbidden"));
    }
    if (operation.containsKey("x-throttle")) {
      add(responses, Map.of("429", "TooManyRequests"));
    }
    operation.put("responses", responses);
  }

  /** Every write of a caller does, but for those whose answer holds a secret and is never kept. */
  private static boolean takesKey(String method, JsonObject operation) {
    return !method.equals("get")
        && ContractLoader.policy(operation.getString("operationId"), operation).needsToken()
        && operation.getBoolean("x-idempotency-key", true);
  }

  private static void addKey(JsonObject operation) {
    var parameters =
        new ArrayList<Object>(operation.getJsonArray("parameters", new JsonArray()).getList());
    parameters.add(Map.of("$ref", "#/components/parameters/IdempotencyKey"));
    operation.put("parameters", parameters);
    var responses = new LinkedHashMap<>(operation.getJsonObject("responses").getMap());
    add(responses, Map.of("409", "KeyRunning", "422", "KeyReused"));
    operation.put("responses", responses);
  }

  private static void add(Map<String, Object> responses, Map<String, String> more) {
    more.forEach(
        (status, name) ->
            responses.putIfAbsent(status, Map.of("$ref", "#/components/responses/" + name)));
  }
}
