package com.honeydue.http;

import java.util.List;

/** What answers a route. */
@FunctionalInterface
interface Endpoint {
  /**
   * Answers, now or later.
   *
   * @param captured the raw values of the path's parameters, in order
   */
  void serve(Exchange exchange, List<String> captured);
}
