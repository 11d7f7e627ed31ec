package com.honeydue.jobs;

import com.honeydue.testing.Durability;
import com.honeydue.testing.EmbeddedPostgres;
import com.honeydue.testing.EmbeddedRedis;
import com.honeydue.testing.Eventually;
import com.honeydue.testing.TestDatabase;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * Ten thousand jobs, half of which write to the database and half of which send something, by three
 * worker processes that are killed at random, over a Redis that is killed once with writes it has
 * not synced and emptied once. Every effect must have happened exactly once, every send at least
 * once, and no more of them twice than were under way at the blows.
 */
public final class JobsChaos {

  private static final int WORKERS = 3;
  private static final int CONCURRENCY = 32;
  private static final Duration BETWEEN_KILLS = Duration.ofMillis(900);

  /** Of all jobs this part is done between two blows. */
  private static final int LEAST_PROGRESS = 500;

  private static final Duration PEER_TAKES = Duration.ofMillis(40);

  private final int jobs;
  private final Random random;
  private final Map<String, Integer> received = new ConcurrentHashMap<>();
  private final List<Process> workers = new ArrayList<>();
  private final EmbeddedRedis redis;
  private final TestDatabase database;
  private final Map<String, String> environment = new HashMap<>();
  private final HttpServer peer;
  private long underWay;
  private int kills;

  private JobsChaos(int jobs, long seed) throws IOException {
    this.jobs = jobs;
    this.random = new Random(seed);
    redis = EmbeddedRedis.in(Files.createTempDirectory("chaos-redis"), Durability.FULL);
    database = TestDatabase.create(EmbeddedPostgres.own());
    environment.put("HTTP_PORT", "0");
    environment.put("DATABASE_URL", database.url());
    environment.put("DATABASE_SLOW_URL", database.slowUrl());
    environment.put("MIGRATION_DATABASE_URL", database.migrationUrl());
    environment.put("REDIS_URL", redis.url(0));
    environment.put("JOBS_LEASE", "2s");
    environment.put("JOBS_INSTANCES", "1");
    environment.put("JOBS_CONCURRENCY", Integer.toString(CONCURRENCY));
    peer = peer();
  }

  public static void main(String[] arguments) throws Exception {
    int jobs = Integer.parseInt(arguments[0]);
    long seed = arguments[1].isEmpty() ? System.nanoTime() : Long.parseLong(arguments[1]);
    System.out.printf("%d jobs, seed %d%n", jobs, seed);
    boolean right = new JobsChaos(jobs, seed).run();
    System.exit(right ? 0 : 1);
  }

