package com.honeydue.jobs;

import com.honeydue.bus.Arguments;
import com.honeydue.bus.Call;
import com.honeydue.bus.Cursor;
import com.honeydue.bus.Failure;
import com.honeydue.bus.Operations;
import com.honeydue.bus.Page;
import com.honeydue.bus.Reply;
import com.honeydue.bus.Service;
import com.honeydue.db.Lanes;
import com.honeydue.db.Statement;
import com.honeydue.redis.RedisFailure;
import com.honeydue.redis.RedisLink;
import com.honeydue.redis.Script;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What staff see of jobs and do to them. Each operation leaves an entry in the audit trail, which
 * is its one round trip to the database. Lives on the event loop of its lanes and its link.
 */
public final class JobService implements Service {

  /** Every statement that this service sends. */
  public static final List<Statement<?>> STATEMENTS = JobStatements.ALL;

  /** How a type of jobs stands. */
  record SeenType(
      String type,
      String queue,
      boolean paused,
      long pending,
      long active,
      @Nullable Long oldestAgeSeconds) {}

  private final Lanes lanes;
  private final RedisLink redis;
  private final Map<String, JobType> types;
  private final InstantSource clock;

  /**
   * @param types of all jobs
   */
  public JobService(Lanes lanes, RedisLink redis, List<JobType> types, InstantSource clock) {
    this.lanes = lanes;
    this.redis = redis;
    this.types = types.stream().collect(Collectors.toMap(JobType::name, type -> type));
    this.clock = clock;
  }

  @Override
  public Operations operations() {
    return new Operations()
        .on("adminListJobTypes", this::types)
        .on("adminListJobs", this::list)
        .on("adminRetryJob", this::retry)
        .on("adminDeleteJob", this::delete)
        .on("adminPauseJobs", call -> pause(call, Command.SADD))
        .on("adminResumeJobs", call -> pause(call, Command.SREM));
  }

  /** How every type of jobs stands. */
  Future<Page<SeenType>> types(Call<Arguments> call) {
    var names = types.keySet().stream().sorted().toList();
    return noted(call, new JsonObject())
        .compose(
            noted ->
                Future.all(
                    run(QueueScripts.DEPTHS, names),
                    away(redis.send(Request.cmd(Command.SMEMBERS).arg(QueueScripts.PAUSED)))))
        .map(
            both -> {
              Response depths = Objects.requireNonNull(both.<@Nullable Response>resultAt(0));
              var paused = new ArrayList<String>();
              Objects.requireNonNull(both.<@Nullable Response>resultAt(1))
                  .forEach(name -> paused.add(name.toString()));
              var seen = new ArrayList<SeenType>();
              for (int i = 0; i < names.size(); i++) {
                seen.add(type(names.get(i), paused, depths, i));
              }
              return new Page<>(seen, null);
            });
  }

  /** A page of the jobs in one state. */
  Future<Page<SeenJob>> list(Call<Arguments> call) {
    String state = call.arguments().text("state");
    var type = call.arguments().textOrNull("type");
    int limit = (int) call.arguments().number("limit");
    var cursor = call.arguments().textOrNull("cursor");
    if (state.equals("dead")) {
      long before = Cursor.key(cursor, Long.MAX_VALUE);
      return lanes
          .run(JobStatements.LIST.with(call.userId(), call.requestId(), before, limit + 1, type))
          .map(rows -> dead(asStaff(rows), limit));
    }
    long skip = Math.max(0, Cursor.key(cursor, 0));
    return noted(call, new JsonObject().put("state", state).put("type", type))
        .compose(
            noted ->
                run(
                    StaffScripts.LIST,
                    List.of(
                        state,
                        Objects.requireNonNullElse(type, ""),
                        Long.toString(skip),
                        Integer.toString(limit + 1))))
        .map(
            lines -> {
              var jobs = new ArrayList<SeenJob>();
              Objects.requireNonNull(lines)
                  .forEach(
                      line -> jobs.add(SeenJob.of(line, state, queue(line.get(1).toString()))));
              return Page.cut(jobs, limit, last -> Cursor.after(skip + limit));
            });
  }

