package com.honeydue.http;

import com.honeydue.http.schema.Errors;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the parameters of one operation. A query parameter the contract does not know is refused,
 * as a misspelt filter would otherwise silently answer with everything. Lives on one event loop.
 */
final class ParameterReader {

  /** Headers the edge reads itself, as conditions. */
  private static final List<String> CONDITIONS = List.of("if-match", "if-none-match");

  private final List<Parameter> path = new ArrayList<>();
  private final List<Parameter> query = new ArrayList<>();
  private final List<Parameter> headers = new ArrayList<>();
  private final List<String> names;
  private final int capacity;

  /**
   * Sorts the parameters of an operation.
   *
   * @throws IllegalArgumentException if one is in the path's list but not in the path, or in a
   *     place that is not read
   */
  ParameterReader(String route, List<Parameter> parameters) {
    for (String name : namesIn(route)) {
      path.add(
          parameters.stream()
              .filter(parameter -> parameter.isIn("path") && parameter.name().equals(name))
              .findFirst()
              .orElseThrow(
                  () ->
                      new IllegalArgumentException("path parameter " + name + " is not declared")));
    }
    for (Parameter parameter : parameters) {
      if (parameter.isIn("query")) {
        query.add(parameter);
      } else if (parameter.isIn("header")) {
        if (!CONDITIONS.contains(parameter.name().toLowerCase(java.util.Locale.ROOT))) {
          headers.add(parameter);
        }
      } else if (!parameter.isIn("path")) {
        throw new IllegalArgumentException(
            "parameter " + parameter.name() + " is in a place that is not read");
      }
    }
    this.names =
        Stream.of(path, query, headers).flatMap(List::stream).map(Parameter::name).toList();
    this.capacity = (path.size() + query.size() + headers.size()) * 2;
  }

  /** Every parameter that is read, in one order. */
  List<String> names() {
    return names;
  }

  /**
   * The parameters of one request by name; what is wrong with them goes to {@code errors}.
   *
   * @param captured the raw values of the path's parameters, in order
   * @param rawQuery the query without its question mark; {@code null} if there is none
   */
  Map<String, Object> read(
      List<String> captured, @Nullable String rawQuery, MultiMap requestHeaders, Errors errors) {
    if (capacity == 0 && (rawQuery == null || rawQuery.isEmpty())) {
      return Map.of();
    }
    Map<String, Object> values = new HashMap<>(Math.max(capacity, 1));
    errors.enter("path");
    for (int i = 0; i < path.size(); i++) {
      path.get(i).readEncoded(captured.get(i), false, values, errors);
      path.get(i).complete(values, errors);
    }
    errors.leave();
    errors.enter("query");
    if (rawQuery != null) {
      readQuery(rawQuery, values, errors);
    }
    complete(query, values, errors);
    errors.leave();
    if (!headers.isEmpty()) {
      errors.enter("header");
      readHeaders(requestHeaders, values, errors);
      complete(headers, values, errors);
      errors.leave();
    }
    return values;
  }

  private void readQuery(String raw, Map<String, Object> values, Errors errors) {
    int start = 0;
    while (start < raw.length()) {
      int ampersand = raw.indexOf('&', start);
      int end = ampersand < 0 ? raw.length() : ampersand;
      if (end > start) {
        int equals = raw.indexOf('=', start);
        int nameEnd = equals < 0 || equals > end ? end : equals;
        Parameter parameter = queryParameter(raw, start, nameEnd);
        if (parameter == null) {
          errors.add(decoded(raw.substring(start, nameEnd)), "is not a known parameter");
        } else {
          parameter.readEncoded(
              nameEnd == end ? "" : raw.substring(nameEnd + 1, end), true, values, errors);
        }
      }
      start = end + 1;
    }
  }

  private @Nullable Parameter queryParameter(String raw, int start, int end) {
    int length = end - start;
    for (int i = 0; i < query.size(); i++) {
      Parameter parameter = query.get(i);
      if (parameter.name().length() == length && raw.startsWith(parameter.name(), start)) {
        return parameter;
      }
    }
    return null;
  }

  private void readHeaders(MultiMap requestHeaders, Map<String, Object> values, Errors errors) {
    for (Parameter parameter : headers) {
      for (String value : requestHeaders.getAll(parameter.name())) {
        parameter.read(value, values, errors);
      }
    }
  }

  private static void complete(
      List<Parameter> parameters, Map<String, Object> values, Errors errors) {
    for (int i = 0; i < parameters.size(); i++) {
      parameters.get(i).complete(values, errors);
    }
  }

  private static String decoded(String name) {
    try {
      return QueryStringDecoder.decodeComponent(name, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      return name;
    }
  }

  /** The names of a route's parameters, in order. */
  private static List<String> namesIn(String route) {
    List<String> names = new ArrayList<>();
    int open = route.indexOf('{');
    while (open >= 0) {
      int close = route.indexOf('}', open);
      names.add(route.substring(open + 1, close));
      open = route.indexOf('{', close);
    }
    return names;
  }
}
