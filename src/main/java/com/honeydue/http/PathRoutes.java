package com.honeydue.http;

import io.vertx.core.http.HttpMethod;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The routes of one path, by method. Filled at start, read-only after. */
final class PathRoutes {

  private final Map<HttpMethod, Route> byMethod = new LinkedHashMap<>();
  private String allow = "";

  void add(HttpMethod method, Route route) {
    byMethod.put(method, route);
    var names = new TreeSet<String>();
    byMethod.keySet().forEach(known -> names.add(known.name()));
    if (byMethod.containsKey(HttpMethod.GET)) {
      names.add("HEAD");
    }
    names.add("OPTIONS");
    allow = String.join(", ", names);
  }

  /** The route of {@code method}; HEAD is GET without the content. */
  @Nullable Route of(HttpMethod method) {
    Route route = byMethod.get(method);
    return route == null && method.equals(HttpMethod.HEAD) ? byMethod.get(HttpMethod.GET) : route;
  }

  /** The methods there are, as the {@code Allow} header has them. */
  String allow() {
    return allow;
  }
}
