package com.honeydue.chaos;

import com.honeydue.bench.Household;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Requests at a steady rate, however slowly they are answered, as many clients send them that do
 * not know of each other. Nothing is tried again while it runs. Runs on an event loop of its own;
 * the methods may be called from any other thread.
 */
final class Traffic implements AutoCloseable {

  private static final long TICK_MILLIS = 5;
  private static final long PATIENCE_MILLIS = 15_000;
  private static final int IDLE_SECONDS = 5;
  private static final String OCCURRENCE = "2026-06-01";

  private final Vertx vertx =
      Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setPreferNativeTransport(true));
  private final HttpClient client;
  private final List<Household> households;
  private final Mix mix;
  private final Random random = new Random(7);
  private final ConcurrentLinkedQueue<Sample> samples = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<Write> writes = new ConcurrentLinkedQueue<>();
  private final AtomicInteger unanswered = new AtomicInteger();

  /* Touched on the event loop only. */
  private final Deque<Write> open = new ArrayDeque<>();
  private final Deque<Write> done = new ArrayDeque<>();
  private long began;
  private long launched;
  private long timer = -1;

  /**
   * @param port where everything is sent
   * @param keepAlive whether connections are used again
   */
  Traffic(int port, List<Household> households, Mix mix, boolean keepAlive) {
    this.households = households;
    this.mix = mix;
    client =
        vertx
            .httpClientBuilder()
            .with(
                new HttpClientOptions()
                    .setDefaultHost("127.0.0.1")
                    .setDefaultPort(port)
                    .setConnectTimeout(2_000)
                    .setKeepAlive(keepAlive)
                    .setKeepAliveTimeout(IDLE_SECONDS))
            .with(new PoolOptions().setHttp1MaxSize(8_000))
            .build();
  }

  /** Begins, or changes the rate. */
  Traffic at(int perSecond) {
    onLoop(
        () -> {
          vertx.cancelTimer(timer);
          began = System.nanoTime();
          launched = 0;
          timer = vertx.setPeriodic(TICK_MILLIS, tick -> launch(perSecond));
        });
    return this;
  }

  /** Comes to a rate in steps, so that who has just started is not judged by its first requests. */
  void warmUp(int perSecond) {
    for (int share = 4; share >= 1; share /= 2) {
      at(perSecond / share);
      Waiting.pause(2_500);
    }
  }

  /** Sends nothing more, and waits for what is on its way. */
  void stop() {
    onLoop(() -> vertx.cancelTimer(timer));
    Waiting.until(PATIENCE_MILLIS * 2, "answers", () -> unanswered.get() == 0);
  }

  /** How many requests are on their way. */
  int unanswered() {
    return unanswered.get();
  }

  List<Sample> samples() {
    return List.copyOf(samples);
  }

  List<Write> writes() {
    return List.copyOf(writes);
  }

  /**
   * Keeps no more of what has been answered: a load of hours would fill the memory of who makes it.
   *
   * @return the samples until now
   */
  List<Sample> forget() {
    var forgotten = new ArrayList<Sample>();
    for (Sample next = samples.poll(); next != null; next = samples.poll()) {
      forgotten.add(next);
    }
    writes.removeIf(Write::acknowledged);
    return forgotten;
  }

  /**
   * Sends every write that nobody has acknowledged again, with its key, until somebody does, as a
   * client would that must not lose it.
   *
   * @return how many were not acknowledged even so
   */
  long settle(int rounds) {
    long left = 0;
    for (int round = 0; round < rounds; round++) {
      var unsure =
          writes.stream()
              .filter(write -> !write.acknowledged() && write.kind != Kind.REGISTER)
              .toList();
      left = unsure.size();
      if (left == 0) {
        return 0;
      }
      for (Write write : unsure) {
        onLoop(() -> send(write));
      }
      Waiting.until(PATIENCE_MILLIS * 2, "answers", () -> unanswered.get() == 0);
      Waiting.pause(200);
    }
    return writes.stream()
        .filter(write -> !write.acknowledged() && write.kind != Kind.REGISTER)
        .count();
  }

  private void launch(int perSecond) {
    long due = (System.nanoTime() - began) * perSecond / 1_000_000_000L;
    while (launched < due) {
      launched++;
      var home = households.get(random.nextInt(households.size()));
      switch (mix.next(random)) {
        case BOARD -> read(Kind.BOARD, "/api/tasks/", home.token());
        case HOMES -> read(Kind.HOMES, "/api/residences/", home.token());
        case CREATE -> create(home);
        case COMPLETE -> complete(home);
        case DELETE -> delete(home);
        case REGISTER -> register();
      }
    }
  }

  private void read(Kind kind, String path, String token) {
    long sent = System.nanoTime();
    request(HttpMethod.GET, path, token, null, null)
        .onComplete((answer, error) -> sample(kind, sent, answer));
  }

  private void create(Household home) {
    String key = UUID.randomUUID().toString();
    begin(
        new Write(
            Kind.CREATE,
            key,
            "/api/tasks/",
            home.token(),
            new JsonObject()
                .put("residence_id", home.home())
                .put("title", "chaos " + key)
                .put("frequency", "monthly")
                .put("due_date", OCCURRENCE),
            0));
  }

  private void complete(Household home) {
    var made = open.poll();
    if (made == null) {
      create(home);
      return;
    }
    begin(
        new Write(
            Kind.COMPLETE,
            UUID.randomUUID().toString(),
            "/api/tasks/" + made.task + "/quick-complete/",
            made.token,
            new JsonObject().put("occurrence", OCCURRENCE),
            made.task));
  }

  private void delete(Household home) {
    var completed = done.poll();
    if (completed == null) {
      complete(home);
      return;
    }
    begin(
        new Write(
            Kind.DELETE,
            UUID.randomUUID().toString(),
            "/api/tasks/" + completed.task + "/",
            completed.token,
            new JsonObject(),
            completed.task));
  }

  private void register() {
    String name = "chaos-" + UUID.randomUUID().toString().substring(0, 13);
    begin(
        new Write(
            Kind.REGISTER,
            name + "@example.com",
            "/api/auth/register/",
            null,
            new JsonObject()
                .put("username", name)
                .put("email", name + "@example.com")
                .put("password", "correct horse battery staple"),
            0));
  }

  private void begin(Write write) {
    writes.add(write);
    send(write);
  }

  private void send(Write write) {
    long sent = System.nanoTime();
    request(
            write.kind == Kind.DELETE ? HttpMethod.DELETE : HttpMethod.POST,
            write.path,
            write.token,
            write.kind == Kind.REGISTER ? null : write.key,
            write.kind == Kind.DELETE ? null : write.body.toBuffer())
        .onComplete(
            (answer, error) -> {
              sample(write.kind, sent, answer);
              write.status = answer == null ? 0 : answer.status();
              if (write.acknowledged() && answer != null) {
                follow(write, answer);
              }
            });
  }

  /** What has been made can be completed, and what is completed deleted. */
  private void follow(Write write, Answer answer) {
    if (write.kind == Kind.CREATE) {
      long task = new JsonObject(answer.body()).getLong("id");
      open.add(new Write(Kind.CREATE, write.key, write.path, write.token, write.body, task));
    } else if (write.kind == Kind.COMPLETE && mix.delete() > 0) {
      done.add(write);
    }
  }

  private record Answer(int status, boolean retryAfter, Buffer body) {}

  private Future<Answer> request(
      HttpMethod method,
      String path,
      @Nullable String token,
      @Nullable String key,
      @Nullable Buffer body) {
    unanswered.incrementAndGet();
    return client
        .request(method, path)
        .compose(
            request -> {
              head(request, token, key);
              var answered = body == null ? request.send() : request.send(body);
              return answered.compose(
                  response ->
                      response
                          .body()
                          .map(
                              read ->
                                  new Answer(
                                      response.statusCode(),
                                      response.getHeader("retry-after") != null,
                                      read)));
            })
        .timeout(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
  }

  private static void head(
      HttpClientRequest request, @Nullable String token, @Nullable String key) {
    request.putHeader("content-type", "application/json");
    if (token != null) {
      request.putHeader("authorization", "Token " + token);
    }
    if (key != null) {
      request.putHeader("idempotency-key", key);
    }
  }

  private void sample(Kind kind, long sent, @Nullable Answer answer) {
    samples.add(
        new Sample(
            kind,
            sent,
            System.nanoTime() - sent,
            answer == null ? 0 : answer.status(),
            answer != null && answer.retryAfter()));
    unanswered.decrementAndGet();
  }

  private void onLoop(Runnable action) {
    vertx.runOnContext(now -> action.run());
  }

  @Override
  public void close() {
    vertx.close().await();
  }

  /** The samples that were sent between two moments. */
  static List<Sample> between(List<Sample> samples, long from, long to) {
    var some = new ArrayList<Sample>();
    for (Sample sample : samples) {
      if (sample.sent() >= from && sample.sent() < to) {
        some.add(sample);
      }
    }
    return some;
  }
}
