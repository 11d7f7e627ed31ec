package com.honeydue;

import com.honeydue.testing.Answer;
import com.honeydue.testing.Api;
import com.honeydue.testing.TestServer;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** A person with a new account, as tests of accounts need one. */
record Person(TestServer server, JsonObject registered) {

  static final String PASSWORD = TestServer.PASSWORD;

  static Person register(TestServer server) {
    return new Person(server, server.register());
  }

  long id() {
    return registered.getJsonObject("user").getLong("id");
  }

  String email() {
    return registered.getJsonObject("user").getString("email");
  }

  String token() {
    return TestServer.token(registered);
  }

  /** The person's client, with the session of the registration. */
  Api api() {
    return server.api().as(token());
  }

  Answer login(String password) {
    return server
        .api()
        .post(
            "/api/auth/login/",
            new JsonObject().put("username", email()).put("password", password));
  }

  /** A client with a session of its own. */
  Api signIn() {
    return server.api().as(login(PASSWORD).expect(200).json().getString("token"));
  }

  static boolean isAlive(Api session) {
    return session.get("/api/auth/me/").status() == 200;
  }

  /** The answers to many requests sent at once. */
  static List<Answer> atOnce(int many, Supplier<Answer> request) {
    var started =
        IntStream.range(0, many).mapToObj(n -> CompletableFuture.supplyAsync(request)).toList();
    return started.stream().map(CompletableFuture::join).toList();
  }
}
