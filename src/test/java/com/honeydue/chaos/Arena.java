package com.honeydue.chaos;

import com.honeydue.bench.Household;
import com.honeydue.bench.Request;
import com.honeydue.testing.Directories;
import com.honeydue.testing.TestDatabase;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A database and a Redis, somebody who takes mails, and the households that make the load. Ends
 * with everything that was started.
 */
final class Arena implements AutoCloseable {

  final TestDatabase database;
  final Letterbox letters = new Letterbox();
  private final @Nullable Servers servers;
  private final @Nullable Ocean ocean;
  private final Map<String, String> addresses;
  private final Path files = Directories.temporary("chaos-files");
  private final List<AutoCloseable> open = new ArrayList<>();

  /** With servers of its own, which can be struck. */
  Arena() {
    servers = new Servers();
    ocean = null;
    database = servers.database;
    addresses = servers.environment();
    closeAtTheEnd();
  }

  /** With those beyond an ocean that {@code scripts/bench/wan} has made. */
  Arena(Ocean ocean) {
    servers = null;
    this.ocean = ocean;
    database = ocean.database();
    addresses = ocean.environment();
    closeAtTheEnd();
  }

  private void closeAtTheEnd() {
    // However this JVM ends: what was started ends.
    Runtime.getRuntime().addShutdownHook(new Thread(this::close, "end of the arena"));
  }

  Servers servers() {
    if (servers == null) {
      throw new IllegalStateException("the servers are beyond the ocean");
    }
    return servers;
  }

  Ocean ocean() {
    if (ocean == null) {
      throw new IllegalStateException("there is no ocean: scripts/bench/wan makes one");
    }
    return ocean;
  }

  /** The settings of a node. */
  Map<String, String> environment() {
    var environment = new HashMap<>(addresses);
    environment.put("DATABASE_LOOPS", "1");
    environment.put("HTTP_INSTANCES", "1");
    environment.put("BUS_INSTANCES", "1");
    environment.put("JOBS_INSTANCES", "1");
    environment.put("JOBS_LEASE", "2s");
    environment.put("AUTH_CODE_KEY", "of this run alone, and for nobody");
    environment.put("STORAGE_DIRECTORY", files.toString());
    environment.put("THROTTLE_REGISTER_NETWORK_LIMIT", "1000000");
    environment.put("THROTTLE_LOGIN_NETWORK_LIMIT", "1000000");
    environment.put("MAIL_HOST", "127.0.0.1");
    environment.put("MAIL_PORT", Integer.toString(letters.port()));
    environment.put("MAIL_TLS", "none");
    environment.put("MAIL_FROM_ADDRESS", "hello@example.com");
    return environment;
  }

  /**
   * The program as its jar is run. Compiled simply: several processes that begin at the same time
   * on a small machine would otherwise be busy with nothing but compiling themselves.
   */
  static List<String> jar(String... options) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:+UseSerialGC");
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-XX:-UsePerfData");
    // As in the image: direct memory is taken where it is limited and measured.
    command.add("--sun-misc-unsafe-memory-access=allow");
    command.addAll(List.of(options));
    command.addAll(List.of("-jar", "target/honeydue.jar"));
    return command;
  }

  <T extends AutoCloseable> T keep(T opened) {
    open.add(opened);
    return opened;
  }

  /** Households that exist, through a node. */
  List<Household> households(int port, int count) {
    try (var client = HttpClient.newHttpClient()) {
      var households = new ArrayList<Household>();
      for (int i = 0; i < count; i++) {
        households.add(Household.register(request -> call(client, port, request), database));
      }
      return households;
    }
  }

  private static JsonObject call(HttpClient client, int port, Request request) {
    var builder =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + request.path()))
            .header("Content-Type", "application/json")
            .method(
                request.method(),
                request.body() == null
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofString(request.body().encode()));
    if (request.token() != null) {
      builder.header("Authorization", "Token " + request.token());
    }
    try {
      var answer = client.send(builder.build(), BodyHandlers.ofString());
      if (answer.statusCode() / 100 != 2) {
        throw new IllegalStateException(request + ": " + answer.statusCode() + answer.body());
      }
      return new JsonObject(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public synchronized void close() {
    while (!open.isEmpty()) {
      try {
        open.removeLast().close();
      } catch (Exception e) {
        System.err.println("did not close: " + e);
      }
    }
    letters.close();
    if (servers != null) {
      servers.close();
    }
  }
}
