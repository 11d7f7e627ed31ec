package com.honeydue.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The OpenAPI document as a client sees it, read without any code of the server. References are
 * resolved. Immutable.
 */
public final class PublishedContract {

  private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

  /**
   * One operation.
   *
   * @param id the {@code operationId}
   * @param path with its {@code {parameters}}
   * @param responses by status
   * @param policy who may call it: {@code public}, {@code caller} or what {@code x-policy} says
   * @param edge whether the edge itself answers it
   * @param fields the names of its query parameters and of its body's fields
   * @param headers the names of its header parameters
   */
  public record Operation(
      String id,
      String method,
      String path,
      Pattern pattern,
      Map<String, JsonObject> responses,
      String policy,
      boolean edge,
      Set<String> fields,
      Set<String> headers) {}

  private final List<Operation> operations = new ArrayList<>();

  public PublishedContract(String yaml) {
    JsonObject document = parse(yaml);
    var references = new References(document);
    JsonObject paths = document.getJsonObject("paths");
    for (String path : paths.fieldNames()) {
      JsonObject item = paths.getJsonObject(path);
      for (String method : METHODS) {
        JsonObject operation = item.getJsonObject(method);
        if (operation != null) {
          operations.add(operation(references, path, method, operation));
        }
      }
    }
    // A literal segment wins over a parameter.
    operations.sort(Comparator.comparing((Operation operation) -> operation.path().contains("{")));
  }

  /** The ids of all operations. */
  public List<String> operationIds() {
    return operations.stream().map(Operation::id).sorted().toList();
  }

  /** Whether the operation {@code id} takes the header {@code name}. */
  public boolean takes(String id, String name) {
    return operations.stream()
        .anyMatch(operation -> operation.id().equals(id) && operation.headers().contains(name));
  }

  public List<Operation> operations() {
    return List.copyOf(operations);
  }

  /** The ids of all operations that a caller may make conditional on what it holds already. */
  public List<String> conditionalReads() {
    return operations.stream()
        .filter(operation -> operation.responses().containsKey("304"))
        .map(Operation::id)
        .sorted()
        .toList();
  }

  /** The responses of the operation {@code id}, by status. */
  Map<String, JsonObject> responses(String id) {
    return operations.stream()
        .filter(operation -> operation.id().equals(id))
        .findFirst()
        .orElseThrow()
        .responses();
  }

  /** The operation that answers a request; empty when the contract has none. */
  Optional<Operation> operation(String method, String path) {
    return operations.stream()
        .filter(operation -> operation.method().equals(method.toLowerCase(Locale.ROOT)))
        .filter(operation -> operation.pattern().matcher(path).matches())
        .findFirst();
  }

  private static Operation operation(
      References references, String path, String method, JsonObject model) {
    Map<String, JsonObject> responses = new LinkedHashMap<>();
    JsonObject declared = model.getJsonObject("responses");
    for (String status : declared.fieldNames()) {
      responses.put(status, references.expand(declared.getJsonObject(status)));
    }
    return new Operation(
        model.getString("operationId"),
        method,
        path,
        pattern(path),
        Map.copyOf(responses),
        policy(model),
        model.getBoolean("x-edge", false),
        fields(references.expand(model)),
        parameters(references.expand(model), "header"));
  }

  private static String policy(JsonObject model) {
    JsonArray security = model.getJsonArray("security");
    String open = security != null && security.isEmpty() ? "public" : "caller";
    return model.getString("x-policy", open);
  }

  private static Set<String> fields(JsonObject model) {
    Set<String> fields = parameters(model, "query");
    JsonObject content =
        model
            .getJsonObject("requestBody", new JsonObject())
            .getJsonObject("content", new JsonObject());
    content.stream()
        .map(media -> ((JsonObject) media.getValue()).getJsonObject("schema", new JsonObject()))
        .forEach(schema -> properties(schema, fields));
    return Set.copyOf(fields);
  }

  private static Set<String> parameters(JsonObject model, String in) {
    Set<String> names = new TreeSet<>();
    model.getJsonArray("parameters", new JsonArray()).stream()
        .map(JsonObject.class::cast)
        .filter(parameter -> parameter.getString("in").equals(in))
        .forEach(parameter -> names.add(parameter.getString("name")));
    return names;
  }

  private static void properties(JsonObject schema, Set<String> into) {
    into.addAll(schema.getJsonObject("properties", new JsonObject()).fieldNames());
    for (String composed : List.of("allOf", "anyOf", "oneOf")) {
      schema.getJsonArray(composed, new JsonArray()).stream()
          .map(JsonObject.class::cast)
          .forEach(part -> properties(part, into));
    }
    if (schema.getValue("items") instanceof JsonObject items) {
      properties(items, into);
    }
  }

  private static Pattern pattern(String path) {
    String[] literals = path.split("\\{[^/}]*}", -1);
    List<String> quoted = new ArrayList<>();
    for (String literal : literals) {
      quoted.add(Pattern.quote(literal));
    }
    return Pattern.compile(String.join("[^/]+", quoted));
  }

  private static JsonObject parse(String yaml) {
    try {
      return new JsonObject(new YAMLMapper().readTree(yaml).toString());
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the published contract is not YAML", e);
    }
  }

  /** Resolves {@code #/…} references by replacing each with what it points to. */
  private record References(JsonObject document) {

    JsonObject expand(JsonObject node) {
      String reference = node.getString("$ref");
      if (reference != null) {
        return expand(target(reference));
      }
      var expanded = new JsonObject();
      for (String key : node.fieldNames()) {
        expanded.put(key, value(node.getValue(key)));
      }
      return expanded;
    }

    private Object value(Object value) {
      return switch (value) {
        case JsonObject object -> expand(object);
        case JsonArray array -> {
          var items = new JsonArray();
          array.forEach(item -> items.add(value(item)));
          yield items;
        }
        case null, default -> value;
      };
    }

    private JsonObject target(String reference) {
      JsonObject at = document;
      for (String key : reference.substring("#/".length()).split("/", -1)) {
        at = at.getJsonObject(key);
        if (at == null) {
          throw new IllegalArgumentException("the published contract lacks " + reference);
        }
      }
      return at;
    }
  }
}
