package com.honeydue.chaos;

import com.honeydue.testing.Directories;
import com.honeydue.testing.FreePort;
import com.honeydue.testing.Leash;
import com.honeydue.testing.Signals;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * An nginx in front of the nodes, in the place of a Service and its proxy. It tries nothing twice
 * ({@code proxy_next_upstream off}), keeps connections to the nodes open, and learns of nodes that
 * come and go only when it is told. Any thread may use it.
 */
final class Balancer implements AutoCloseable {

  private final Path directory;
  private final int port = FreePort.find();
  private final Process process;
  private final Leash leash;

  Balancer(List<Node> nodes) {
    try {
      directory = Files.createTempDirectory("honeydue-nginx");
      write(nodes);
      process = new ProcessBuilder(command()).inheritIO().start();
      leash = Leash.tie(process.pid(), Leash.Signal.TERM, null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Waiting.until(10_000, "nginx", this::listens);
  }

  int port() {
    return port;
  }

  /** From now on, the others get no new request. */
  void route(List<Node> nodes) {
    try {
      write(nodes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Signals.send(process.pid(), "HUP");
  }

  private List<String> command() {
    return List.of("nginx", "-p", directory.toString(), "-c", "nginx.conf", "-e", "error.log");
  }

  private void write(List<Node> nodes) throws IOException {
    String servers =
        nodes.stream()
            .map(node -> "server 127.0.0.1:" + node.port() + " max_fails=0;")
            .collect(Collectors.joining(" "));
    Files.writeString(
        directory.resolve("nginx.conf"),
        """
        daemon off;
        worker_processes 1;
        pid nginx.pid;
        error_log error.log;
        events { worker_connections 16384; }
        http {
          access_log off;
          client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path f; uwsgi_temp_path u; scgi_temp_path s;
          upstream api { %s keepalive 64; }
          server {
            listen 127.0.0.1:%d backlog=4096;
            # A client's own connections are not what is tried here: a reload closes idle ones.
            keepalive_timeout 0;
            location /api/ {
              proxy_pass http://api;
              proxy_http_version 1.1;
              proxy_set_header Connection "";
              proxy_set_header X-Forwarded-For $remote_addr;
              proxy_connect_timeout 2s;
              proxy_read_timeout 15s;
              proxy_next_upstream off;
            }
            location / { return 404; }
          }
        }
        """
            .formatted(servers, port));
  }

  private boolean listens() {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }

  @Override
  public void close() {
    process.destroy();
    leash.close();
    try {
      process.waitFor();
      Directories.delete(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
