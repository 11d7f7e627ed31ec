package com.honeydue.testing;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/**
 * What {@code scripts/dev} runs: PostgreSQL and Redis with their data in {@code .dev/}, and on them
 * the program as its users run it. Ends all of it on Ctrl-C or SIGTERM, the servers last.
 */
public final class DevServer {

  private static final String DATABASE = "honeydue";

  private DevServer() {}

  public static void main(String[] arguments) throws IOException {
    try {
      System.exit(run(DevOptions.of(arguments)));
    } catch (IllegalArgumentException | IllegalStateException e) {
      System.err.println(e.getMessage());
      System.exit(2);
    } catch (HoneyDue.Ended e) {
      System.exit(e.status());
    }
  }

  private static int run(DevOptions options) throws IOException {
    Path directory = options.directory();
    Files.createDirectories(directory);
    // Held until this process is gone, however it goes.
    var lock =
        FileChannel.open(
            directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (lock.tryLock() == null) {
      throw new IllegalStateException("scripts/dev runs already on " + directory);
    }
    if (!becomesFree(options.port())) {
      throw new IllegalStateException(
          "port " + options.port() + " is taken: try scripts/dev --port N");
    }
    var running = new Running();
    Runtime.getRuntime().addShutdownHook(new Thread(running::close, "stop"));
    var redis =
        CompletableFuture.supplyAsync(
            () -> EmbeddedRedis.in(directory.resolve("redis"), Durability.FULL));
    var postgres = EmbeddedPostgres.in(directory.resolve("postgres"), Durability.FULL);
    running.add(postgres);
    running.add(redis.join());
    if (options.fresh()) {
      postgres.execute("postgres", "DROP DATABASE IF EXISTS " + DATABASE + " WITH (FORCE)");
      RedisCommand.run(redis.join().port(), "FLUSHALL");
      Directories.delete(directory.resolve("files"));
    }
    Roles.prepare(postgres, DATABASE);

    Map<String, String> environment = environment(options, postgres, redis.join());
    HoneyDue.run("migrate", environment);
    JsonObject household =
        HoneyDue.run("seed", environment).stream()
            .filter(line -> line.startsWith("{") && line.contains("\"residence_ids\""))
            .map(JsonObject::new)
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("seed printed no household"));
    if (options.workerPort() > 0) {
      environment.put("ROLE", "api");
      running.add(worker(options, environment));
    }
    var program = HoneyDue.serve(environment);
    running.add(program);
    if (program.awaitReady(options.port())) {
      System.out.println(new Welcome(options.port(), household, environment).text());
    }
    return program.await();
  }

  private static HoneyDue worker(DevOptions options, Map<String, String> environment) {
    Map<String, String> own = new HashMap<>(environment);
    own.put("ROLE", "worker");
    own.put("HTTP_PORT", Integer.toString(options.workerPort()));
    own.put("OTEL_SERVICE_NAME", "honeydue-worker");
    return HoneyDue.serve(own);
  }

  private static Map<String, String> environment(
      DevOptions options, EmbeddedPostgres postgres, EmbeddedRedis redis) {
    Map<String, String> environment = new HashMap<>();
    environment.put("HTTP_PORT", Integer.toString(options.port()));
    String here = "http://localhost:" + options.port();
    environment.put("MAIL_APP_URL", here);
    environment.put("NOTIFICATIONS_PUBLIC_URL", here);
    environment.put("DATABASE_URL", postgres.url(Roles.API, DATABASE));
    environment.put("DATABASE_SLOW_URL", postgres.url(Roles.SLOW, DATABASE));
    environment.put("MIGRATION_DATABASE_URL", postgres.url(Roles.OWNER, DATABASE));
    environment.put("REDIS_URL", redis.url(0));
    environment.put("STORAGE_DIRECTORY", options.directory().resolve("files").toString());
    environment.put("SHUTDOWN_GRACE", "0");
    // The codes that it would mail are read in the log.
    environment.put("MAIL_LOG_TEXT", "true");
    environment.put("MAIL_APP_URL", "http://localhost:" + options.port());
    // A load generator beside it makes its accounts from one network.
    environment.put("THROTTLE_REGISTER_NETWORK_LIMIT", "1000000");
    return environment;
  }

  /** What a killed run has left behind may take a moment to go. */
  private static boolean becomesFree(int port) {
    for (int look = 0; look < 60; look++) {
      if (FreePort.isFree(port)) {
        return true;
      }
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
    return false;
  }
}
