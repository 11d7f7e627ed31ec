package com.honeydue.chaos;

import com.honeydue.bench.Household;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Boards asked for at a steady rate by many connections, with {@code h2load}, which spends so
 * little that there is enough left of a small machine for those it asks. Each connection asks twice
 * a second, one thing at a time; they begin one after another.
 */
final class Volley {

  private static final int EACH_PER_SECOND = 2;

  /** In so many steps all connections are made, within the time between two requests of each. */
  private static final int STEPS = 10;

  private static final int STEP_MILLIS = 1_000 / EACH_PER_SECOND / STEPS;

  /** What begins and ends slowly is not counted. */
  private static final double EDGE_SECONDS = 0.5;

  private final int port;
  private final List<Household> households;

  /**
   * Nothing is sent yet.
   *
   * @param households who ask; each has a process of its own
   */
  Volley(int port, List<Household> households) {
    this.port = port;
    this.households = households;
  }

  /** What is seen at one rate for some seconds, once all of it is answered. */
  Stretch drive(int perSecond, int seconds) {
    try {
      Path folder = Files.createTempDirectory("volley");
      Path script = Files.writeString(folder.resolve("script"), script(seconds));
      var running = new ArrayList<Process>();
      for (int i = 0; i < households.size(); i++) {
        running.add(start(perSecond / households.size(), seconds, script, i));
      }
      var samples = new ArrayList<Sample>();
      for (int i = 0; i < running.size(); i++) {
        await(running.get(i));
        samples.addAll(read(log(script, i)));
        Files.delete(log(script, i));
      }
      Files.delete(script);
      Files.delete(folder);
      return stretch(samples, seconds);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String script(int seconds) {
    var lines = new StringBuilder();
    for (int i = 0; i < seconds * EACH_PER_SECOND; i++) {
      lines.append(
          String.format(
              Locale.ROOT,
              "%d\thttp://127.0.0.1:%d/api/tasks/%n",
              i * 1_000 / EACH_PER_SECOND,
              port));
    }
    return lines.toString();
  }

  private Process start(int perSecond, int seconds, Path script, int number) throws IOException {
    int connections = Math.max(STEPS, perSecond / EACH_PER_SECOND);
    return new ProcessBuilder(
            "h2load",
            "--h1",
            "--max-concurrent-streams=1",
            "--clients=" + connections,
            "--rate=" + Math.ceilDiv(connections, STEPS),
            "--rate-period=" + STEP_MILLIS + "ms",
            "--connection-inactivity-timeout=" + (seconds + 10),
            "--header=authorization: Token " + households.get(number).token(),
            "--timing-script-file=" + script,
            "--log-file=" + log(script, number))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static Path log(Path script, int number) {
    return script.resolveSibling("log" + number);
  }

  private static void await(Process process) {
    try {
      if (process.waitFor() != 0) {
        throw new IllegalStateException("h2load ended with " + process.exitValue());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /**
   * Lines of: when it began, microseconds since 1970; the status; microseconds it took. No header
   * is in them: that a refusal says when to try again is taken for granted, and for others to look
   * at.
   */
  private static List<Sample> read(Path log) throws IOException {
    return Files.readAllLines(log).stream()
        .map(line -> line.split("\t"))
        .map(
            line ->
                new Sample(
                    Kind.BOARD,
                    Long.parseLong(line[0]) * 1_000,
                    Long.parseLong(line[2]) * 1_000,
                    Math.max(0, Integer.parseInt(line[1])),
                    true))
        .toList();
  }

  private static Stretch stretch(List<Sample> samples, int seconds) {
    long first = samples.stream().mapToLong(Sample::sent).min().orElse(0);
    long from = first + (long) (EDGE_SECONDS * 1e9);
    return Stretch.of(samples, from, first + seconds * 1_000_000_000L);
  }
}
