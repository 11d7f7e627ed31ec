package com.honeydue.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The program itself as a process of its own, run from this JVM's class path. It ends with this
 * JVM, also when that is killed.
 */
final class HoneyDue implements AutoCloseable {

  private static final long STOP_SECONDS = 40;

  private final Process process;
  private final Leash leash;

  private HoneyDue(Process process, Leash leash) {
    this.process = process;
    this.leash = leash;
  }

  /**
   * Runs a command that ends by itself, and returns the lines it printed.
   *
   * @throws Ended when its status was not 0; what it had to say then went to standard error
   */
  static List<String> run(String command, Map<String, String> environment) {
    try (var program = start(command, environment, ProcessBuilder.Redirect.PIPE);
        var output =
            new BufferedReader(
                new InputStreamReader(program.process.getInputStream(), StandardCharsets.UTF_8))) {
      List<String> lines = output.lines().toList();
      int status = program.await();
      if (status != 0) {
        lines.forEach(System.err::println);
        throw new Ended(command, status);
      }
      return lines;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Serves until it is closed; what it prints goes where this JVM's output goes. */
  static HoneyDue serve(Map<String, String> environment) {
    return start("serve", environment, ProcessBuilder.Redirect.INHERIT);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Waits until it serves on {@code port}; false when it ends before. */
  boolean awaitReady(int port) {
    try (var client = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/health/ready"))
              .build();
      while (isAlive()) {
        if (client
            .sendAsync(request, BodyHandlers.discarding())
            .handle((answer, failure) -> failure == null && answer.statusCode() == 200)
            .join()) {
          return true;
        }
        LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
      }
      return false;
    }
  }

  /** Waits for its end and returns its status. */
  int await() {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Sends it a signal, such as {@code STOP} or {@code CONT}. */
  void signal(String which) {
    Signals.send(process.pid(), which);
  }

  /** Ends it at once, without a chance to do anything more. */
  void kill() {
    process.destroyForcibly();
    await();
  }

  /** Asks it to end, as an orchestrator would, and waits for that. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    leash.close();
  }

  private static HoneyDue start(
      String command, Map<String, String> environment, ProcessBuilder.Redirect output) {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.add("--enable-native-access=ALL-UNNAMED");
    // The test class path holds a quieter configuration of the log.
    line.add(
        "-Dlogback.configurationFile="
            + System.getenv().getOrDefault("HONEYDUE_LOGBACK", "logback.xml"));
    line.addAll(List.of("-cp", System.getProperty("java.class.path")));
    line.addAll(List.of("com.honeydue.Main", command));
    var builder = new ProcessBuilder(line).redirectOutput(output);
    builder.redirectError(ProcessBuilder.Redirect.INHERIT).environment().putAll(environment);
    try {
      var process = builder.start();
      return new HoneyDue(process, Leash.tie(process.pid(), Leash.Signal.TERM, null));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The program ended with an error of its own, which it has told. */
  static final class Ended extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;

    Ended(String command, int status) {
      super(command + " ended with " + status);
      this.status = status;
    }

    int status() {
      return status;
    }
  }
}
