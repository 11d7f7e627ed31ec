package com.honeydue.http;

import com.honeydue.http.schema.References;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.MediaType;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Operation;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Loads the contract: merges its files, has vertx-openapi check the whole against OpenAPI 3.1, and reads the operations.
 * Validation at run time is not vertx-openapi's: its request validator copies the schema repository for each parameter of
 * each request.
 */
public final class ContractLoader {

  /** What the edge itself may answer: a response's name by status. */
  private static final Map<String, String> ALWAYS =
      Map.of("400", "BadRequest", "406", "NotAcceptable", "500", "InternalError", "503", "Unavailable");

  private static final Map<String, String> WITH_BODY =
      Map.of("408", "RequestTimeout", "413", "TooLarge", "415", "UnsupportedMediaType");

  private ContractLoader() {}

  /** The contract on the class path. */
  public static Future<Contract> load(Vertx vertx) {
    return load(vertx, "openapi");
  }

  /**
   * The contract in a folder of the class path.
   *
   * @return failed if the files do not merge or are no OpenAPI 3.1
   */
  static Future<Contract> load(Vertx vertx, String folder) {
    return vertx
        .executeBlocking(() -> withEdgeResponses(new JsonObject(new ContractDocument(folder).merge())))
        .compose(
            document ->
                OpenAPIContract.from(vertx, checkable(document)).map(checked -> contract(document, checked)));
  }

  private static Contract contract(JsonObject document, OpenAPIContract checked) {
    var references = new References(document);
    List<ContractOperation> operations = new ArrayList<>();
    for (Operation operation : checked.operations()) {
      operations.add(operation(document, references, operation));
    }
    String yaml = ContractDocument.write(document.getMap());
    return new Contract(document, yaml, digest(yaml), List.copyOf(operations));
  }

  private static ContractOperation operation(
      JsonObject document, References references, Operation operation) {
    JsonObject path = document.getJsonObject("paths").getJsonObject(operation.getOpenAPIPath());
    JsonObject model =
        path.getJsonObject(operation.getHttpMethod().name().toLowerCase(java.util.Locale.ROOT));
    List<JsonObject> parameters = new ArrayList<>();
    for (JsonArray declared :
        List.of(
            path.getJsonArray("parameters", new JsonArray()),
            model.getJsonArray("parameters", new JsonArray()))) {
      declared.forEach(parameter -> parameters.add(references.resolve((JsonObject) parameter)));
    }
    JsonObject body = model.getJsonObject("requestBody");
    JsonObject responses = model.getJsonObject("responses");
    int success = successStatus(operation.getOperationId(), responses);
    JsonObject answer = references.resolve(responses.getJsonObject(Integer.toString(success)));
    return new ContractOperation(
        operation.getOperationId(),
        operation.getHttpMethod(),
        operation.getOpenAPIPath(),
        policy(operation.getOperationId(), model),
        model.getBoolean("x-edge", false),
        List.copyOf(parameters),
        body == null ? null : references.resolve(body),
        success,
        List.copyOf(answer.getJsonObject("content", new JsonObject()).fieldNames()),
        parameters.stream()
            .anyMatch(it -> "path".equals(it.getString("in")) && it.getBoolean("x-secret", false)));
  }

  private static Policy policy(String id, JsonObject model) {
    String named = model.getString("x-policy");
    JsonArray security = model.getJsonArray("security");
    boolean open = security != null && security.isEmpty();
    return switch (named) {
      case null -> open ? Policy.PUBLIC : Policy.CALLER;
      case "staff" -> Policy.STAFF;
      case "webhook" -> Policy.WEBHOOK;
      default -> throw new IllegalStateException("operation " + id + ": there is no policy " + named);
    };
  }

  private static int successStatus(String id, JsonObject responses) {
    return responses.fieldNames().stream()
        .filter(status -> status.matches("2\\d\\d"))
        .mapToInt(Integer::parseInt)
        .min()
        .orElseThrow(() -> new IllegalStateException("operation " + id + " has no answer of success"));
  }

  /** Every operation also answers what the edge may answer in its place. */
  private static JsonObject withEdgeResponses(JsonObject document) {
    for (String path : document.getJsonObject("paths").fieldNames()) {
      JsonObject operations = document.getJsonObject("paths").getJsonObject(path);
      for (String method : operations.fieldNames()) {
        if (operations.getValue(method) instanceof JsonObject operation
            && !operation.getBoolean("x-edge", false)) {
          addResponses(operation);
        }
      }
    }
    return document;
  }

  private static void addResponses(JsonObject operation) {
    var responses = new TreeMap<String, Object>(operation.getJsonObject("responses", new JsonObject()).getMap());
    add(responses, ALWAYS);
    if (operation.containsKey("requestBody")) {
      add(responses, WITH_BODY);
    }
    Policy policy = policy(operation.getString("operationId"), operation);
    if (policy.needsToken()) {
      add(responses, Map.of("401", "Unauthorized"));
    }
    if (policy == Policy.STAFF) {
      add(responses, Map.of("403", "Forbidden"));
    }
    operation.put("responses", responses);
  }

  private static void add(Map<String, Object> responses, Map<String, String> more) {
    more.forEach(
        (status, name) ->
            responses.putIfAbsent(status, Map.of("$ref", "#/components/responses/" + name)));
  }

  /**
   * The document as vertx-openapi can read it: without examples, in which it would look for schemas, and without the
   * response types it does not know.
   */
  private static JsonObject checkable(JsonObject document) {
    return checkable(document, "");
  }

  private static JsonObject checkable(JsonObject object, String under) {
    var kept = new JsonObject();
    for (String name : object.fieldNames()) {
      boolean example =
          (name.equals("example") || name.equals("examples")) && !under.equals("properties");
      boolean unknownType = under.equals("content") && !MediaType.isMediaTypeSupported(name);
      if (!example && !unknownType) {
        kept.put(name, checkableValue(object.getValue(name), name));
      }
    }
    return kept;
  }

  private static @Nullable Object checkableValue(@Nullable Object value, String under) {
    return switch (value) {
      case JsonObject object -> checkable(object, under);
      case JsonArray array -> {
        var kept = new JsonArray();
        array.forEach(item -> kept.add(checkableValue(item, "")));
        yield kept;
      }
      case null, default -> value;
    };
  }

  private static String digest(String text) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 8);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
