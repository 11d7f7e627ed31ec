package com.honeydue.http;

import com.honeydue.http.schema.References;
import com.honeydue.http.schema.SchemaCompiler;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Routes requests over the contract: each of its operations is a route; nothing else is. Lives on
 * one event loop, as do the compiled checks behind it.
 */
final class ContractRouter implements Handler<HttpServerRequest> {

  private final Edge edge;
  private final PathTree<PathRoutes> paths = new PathTree<>();
  private final List<String> captured = new ArrayList<>();

  /**
   * Compiles the contract.
   *
   * @param edgeEndpoints what answers the operations marked {@code x-edge}, by operationId
   */
  ContractRouter(Edge edge, Contract contract, Map<String, Endpoint> edgeEndpoints) {
    this.edge = edge;
    var references = new References(contract.document());
    var compiler = new SchemaCompiler(references);
    var locations = new Locations(contract.operations());
    Map<String, PathRoutes> byPath = new java.util.LinkedHashMap<>();
    for (ContractOperation operation : contract.operations()) {
      Endpoint endpoint =
          operation.edge()
              ? edgeEndpoint(operation, edgeEndpoints)
              : new OperationEndpoint(edge, operation, references, compiler, locations);
      byPath
          .computeIfAbsent(operation.route(), path -> new PathRoutes())
          .add(operation.method(), route(operation, endpoint));
    }
    byPath.forEach(paths::add);
  }

  /** Adds a path that is no part of the contract. */
  ContractRouter get(String path, Endpoint endpoint) {
    var routes = new PathRoutes();
    routes.add(
        io.vertx.core.http.HttpMethod.GET,
        new Route("GET", path, false, edge.meters().route("GET", path), endpoint));
    paths.add(path, routes);
    return this;
  }

  @Override
  public void handle(HttpServerRequest request) {
    var exchange = new Exchange(edge, request);
    try {
      route(exchange, request);
    } catch (RuntimeException failed) {
      exchange.fail(failed);
    }
  }

  private void route(Exchange exchange, HttpServerRequest request) {
    String path = request.path();
    PathRoutes found = path == null ? null : find(path);
    if (found == null) {
      missing(exchange, path);
      return;
    }
    List<String> parameters = captured.isEmpty() ? List.of() : List.copyOf(captured);
    Route route = found.of(request.method());
    if (route != null) {
      exchange.route(route);
      route.endpoint().serve(exchange, parameters);
      return;
    }
    exchange.header(HttpHeaders.ALLOW, found.allow());
    if (request.method().equals(io.vertx.core.http.HttpMethod.OPTIONS)) {
      edge.cors().preflight(request, request.response(), found.allow());
      exchange.send(204, null);
    } else {
      exchange.fail(
          Problem.of(405, "method_not_allowed", "This path takes " + found.allow() + "."));
    }
  }

  private @Nullable PathRoutes find(String path) {
    captured.clear();
    return paths.find(path, captured);
  }

  /**
   * A path that leads somewhere with a slash at its end is sent there; 308 keeps method and body.
   */
  private void missing(Exchange exchange, @Nullable String path) {
    if (path != null && !path.endsWith("/") && find(path + '/') != null) {
      String query = exchange.request().query();
      exchange.header(HttpHeaders.LOCATION, query == null ? path + '/' : path + "/?" + query);
      exchange.send(308, null);
    } else {
      exchange.fail(Problem.of(404, "not_found", "There is nothing at this path."));
    }
  }

  private Route route(ContractOperation operation, Endpoint endpoint) {
    String method = operation.method().name();
    return new Route(
        method,
        operation.route(),
        operation.secretPath(),
        edge.meters().route(method, operation.route()),
        endpoint);
  }

  private static Endpoint edgeEndpoint(
      ContractOperation operation, Map<String, Endpoint> endpoints) {
    Endpoint endpoint = endpoints.get(operation.id());
    if (endpoint == null) {
      throw new IllegalStateException(
          "operation " + operation.id() + " is marked x-edge, but the edge has none");
    }
    return endpoint;
  }
}
