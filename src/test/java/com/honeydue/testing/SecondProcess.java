package com.honeydue.testing;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/**
 * The program as a process of its own beside a {@link TestServer}, over the same database and
 * Redis, to which it has doors of its own. Any thread but an event loop may use it.
 */
public final class SecondProcess implements AutoCloseable {

  private final AnswerGate database;
  private final HoneyDue process;
  private final Api api;

  private SecondProcess(TestServer beside) {
    database = AnswerGate.inFrontOf(URI.create(beside.database().url()).getPort());
    Map<String, String> environment =
        new HashMap<>(TestSettings.environment(beside.database(), beside.redis()));
    int port = FreePort.find();
    environment.put("HTTP_PORT", Integer.toString(port));
    environment.put(
        "DATABASE_URL",
        beside.database().url().replaceFirst(":\\d+/", ":" + database.port() + "/"));
    environment.put("DATABASE_LOOPS", "1");
    environment.put("DATABASE_KEEP_WARM_EVERY", "0s");
    environment.put("DATABASE_STATEMENT_DEADLINE", "60s");
    environment.put("HTTP_REQUEST_TIMEOUT", "60s");
    process = HoneyDue.serve(environment);
    if (!process.awaitReady(port)) {
      throw new IllegalStateException("the second process did not start");
    }
    api = Api.of(URI.create("http://127.0.0.1:" + port));
  }

  public static SecondProcess beside(TestServer server) {
    return new SecondProcess(server);
  }

  /** An anonymous client. */
  public Api api() {
    return api;
  }

  /** Between this process and PostgreSQL. */
  public AnswerGate database() {
    return database;
  }

  /** Lets it do nothing until {@link #resume}, as a machine that is taken off its processor. */
  public void pause() {
    process.signal("STOP");
  }

  public void resume() {
    process.signal("CONT");
  }

  /** Ends it at once, as a machine that loses its power. */
  public void kill() {
    process.kill();
  }

  @Override
  public void close() {
    database.open();
    if (process.isAlive()) {
      resume();
    }
    process.close();
    database.close();
  }
}
