package com.honeydue.http;

import com.honeydue.http.schema.References;
import com.honeydue.http.throttle.Throttle;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Loads the contract: reads the operations of its bundle. That the whole is OpenAPI 3.1 is a matter
 * of the build, which vertx-openapi checks in a test: it would be most of a start. Validation at
 * run time is not vertx-openapi's either: its request validator copies the schema repository for
 * each parameter of each request.
 */
public final class ContractLoader {

  private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

  private ContractLoader() {}

  /**
   * The contract on the class path.
   *
   * @return failed if an operation is not wholly described
   */
  public static Future<Contract> load(Vertx vertx) {
    return vertx.executeBlocking(() -> contract(ContractBundle.read()));
  }

  /** The contract of the root and these files instead of the domains'. */
  static Future<Contract> load(Vertx vertx, List<String> files) {
    return vertx.executeBlocking(() -> contract(ContractBundle.of(files)));
  }

  private static Contract contract(JsonObject document) {
    var references = new References(document);
    List<ContractOperation> operations = new ArrayList<>();
    forEachOperation(
        document,
        (path, method, model) ->
            operations.add(
                operation(
                    references,
                    path,
                    method,
                    document.getJsonObject("paths").getJsonObject(path),
                    model)));
    if (operations.stream().map(ContractOperation::id).distinct().count() < operations.size()) {
      throw new IllegalStateException("the contract has two operations of one operationId");
    }
    return new Contract(document, new ContractText(document), List.copyOf(operations));
  }

  private static ContractOperation operation(
      References references, String path, String method, JsonObject pathModel, JsonObject model) {
    String id = model.getString("operationId");
    List<JsonObject> parameters = new ArrayList<>();
    for (JsonObject level : List.of(pathModel, model)) {
      level
          .getJsonArray("parameters", new JsonArray())
          .forEach(parameter -> parameters.add(references.resolve((JsonObject) parameter)));
    }
    JsonObject body = model.getJsonObject("requestBody");
    JsonObject responses = model.getJsonObject("responses");
    int success = successStatus(id, responses);
    JsonObject answer = references.resolve(responses.getJsonObject(Integer.toString(success)));
    return new ContractOperation(
        id,
        HttpMethod.valueOf(method.toUpperCase(Locale.ROOT)),
        path,
        policy(id, model),
        model.getBoolean("x-edge", false),
        List.copyOf(parameters),
        body == null ? null : references.resolve(body),
        success,
        List.copyOf(answer.getJsonObject("content", new JsonObject()).fieldNames()),
        parameters.stream()
            .anyMatch(it -> "path".equals(it.getString("in")) && it.getBoolean("x-secret", false)),
        parameters.stream().anyMatch(it -> IdempotencyKeys.HEADER.equals(it.getString("name"))),
        throttles(model));
  }

  private static List<Throttle> throttles(JsonObject model) {
    return model.getJsonArray("x-throttle", new JsonArray()).stream()
        .map(item -> Throttle.of((JsonObject) item))
        .toList();
  }

  static Policy policy(String id, JsonObject model) {
    String named = model.getString("x-policy");
    JsonArray security = model.getJsonArray("security");
    boolean open = security != null && security.isEmpty();
    return switch (named) {
      case null -> open ? Policy.PUBLIC : Policy.CALLER;
      case "staff" -> Policy.STAFF;
      case "webhook" -> Policy.WEBHOOK;
      default ->
          throw new IllegalStateException("operation " + id + ": there is no policy " + named);
    };
  }

  /** The first in the order of the file. */
  private static int successStatus(String id, JsonObject responses) {
    return responses.fieldNames().stream()
        .filter(status -> status.matches("2\\d\\d"))
        .mapToInt(Integer::parseInt)
        .findFirst()
        .orElseThrow(
            () -> new IllegalStateException("operation " + id + " has no answer of success"));
  }

  static void forEachOperation(JsonObject document, OperationVisitor visitor) {
    JsonObject paths = document.getJsonObject("paths");
    for (String path : paths.fieldNames()) {
      JsonObject methods = paths.getJsonObject(path);
      for (String method : methods.fieldNames()) {
        if (METHODS.contains(method)) {
          visitor.visit(path, method, methods.getJsonObject(method));
        }
      }
    }
  }

  /** Looks at one operation of the document. */
  interface OperationVisitor {
    void visit(String path, String method, JsonObject operation);
  }
}
