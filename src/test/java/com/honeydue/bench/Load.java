package com.honeydue.bench;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

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
   * Drives the server on {@code port} with {@code callers} connections, each sending the next of
   * {@code requests} when its last is answered.
   */
  static Load drive(Path script, int port, List<Request> requests, int callers, int seconds) {
    try {
      Path file = Files.createTempFile("honeydue-requests", ".txt");
      try {
        Files.write(file, requests.stream().map(Load::line).toList());
        return run(script, file, "http://127.0.0.1:" + port, callers, seconds);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Drives the board, with a token for each connection. */
  static Load drive(Path script, int port, List<String> tokens, int seconds) {
    return drive(
        script, port, tokens.stream().map(Request::board).toList(), tokens.size(), seconds);
  }

  private static String line(Request request) {
    return String.join(
        "\t",
        request.method(),
        request.path(),
        Objects.requireNonNullElse(request.token(), ""),
        request.body() == null ? "" : request.body().encode());
  }

  private static Load run(Path script, Path requests, String url, int callers, int seconds)
      throws IOException {
    List<String> line = new ArrayList<>();
    line.addAll(List.of("wrk", "-t1", "-c" + callers, "-d" + seconds + "s", "--timeout", "10s"));
    line.addAll(List.of("-s", script.toString(), url, "--", requests.toString()));
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
