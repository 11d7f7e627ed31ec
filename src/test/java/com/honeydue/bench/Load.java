package com.honeydue.bench;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What wrk saw.
 *
 * @param requests answered
 * @param failed answers other than 2xx, and those that never came
 * @param perSecond answered per second
 * @param p50 milliseconds
 * @param p99 milliseconds
 */
record Load(long requests, long failed, double perSecond, double p50, double p99) {

  /**
   * Drives GET {@code url} with {@code callers} connections, each sending its next request when the
   * last is answered, and each with a token of its own.
   */
  static Load drive(Path script, String url, List<String> tokens, int callers, int seconds) {
    try {
      Path file = Files.createTempFile("honeydue-tokens", ".txt");
      try {
        Files.write(file, tokens);
        return run(script, file, url, callers, seconds);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Load run(Path script, Path tokens, String url, int callers, int seconds)
      throws IOException {
    List<String> line = new ArrayList<>();
    line.addAll(List.of("wrk", "-t1", "-c" + callers, "-d" + seconds + "s", "--timeout", "10s"));
    line.addAll(List.of("-s", script.toString(), url, "--", tokens.toString()));
    var process = new ProcessBuilder(line).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    var last =
        output
            .lines()
            .filter(each -> each.startsWith("{"))
            .reduce((earlier, later) -> later)
            .orElseThrow(() -> new IllegalStateException("wrk failed: " + output));
    var seen = new JsonObject(last);
    return new Load(
        seen.getLong("requests"),
        seen.getLong("failed"),
        seen.getLong("requests") * 1e6 / seen.getLong("microseconds"),
        seen.getDouble("p50_microseconds") / 1000,
        seen.getDouble("p99_microseconds") / 1000);
  }
}
