package com.honeydue.telemetry;

/** What the HTTP edge knows about the span of the current request, once it has found the route. */
public final class HttpSpans {

  private HttpSpans() {}

  /**
   * Names the current request's span {@code METHOD route}. May be called at any time before the
   * answer ends, on the request's context; elsewhere it does nothing.
   *
   * @param method the request's method
   * @param route the contract's path with its parameters as names, such as {@code /api/tasks/{id}/}
   */
  public static void route(String method, String route) {
    name(method, route, false);
  }

  /** The same for a route whose parameters are tokens: the path is not recorded either. */
  public static void secretRoute(String method, String route) {
    name(method, route, true);
  }

  private static void name(String method, String route, boolean secret) {
    ServerSpan current = ContextLocals.get(ContextLocals.SERVER_SPAN);
    if (current != null) {
      current.route(ServerSpan.method(method), route, secret);
    }
  }
}
