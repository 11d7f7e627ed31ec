package com.honeydue.bench;

import com.honeydue.testing.Directories;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The server as its users run it: a process of its own, started from the jar. Ends with this JVM.
 */
final class ServerProcess {

  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration LOOK_EVERY = Duration.ofMillis(50);
  private static final Duration STOP = Duration.ofSeconds(40);

  private static final Pattern HEAP_USED = Pattern.compile("used (\\d+)K");

  private final Process process;
  private final Path log;

  private ServerProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** The command line of a command of the jar, such as {@code seed}. */
  static List<String> jar(Path jar, String command) {
    return List.of(java(), "-jar", jar.toString(), command);
  }

  /** The command line of a class of this tree, with what the jar's manifest gives the server. */
  static List<String> main(String type) {
    return List.of(
        java(),
        "--enable-native-access=ALL-UNNAMED",
        "-cp",
        System.getProperty("java.class.path"),
        type);
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** Runs a command to its end and returns the last line it printed. */
  static String run(List<String> command, Map<String, String> environment) {
    var server = start(command, environment);
    try {
      if (!server.process.waitFor(START.toSeconds(), TimeUnit.SECONDS)
          || server.process.exitValue() != 0) {
        throw new IllegalStateException(String.join(" ", command) + " failed: " + server.tail());
      }
      return Files.readAllLines(server.log).getLast();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Serves on {@code port}; returns when it is ready. */
  static ServerProcess serve(List<String> command, int port, Map<String, String> environment) {
    var server = start(command, environment);
    var api = new Api(port);
    long end = System.nanoTime() + START.toNanos();
    while (!server.ready(api)) {
      if (!server.process.isAlive() || System.nanoTime() > end) {
        server.close();
        throw new IllegalStateException("the server did not start: " + server.tail());
      }
    }
    return server;
  }

  private boolean ready(Api api) {
    LockSupport.parkNanos(LOOK_EVERY.toNanos());
    try {
      return api.send(new Request("GET", "/api/health/ready", null, null)).statusCode() == 200;
    } catch (IllegalStateException notYet) {
      return false;
    }
  }

  private static ServerProcess start(List<String> command, Map<String, String> environment) {
    try {
      Path log = Files.createTempFile("honeydue-bench", ".log");
      log.toFile().deleteOnExit();
      var builder = new ProcessBuilder(command);
      builder.environment().put("STORAGE_DIRECTORY", Directories.temporary("files").toString());
      builder.environment().putAll(environment);
      builder.redirectOutput(log.toFile()).redirectError(ProcessBuilder.Redirect.INHERIT);
      var process = builder.start();
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroy, "stop-server"));
      return new ServerProcess(process, log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  long pid() {
    return process.pid();
  }

  /** Processor time it has used. */
  Duration cpu() {
    return process.info().totalCpuDuration().orElseThrow();
  }

  /** Bytes of its heap that are in use, after a collection. */
  long liveHeap() {
    tool("GC.run");
    return tool("GC.heap_info")
        .lines()
        .filter(line -> !line.contains("Metaspace") && !line.contains("class space"))
        .map(HEAP_USED::matcher)
        .filter(Matcher::find)
        .mapToLong(used -> Long.parseLong(used.group(1)) * 1024)
        .sum();
  }

  /** The most memory it ever had resident, in KiB. */
  long mostKib() throws IOException {
    return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }

  private String tool(String command) {
    try {
      var jcmd =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                  Long.toString(process.pid()),
                  command)
              .start();
      return new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String tail() {
    try {
      var lines = Files.readAllLines(log);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 10), lines.size()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Asks it to end, as an orchestrator would, and waits for that. */
  void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