  /** Tries a dead job again, or one that waits for its time at once. */
  Future<Reply> retry(Call<Arguments> call) {
    String id = call.arguments().text("id");
    return lanes
        .run(JobStatements.RAISE.with(call.userId(), call.requestId(), Endings.uuid(id)))
        .compose(
            rows -> {
              var raised = asStaff(rows).getFirst();
              if (raised.type() == null) {
                return run(StaffScripts.RUN_NOW, List.of(id))
                    .map(moved -> moved != null && moved.toInteger() == 1);
              }
              var job =
                  new NewJob(
                      id,
                      raised.type(),
                      raised.inOutbox() ? null : raised.payload(),
                      null,
                      clock.instant(),
                      null,
                      null);
              return away(new JobQueue(redis).enqueue(List.of(job))).map(taken -> true);
            })
        .map(JobService::orNotFound);
  }

  /** Deletes a job, or asks its worker to end one that runs. */
  Future<Reply> delete(Call<Arguments> call) {
    String id = call.arguments().text("id");
    return lanes
        .run(JobStatements.DELETE.with(call.userId(), call.requestId(), Endings.uuid(id)))
        .compose(
            rows ->
                run(StaffScripts.DELETE, List.of(id))
                    .map(
                        state ->
                            asStaff(rows).getFirst()
                                || !Objects.requireNonNullElse(state, "").toString().isEmpty()))
        .map(JobService::orNotFound);
  }

  private Future<Reply> pause(Call<Arguments> call, Command command) {
    String type = call.arguments().text("type");
    if (!types.containsKey(type)) {
      return Future.failedFuture(Failure.notFound());
    }
    return noted(call, new JsonObject().put("type", type))
        .compose(noted -> away(redis.send(Request.cmd(command).arg(QueueScripts.PAUSED).arg(type))))
        .map(done -> Reply.none());
  }

  private Future<List<Long>> noted(Call<Arguments> call, JsonObject details) {
    return lanes
        .run(JobStatements.NOTE.with(call.userId(), call.requestId(), call.operation(), details))
        .map(JobService::asStaff);
  }

  private Page<SeenJob> dead(List<SeenJob.Dead> rows, int limit) {
    var found = rows.stream().filter(row -> row.number() != null).toList();
    var page = Page.of(found, limit, row -> Objects.requireNonNull(row.number()));
    return new Page<>(
        page.items().stream().map(row -> row.seen(queue(row.type()))).toList(), page.nextCursor());
  }

  private SeenType type(String name, List<String> paused, Response depths, int place) {
    long pending = depths.get(1 + 3 * place).toLong();
    return new SeenType(
        name,
        Objects.requireNonNull(queue(name)),
        paused.contains(name),
        pending,
        depths.get(2 + 3 * place).toLong(),
        pending == 0 ? null : depths.get(3 + 3 * place).toLong() / 1000);
  }

  private @Nullable String queue(String type) {
    var known = types.get(type);
    return known == null ? null : known.queue().label();
  }

  private Future<@Nullable Response> run(Script script, List<String> arguments) {
    return away(redis.run(script, List.of(), arguments));
  }

  private static <T> Future<T> away(Future<T> answer) {
    return answer.recover(
        error ->
            Future.failedFuture(
                error instanceof RedisFailure
                    ? Failure.unavailable("queue_unavailable", "The queue can not be reached.")
                    : error));
  }

  private static <T> List<T> asStaff(List<T> rows) {
    if (rows.isEmpty()) {
      throw Failure.forbidden("staff_only", "Only staff may do this.");
    }
    return rows;
  }

  private static Reply orNotFound(boolean found) {
    if (!found) {
      throw Failure.notFound();
    }
    return Reply.none();
  }
}
