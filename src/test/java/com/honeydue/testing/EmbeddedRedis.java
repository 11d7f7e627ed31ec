package com.honeydue.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import redis.embedded.core.ExecutableProvider;

/**
 * A Redis server of this JVM, on a free port of the loopback interface: the {@code redis-server} on
 * the PATH, else the one from the class path. It ends with the JVM, also when that is killed. Any
 * thread may use it.
 */
public final class EmbeddedRedis implements AutoCloseable {

  /** Logical databases: one for each test class, handed out by {@link TestRedis}. */
  static final int DATABASES = 4096;

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static @Nullable EmbeddedRedis shared;

  private final Path directory;
  private final Durability durability;
  private @Nullable Leash leash;
  private int port;

  private EmbeddedRedis(Path directory, Durability durability) {
    this.directory = directory;
    this.durability = durability;
  }

  /** The one server of the test run. */
  public static synchronized EmbeddedRedis shared() {
    if (shared == null) {
      shared = own();
    }
    return shared;
  }

  /** A server for a test that stops or kills it; close it at the end. */
  public static EmbeddedRedis own() {
    try {
      var server = in(Files.createTempDirectory("honeydue-redis"), Durability.NONE);
      Runtime.getRuntime().addShutdownHook(new Thread(server::close, "stop-redis"));
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A started server whose data is in {@code directory}; one that a killed JVM left running on it
   * is stopped first.
   */
  public static EmbeddedRedis in(Path directory, Durability durability) {
    var server = new EmbeddedRedis(directory.toAbsolutePath(), durability);
    try {
      Files.createDirectories(directory);
      server.end();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.start();
    return server;
  }

  public int port() {
    return port;
  }

  /** {@code redis://127.0.0.1:port/database}. */
  public String url(int database) {
    return "redis://127.0.0.1:" + port + "/" + database;
  }

  /** Starts the server, after {@link #stop} on the same port again. */
  public synchronized void start() {
    if (leash != null) {
      return;
    }
    try {
      int candidate = port == 0 ? FreePort.find() : port;
      Command.run(command(candidate));
      port = candidate;
      await(() -> RedisCommand.answers(candidate, "PING", "+PONG"));
      leash = Leash.tie(pid(), Leash.Signal.TERM, durability == Durability.NONE ? directory : null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Stops the server; its clients see their connections closed. */
  public synchronized void stop() {
    try {
      end();
      if (leash != null) {
        leash.close();
        leash = null;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Stops the server; without durability its data goes too. */
  @Override
  public synchronized void close() {
    try {
      stop();
      if (durability == Durability.NONE) {
        Directories.delete(directory);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The process of the running server. */
  public long pid() throws IOException {
    return Long.parseLong(Files.readString(pidFile()).strip());
  }

  /**
   * Redis removes its pid file as the last thing it does. A file whose process is another program's
   * is stale.
   */
  private void end() throws IOException {
    if (!Files.exists(pidFile())) {
      return;
    }
    var process =
        ProcessHandle.of(pid())
            .filter(p -> p.info().command().orElse("redis").contains("redis"))
            .orElse(null);
    if (process != null && process.destroy()) {
      await(() -> !Files.exists(pidFile()) || !process.isAlive());
    }
    Files.deleteIfExists(pidFile());
  }

  private List<String> command(int onPort) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(executable().toString());
    command.addAll(List.of("--port", Integer.toString(onPort)));
    command.addAll(List.of("--bind", "127.0.0.1"));
    command.addAll(List.of("--daemonize", "yes"));
    command.addAll(List.of("--pidfile", pidFile().toString()));
    command.addAll(List.of("--logfile", directory.resolve("redis.log").toString()));
    command.addAll(List.of("--dir", directory.toString()));
    command.addAll(List.of("--databases", Integer.toString(DATABASES)));
    command.addAll(durability.redis());
    return command;
  }

  private static Path executable() throws IOException {
    for (String entry : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
      Path candidate = Path.of(entry, "redis-server");
      if (Files.isExecutable(candidate)) {
        return candidate;
      }
    }
    return ExecutableProvider.newJarResourceProvider().get().toPath();
  }

  private Path pidFile() {
    return directory.resolve("redis.pid");
  }

  private static void await(Condition condition) throws IOException {
    Instant end = Instant.now().plus(PATIENCE);
    while (!condition.holds()) {
      if (Instant.now().isAfter(end)) {
        throw new IOException("Redis did not answer in " + PATIENCE.toSeconds() + " s");
      }
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
  }

  private interface Condition {
    boolean holds() throws IOException;
  }
}
