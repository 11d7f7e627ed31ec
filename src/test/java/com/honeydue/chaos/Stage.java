package com.honeydue.chaos;

import java.util.List;
import java.util.Map;

/** An api process that takes the load through nginx, a worker, and who replaces them. */
final class Stage {

  private static final List<String> JAVA = Arena.jar("-Xmx128m");

  private final Arena arena;
  private final Map<String, String> settings;
  private final Balancer balancer;
  private Node api;
  private Node worker;

  Stage(Arena arena) {
    this.arena = arena;
    settings = Node.with(arena.environment(), "SHUTDOWN_GRACE", "0s", "JOBS_CONCURRENCY", "16");
    api = startApi();
    worker = startWorker();
    api.awaitReady();
    worker.awaitReady();
    balancer = arena.keep(new Balancer(List.of(api)));
  }

  Arena arena() {
    return arena;
  }

  Node api() {
    return api;
  }

  Node worker() {
    return worker;
  }

  int port() {
    return balancer.port();
  }

  /** As an orchestrator does it that has a spare one running. */
  void replaceApi() {
    var spare = startApi().awaitReady();
    api.signal("KILL");
    api = spare;
    balancer.route(List.of(spare));
  }

  void replaceWorker() {
    worker.signal("KILL");
    worker = startWorker().awaitReady();
  }

  private Node startApi() {
    return arena.keep(Node.start("api", JAVA, Node.with(settings, "ROLE", "api")));
  }

  private Node startWorker() {
    return arena.keep(Node.start("worker", JAVA, Node.with(settings, "ROLE", "worker")));
  }
}
