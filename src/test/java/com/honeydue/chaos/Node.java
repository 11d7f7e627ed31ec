package com.honeydue.chaos;

import com.honeydue.testing.FreePort;
import com.honeydue.testing.Leash;
import com.honeydue.testing.Signals;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The server as a process of its own, which can be struck. It ends with this JVM, however that
 * ends. Any thread may use it; the methods block.
 */
final class Node implements AutoCloseable {

  private static final Duration START = Duration.ofSeconds(60);
  private static final long STOP_SECONDS = 60;
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();

  private final String name;
  private final Process process;
  private final Leash leash;
  private final int port;
  private final Path log;

  private Node(String name, Process process, Leash leash, int port, Path log) {
    this.name = name;
    this.process = process;
    this.leash = leash;
    this.port = port;
    this.log = log;
  }

  /**
   * Starts one, and does not wait.
   *
   * @param java what comes before {@code serve}
   * @param environment its settings, without the port
   */
  static Node start(String name, List<String> java, Map<String, String> environment) {
    try {
      int port = FreePort.find();
      Path log = Files.createTempFile("honeydue-" + name, ".log");
      var command = new java.util.ArrayList<>(java);
      command.add("serve");
      var builder =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
      builder.environment().putAll(environment);
      builder.environment().put("HTTP_PORT", Integer.toString(port));
      var process = builder.start();
      return new Node(name, process, Leash.tie(process.pid(), Leash.Signal.TERM, null), port, log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same settings and options, for several. */
  static Map<String, String> with(Map<String, String> environment, String... more) {
    var all = new HashMap<>(environment);
    for (int i = 0; i < more.length; i += 2) {
      all.put(more[i], more[i + 1]);
    }
    return all;
  }

  String name() {
    return name;
  }

  int port() {
    return port;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Waits until it answers that it is ready. */
  Node awaitReady() {
    long end = System.nanoTime() + START.toNanos();
    while (status("/api/health/ready") != 200) {
      if (!process.isAlive() || System.nanoTime() > end) {
        throw new IllegalStateException(name + " did not start: " + tail());
      }
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
    return this;
  }

  /** What it answers to a GET; 0 when nothing comes within a second. */
  int status(String path) {
    try {
      var request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
              .timeout(Duration.ofSeconds(1))
              .build();
      return CLIENT.send(request, BodyHandlers.discarding()).statusCode();
    } catch (IOException unanswered) {
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Everything it measures. */
  String metrics() {
    try {
      var request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics")).build();
      return CLIENT.send(request, BodyHandlers.ofString()).body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Sends it a signal, such as {@code TERM}, {@code KILL}, {@code STOP} or {@code CONT}. */
  void signal(String which) {
    Signals.send(process.pid(), which);
  }

  /** Memory that it has in use, in MiB. */
  long residentMegabytes() {
    try {
      return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
          .findFirst()
          .orElse(0);
    } catch (IOException gone) {
      return 0;
    }
  }

  long descriptors() {
    try (var open = Files.list(Path.of("/proc", Long.toString(process.pid()), "fd"))) {
      return open.count();
    } catch (IOException gone) {
      return 0;
    }
  }

  Duration cpu() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  long pid() {
    return process.pid();
  }

  /** Waits for its end; its status. */
  int awaitEnd() {
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException(name + " did not end: " + tail());
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The lines of its log with {@code level} or worse. */
  List<String> complaints() {
    try (var lines = Files.lines(log)) {
      return lines
          .filter(line -> line.contains("\"level\":\"error\"") || !line.startsWith("{"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String tail() {
    try {
      var lines = Files.readAllLines(log);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 15), lines.size()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Ends it at once. One that has ended already, and not because it was told to, has a say first.
   */
  @Override
  public void close() {
    if (!process.isAlive() && process.exitValue() != 0 && process.exitValue() < 128 + 9) {
      System.err.println(name + " ended with " + process.exitValue() + ": " + tail());
    }
    process.destroyForcibly();
    leash.close();
    try {
      process.waitFor();
      Files.deleteIfExists(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
