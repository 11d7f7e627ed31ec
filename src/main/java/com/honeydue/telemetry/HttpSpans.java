package com.honeydue.telemetry;

/** What the HTTP edge knows about the span of the current request, once it has found the route. */
public final class HttpSpans {

  private static final String API = "/api/";

  private HttpSpans() {}

  /**
   * What may be recorded, or logged, of a path that matched no route: enough to tell what was
   * tried, and no place for the token of a mistyped secret route. {@code /api/calendar/abc.ics}
   * becomes {@code /api/calendar/…}, any path outside of {@code /api/} is cut after its first
   * segment.
   */
  public static String withoutTokens(String path) {
    int begin = path.startsWith(API) ? API.length() : 1;
    int cut = path.indexOf('/', begin);
    return cut < 0 || cut == path.length() - 1 ? path : path.substring(0, cut + 1) + "…";
  }

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

  /** The current request leaves no span behind: it is one of very many that were refused. */
  public static void forget() {
    ServerSpan current = ContextLocals.get(ContextLocals.SERVER_SPAN);
    if (current != null) {
      current.forget();
    }
  }

  private static void name(String method, String route, boolean secret) {
    ServerSpan current = ContextLocals.get(ContextLocals.SERVER_SPAN);
    if (current != null) {
      current.route(ServerSpan.method(method), route, secret);
    }
  }
}
