package com.honeydue.http;

import com.honeydue.http.schema.References;
import com.honeydue.http.throttle.Throttle;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.MediaType;
import io.vertx.openapi.contract.OpenAPIContract;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Loads the contract: merges its files, has vertx-openapi check the whole against OpenAPI 3.1, and
 * reads the operations. Validation at run time is not vertx-openapi's: its request validator copies
 * the schema repository for each parameter of each request.
 */
public final class ContractLoader {

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

  private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

  /** A parameter's segment with the literals around it. */
  private static final Pattern SEGMENT = Pattern.compile("/[^/{]*(\\{[^/}]*})[^/]*");

  private ContractLoader() {}

  /**
   * The contract on the class path.
   *
   * @return failed if the files do not merge or are no OpenAPI 3.1
   */
  public static Future<Contract> load(Vertx vertx) {
    return vertx
        .executeBlocking(ContractDocument::domainFiles)
        .compose(files -> load(vertx, files));
  }

  /** The contract of the root and these files instead of the domains'. */
  static Future<Contract> load(Vertx vertx, List<String> files) {
    return vertx
        .executeBlocking(() -> withEdgeResponses(new JsonObject(ContractDocument.merge(files))))
        .compose(
            document ->
                OpenAPIContract.from(vertx, checkable(document))
                    .compose(checked -> vertx.executeBlocking(() -> contract(document, checked))));
  }

  private static Contract contract(JsonObject document, OpenAPIContract checked) {
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
    if (operations.size() != checked.operations().size()) {
      throw new IllegalStateException("the contract has two operations of one operationId");
    }
    String yaml = ContractDocument.write(document.getMap());
    return new Contract(document, yaml, digest(yaml), List.copyOf(operations));
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

  private static Policy policy(String id, JsonObject model) {
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

  /** Every operation also answers what the edge may answer in its place. */
  private static JsonObject withEdgeResponses(JsonObject document) {
    forEachOperation(
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

  private static void forEachOperation(JsonObject document, OperationVisitor visitor) {
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
  private interface OperationVisitor {
    void visit(String path, String method, JsonObject operation);
  }

  private static void addResponses(JsonObject operation) {
    var responses =
        new LinkedHashMap<>(operation.getJsonObject("responses", new JsonObject()).getMap());
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
    if (operation.containsKey("x-throttle")) {
      add(responses, Map.of("429", "TooManyRequests"));
    }
    operation.put("responses", responses);
  }

  /** Every write of a caller does, but for those whose answer holds a secret and is never kept. */
  private static boolean takesKey(String method, JsonObject operation) {
    return !method.equals("get")
        && policy(operation.getString("operationId"), operation).needsToken()
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

  /**
   * The document as vertx-openapi can read it: without examples, in which it would look for
   * schemas, and without the response types it does not know.
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
        String known = under.equals("paths") ? SEGMENT.matcher(name).replaceAll("/$1") : name;
        kept.put(known, checkableValue(object.getValue(name), name));
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
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 8);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