  private boolean run() throws Exception {
    database.execute(
        "set role " + TestDatabase.OWNER,
        "create table effect (job uuid not null)",
        "grant select, insert on effect to " + TestDatabase.API + ", " + TestDatabase.SLOW);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> List.copyOf(workers).forEach(Process::destroyForcibly), "end-workers"));
    for (int i = 0; i < WORKERS; i++) {
      workers.add(worker());
    }
    List<String> ids = leaveAll();
    boolean killedRedis = false;
    boolean flushed = false;
    long before = jobs;
    while (left() > 0) {
      LockSupport.parkNanos(BETWEEN_KILLS.toNanos());
      long left = left();
      if (before - left < jobs / LEAST_PROGRESS) {
        // on a slow machine workers would be killed before they have done anything
        continue;
      }
      before = left;
      if (!killedRedis && left < jobs * 3 / 4) {
        killedRedis = true;
        underWay += running();
        killRedis();
      } else if (!flushed && left < jobs / 2) {
        flushed = true;
        underWay += running();
        redisCommand("FLUSHALL");
        System.out.println("Redis was emptied with " + left + " jobs left");
      } else if (left > 0) {
        kill();
      }
    }
    Eventually.until("Redis has forgotten every job", () -> running() == 0);
    workers.forEach(Process::destroyForcibly);
    peer.stop(0);
    return judge(ids, killedRedis && flushed);
  }

  /** Half are handed over by a process that lives, half are found by the relay. */
  private List<String> leaveAll() {
    var ids = IntStream.range(0, jobs).mapToObj(i -> UUID.randomUUID()).toList();
    try (var source =
        new TestWorker(
            new HashMap<>(environment),
            TestWorker.Setup.DEFAULT.sending(
                ChaosJobs.STATEMENTS.toArray(com.honeydue.db.Statement<?>[]::new)),
            List.of(),
            lanes -> List.of())) {
      for (int from = 0; from < jobs / 2; from += 100) {
        var some = ids.subList(from, from + 100);
        source.call(
            lanes ->
                Future.all(
                    IntStream.range(0, 100)
                        .mapToObj(
                            i ->
                                lanes.run(
                                    (i % 2 == 0 ? ChaosJobs.LEAVE_EFFECT : ChaosJobs.LEAVE_SEND)
                                        .with(some.get(i))))
                        .toList()));
      }
    }
    var rows = new ArrayList<String>();
    for (int i = jobs / 2; i < jobs; i++) {
      rows.add("('" + ids.get(i) + "', '" + (i % 2 == 0 ? "chaos.effect" : "chaos.send") + "')");
    }
    database.execute("insert into jobs_outbox (id, type) values " + String.join(", ", rows));
    return ids.stream().map(UUID::toString).toList();
  }

  private void kill() throws IOException {
    int victim = random.nextInt(WORKERS);
    underWay += Math.min(CONCURRENCY, running());
    kills++;
    workers.get(victim).destroyForcibly();
    workers.set(victim, worker());
  }

  private void killRedis() throws IOException {
    ProcessHandle.of(redis.pid()).ifPresent(ProcessHandle::destroyForcibly);
    System.out.println("Redis was killed with " + left() + " jobs left");
    redis.stop();
    redis.start();
  }

  private boolean judge(List<String> ids, boolean struck) {
    var effects = database.column("select job::text from effect");
    long distinctEffects = effects.stream().distinct().count();
    long sends = received.values().stream().mapToInt(Integer::intValue).sum();
    long repeats = sends - received.size();
    var expectedSends =
        IntStream.range(0, jobs).filter(i -> i % 2 == 1).mapToObj(ids::get).toList();
    long unsent = expectedSends.stream().filter(id -> !received.containsKey(id)).count();
    System.out.printf("workers killed %d times, Redis killed and emptied: %s%n", kills, struck);
    System.out.printf(
        "effects: %d of %d, %d of them once%n", effects.size(), jobs / 2, distinctEffects);
    System.out.printf(
        "sends: %d of %d, %d never, %d repeated; %d were under way at the blows%n",
        received.size(), jobs / 2, unsent, repeats, underWay);
    System.out.printf("dead: %d%n", database.number("select count(*) from jobs_dead"));
    boolean right =
        struck
            && effects.size() == jobs / 2
            && distinctEffects == jobs / 2
            && unsent == 0
            && repeats <= underWay
            && database.number("select count(*) from jobs_dead") == 0;
    System.out.println(right ? "right" : "WRONG");
    return right;
  }

  private long left() {
    return database.number("select count(*) from jobs_outbox");
  }

  /** Sends that have been handed out and whose end is not written down. */
  private long running() {
    String answer = redisCommand("ZCARD hdj:run:chaos.send");
    return answer.startsWith(":") ? Long.parseLong(answer.substring(1).strip()) : CONCURRENCY * 3L;
  }

  private String redisCommand(String command) {
    try (var socket =
        new java.net.Socket(java.net.InetAddress.getLoopbackAddress(), redis.port())) {
      socket
          .getOutputStream()
          .write((command + "\r\n").getBytes(java.nio.charset.StandardCharsets.US_ASCII));
      var reader =
          new java.io.BufferedReader(
              new java.io.InputStreamReader(
                  socket.getInputStream(), java.nio.charset.StandardCharsets.US_ASCII));
      return String.valueOf(reader.readLine());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Process worker() throws IOException {
    var builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                ChaosWorker.class.getName(),
                Integer.toString(peer.getAddress().getPort()))
            .redirectErrorStream(true)
            .redirectOutput(
                ProcessBuilder.Redirect.appendTo(Path.of("target", "chaos-workers.log").toFile()));
    builder.environment().putAll(environment);
    return builder.start();
  }

  private HttpServer peer() throws IOException {
    var server =
        HttpServer.create(new InetSocketAddress(java.net.InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/",
        exchange -> {
          received.merge(exchange.getRequestURI().getPath().substring(1), 1, Integer::sum);
          LockSupport.parkNanos(PEER_TAKES.toNanos());
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.start();
    return server;
  }
}
