package com.honeydue.http;

import com.honeydue.bus.Failure;
import com.honeydue.http.schema.Check;
import com.honeydue.http.schema.Errors;
import com.honeydue.http.schema.References;
import com.honeydue.http.schema.SchemaCompiler;
import com.honeydue.http.throttle.OperationThrottle;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One operation of the contract, compiled: what a request must be before the operation's service
 * sees it, and how its reply is written. Lives on one event loop.
 */
final class OperationEndpoint implements Endpoint {

  static final String JSON = "application/json";
  private static final String FORM = "multipart/form-data";

  private static final int FIRST_GUESS = 512;

  private final Edge edge;
  private final ContractOperation operation;
  private final ParameterReader parameters;
  private final @Nullable Check bodyCheck;
  private final boolean bodyRequired;
  private final List<String> bodyTypes;
  private final CharSequence successType;
  private final Locations locations;
  private final OperationThrottle throttle;

  /** Reused: a request is validated in one turn of the event loop. */
  private final Errors errors = new Errors();

  /** How many bytes the next answer will probably have. */
  private int expectedBytes = FIRST_GUESS;

  /**
   * Compiles an operation.
   *
   * @throws IllegalStateException naming the operation if its contract is of a form that is not
   *     supported
   */
  OperationEndpoint(
      Edge edge,
      ContractOperation operation,
      References references,
      SchemaCompiler compiler,
      Locations locations) {
    this.edge = edge;
    this.operation = operation;
    this.locations = locations;
    try {
      List<Parameter> compiled = new ArrayList<>();
      for (JsonObject model : operation.parameters()) {
        compiled.add(new Parameter(model, references, compiler));
      }
      this.parameters = new ParameterReader(operation.route(), compiled);
      JsonObject body = operation.body();
      JsonObject content = body == null ? new JsonObject() : body.getJsonObject("content");
      this.bodyTypes = List.copyOf(content.fieldNames());
      this.bodyRequired = body != null && body.getBoolean("required", false);
      this.bodyCheck =
          body == null || takesFile()
              ? null
              : compiler.compile(content.getJsonObject(JSON).getJsonObject("schema"));
      this.throttle = edge.throttles().of(operation.id(), operation.throttles());
    } catch (RuntimeException unsupported) {
      throw new IllegalStateException(
          "operation " + operation.id() + ": " + unsupported.getMessage(), unsupported);
    }
    this.successType =
        HttpHeaders.createOptimized(
            operation.successTypes().isEmpty() ? JSON : operation.successTypes().getFirst());
  }

  @Override
  public void serve(Exchange exchange, List<String> captured) {
    if (!exchange.takePlace()) {
      exchange.refuse(overloaded());
      return;
    }
    HttpServerRequest request = exchange.request();
    if (!MediaRanges.accepts(
        Fields.list(request.headers(), HttpHeaders.ACCEPT), operation.successTypes())) {
      exchange.fail(
          Problem.of(
              406,
              "not_acceptable",
              "This operation answers with "
                  + String.join(" or ", operation.successTypes())
                  + "."));
      return;
    }
    new OperationCall(edge, this, exchange, captured).start();
  }

  static Failure overloaded() {
    return Failure.unavailable("overloaded", "The server is busy. Try again soon.");
  }

  ContractOperation operation() {
    return operation;
  }

  ParameterReader parameters() {
    return parameters;
  }

  Errors errors() {
    return errors;
  }

  /** The check of the body; {@code null} for an operation that takes none. */
  @Nullable Check bodyCheck() {
    return bodyCheck;
  }

  /** Whether the body is a file, which is not read into memory. */
  boolean takesFile() {
    return bodyTypes.contains(FORM);
  }

  boolean bodyRequired() {
    return bodyRequired;
  }

  List<String> bodyTypes() {
    return bodyTypes;
  }

  /** Whether a request may change something: it may then be conditional on {@code If-Match}. */
  boolean writes() {
    return !operation.method().equals(HttpMethod.GET);
  }

  CharSequence successType() {
    return successType;
  }

  /** Whether replies are written as JSON; a text of another type is sent as it is. */
  boolean answersJson() {
    return operation.successTypes().isEmpty() || operation.successTypes().contains(JSON);
  }

  Locations locations() {
    return locations;
  }

  OperationThrottle throttle() {
    return throttle;
  }

  int expectedBytes() {
    return expectedBytes;
  }

  /** Learns from an answer's size: grows at once, shrinks slowly. */
  void answered(int bytes) {
    expectedBytes =
        bytes > expectedBytes ? bytes + bytes / 8 : expectedBytes - (expectedBytes - bytes) / 16;
  }
}
