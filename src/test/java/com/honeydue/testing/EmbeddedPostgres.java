package com.honeydue.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL 18 server of this JVM, on a free port of the loopback interface. It ends with the
 * JVM, also when that is killed. Any thread may use it; {@link #start} and {@link #stop} block.
 */
public final class EmbeddedPostgres implements AutoCloseable {

  /** The system property that names the addresses to listen on, instead of loopback alone. */
  public static final String LISTEN = "honeydue.postgres.listen";

  /** The superuser: for fixtures alone, the server under test never has it. */
  static final String SUPERUSER = "postgres";

  private static final int ATTEMPTS = 3;
  private static @Nullable EmbeddedPostgres shared;

  private final Path directory;
  private final Durability durability;
  private final Unprivileged user;
  private final Path home;
  private @Nullable Leash leash;
  private int port;

  private EmbeddedPostgres(Path directory, Durability durability) throws IOException {
    this.directory = directory;
    this.durability = durability;
    this.user = Unprivileged.detect();
    this.home = PostgresBinaries.home();
  }

  /** The one server of the test run. */
  public static synchronized EmbeddedPostgres shared() {
    if (shared == null) {
      shared = own();
    }
    return shared;
  }

  /** A server for a test that stops or kills it; close it at the end. */
  public static EmbeddedPostgres own() {
    try {
      var server = in(Files.createTempDirectory("honeydue-postgres"), Durability.NONE);
      Runtime.getRuntime().addShutdownHook(new Thread(server::close, "stop-postgres"));
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A started server whose data is in {@code directory}, made there if need be. A server that an
   * earlier, killed JVM left running on it is stopped first.
   */
  public static EmbeddedPostgres in(Path directory, Durability durability) {
    try {
      var server = new EmbeddedPostgres(directory.toAbsolutePath(), durability);
      server.create();
      server.start();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int port() {
    return port;
  }

  PostgresAddress address() {
    return new PostgresAddress("127.0.0.1", port);
  }

  /** {@code postgresql://role:password@127.0.0.1:port/database}. */
  public String url(String role, String database) {
    return address().url(role, database);
  }

  /** A connection of the superuser. */
  public Connection connect(String database) throws SQLException {
    return address().connect(SUPERUSER, database);
  }

  /** Runs statements as the superuser, each in a transaction of its own. */
  public void execute(String database, String... statements) {
    address().execute(database, statements);
  }

  /** Starts the server, after {@link #stop} on the same port again. */
  public synchronized void start() {
    try {
      for (int attempt = 1; leash == null; attempt++) {
        int candidate = port == 0 ? FreePort.find() : port;
        try {
          Command.run(
              user.command(pgCtl("start", "-l", log().toString(), "-o", options(candidate))));
          port = candidate;
          leash =
              Leash.tie(pid(), Leash.Signal.INT, durability == Durability.NONE ? directory : null);
        } catch (IllegalStateException portTaken) {
          if (attempt == ATTEMPTS) {
            throw portTaken;
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Stops the server at once; its clients see their connections closed. */
  public synchronized void stop() {
    if (leash != null) {
      Command.run(
          user.command(pgCtl("stop", "-m", durability == Durability.NONE ? "immediate" : "fast")));
      leash.close();
      leash = null;
    }
  }

  /** Notes that the server was killed: {@link #start} starts it again on what it left. */
  public synchronized void killed() {
    if (leash != null) {
      leash.close();
      leash = null;
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

  /** Whether the process that {@link #start} has started is still there. */
  public boolean isAlive() {
    try {
      return ProcessHandle.of(pid()).isPresent();
    } catch (IOException gone) {
      return false;
    }
  }

  /** The process of the running server. */
  public long pid() throws IOException {
    return Long.parseLong(Files.readAllLines(data().resolve("postmaster.pid")).getFirst().strip());
  }

  private void create() throws IOException {
    Files.createDirectories(directory);
    if (Files.exists(data().resolve("PG_VERSION"))) {
      user.own(directory);
      if (Command.succeeds(user.command(pgCtl("status")))) {
        Command.run(user.command(pgCtl("stop", "-m", "fast")));
      }
      return;
    }
    Directories.delete(data());
    Path password = Files.writeString(directory.resolve("superuser"), SUPERUSER);
    user.own(directory);
    Command.run(
        user.command(
            List.of(
                home.resolve("bin/initdb").toString(),
                "--pgdata=" + data(),
                "--username=" + SUPERUSER,
                "--pwfile=" + password,
                "--auth=scram-sha-256",
                "--encoding=UTF-8",
                "--locale=C",
                "--no-sync")));
  }

  private List<String> pgCtl(String action, String... options) {
    List<String> command = new ArrayList<>();
    command.add(home.resolve("bin/pg_ctl").toString());
    command.addAll(List.of(action, "-D", data().toString()));
    if (!action.equals("status")) {
      command.addAll(List.of("-w", "-t", "30"));
    }
    command.addAll(List.of(options));
    return command;
  }

  private String options(int onPort) {
    List<String> settings = new ArrayList<>(durability.postgres());
    settings.addAll(
        List.of(
            "port=" + onPort,
            "listen_addresses=" + System.getProperty(LISTEN, "127.0.0.1"),
            "unix_socket_directories=''",
            "max_connections=300",
            "shared_buffers=64MB",
            "timezone=UTC"));
    return "-c " + String.join(" -c ", settings);
  }

  private Path data() {
    return directory.resolve("data");
  }

  private Path log() {
    return directory.resolve("postgres.log");
  }
}
