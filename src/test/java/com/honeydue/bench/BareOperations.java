package com.honeydue.bench;

import com.honeydue.auth.BareLogin;
import com.honeydue.db.Statement;
import com.honeydue.tasks.BareBoard;
import com.honeydue.tasks.BareTasks;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The four operations that the bare server knows. It believes whoever calls: {@code Authorization:
 * Token 17} is user 17. Lives on one event loop.
 */
final class BareOperations {

  static final List<Statement<?>> STATEMENTS =
      Stream.of(BareBoard.STATEMENTS, BareTasks.STATEMENTS, BareLogin.STATEMENTS)
          .<Statement<?>>flatMap(List::stream)
          .toList();

  private static final String TASKS = "/api/tasks/";
  private static final String LOGIN = "/api/auth/login/";
  private static final int SCHEME = "Token ".length();

  private final BareBoard board;
  private final BareTasks tasks;
  private final BareLogin login;

  BareOperations(BareBoard board, BareTasks tasks, BareLogin login) {
    this.board = board;
    this.tasks = tasks;
    this.login = login;
  }

  void serve(HttpServerRequest request) {
    String path = request.path();
    if (request.method().equals(HttpMethod.GET)) {
      answer(request, 200, path.equals(TASKS) ? board.read(caller(request)) : ready());
    } else if (path.equals(TASKS)) {
      withBody(request, 201, body -> tasks.create(caller(request), body.toJsonObject()));
    } else if (path.equals(LOGIN)) {
      withBody(request, 200, body -> login.login(body.toJsonObject()));
    } else {
      long task = Long.parseLong(path, TASKS.length(), path.indexOf('/', TASKS.length()), 10);
      withBody(request, 201, body -> tasks.complete(caller(request), task, body.toJsonObject()));
    }
  }

  private static Future<Buffer> ready() {
    return Future.succeededFuture(Buffer.buffer("{}"));
  }

  private static long caller(HttpServerRequest request) {
    String token = Objects.requireNonNull(request.getHeader(HttpHeaders.AUTHORIZATION));
    return Long.parseLong(token, SCHEME, token.length(), 10);
  }

  private static void withBody(
      HttpServerRequest request, int status, Function<Buffer, Future<Buffer>> work) {
    request.body().onSuccess(body -> answer(request, status, work.apply(body)));
  }

  private static void answer(HttpServerRequest request, int status, Future<Buffer> answer) {
    answer
        .onSuccess(
            json ->
                request
                    .response()
                    .setStatusCode(status)
                    .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                    .end(json))
        .onFailure(
            error -> {
              System.err.println("bare server: " + error);
              request.response().setStatusCode(500).end();
            });
  }
}
