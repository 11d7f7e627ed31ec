package com.honeydue.db;

import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One SQL statement the process may send: a constant beside the service that runs it. All of them
 * are known at start and prepared on every lane.
 *
 * @param name unique, such as {@code listBoard}
 * @param table the table it is about: the {@code table} label of its metric
 * @param operation the {@code operation} label: select, insert, update or delete
 * @param sql the text, with {@code $1…$n}
 * @param parameters the Java types of the arguments, in order; {@code T[]} for a PostgreSQL array
 * @param conflicts for a unique constraint by name: what its violation means to the caller
 * @param jobs the jobs whose rows it may write into the outbox
 * @param besideWrites whether a SELECT is sent together with writes, so that its rows belong to an
 *     answer that may be asked for again
 * @param mapper reads a row
 * @param leftIn the jobs whose rows it wrote, as a row of its answer tells them; {@code null} for a
 *     statement that leaves no number of jobs that only it knows
 */
public record Statement<T>(
    String name,
    String table,
    String operation,
    String sql,
    List<Class<?>> parameters,
    Map<String, Conflict> conflicts,
    List<LeftJob> jobs,
    boolean besideWrites,
    RowMapper<T> mapper,
    @Nullable Function<T, List<JobRows.JobRow>> leftIn) {

  /**
   * What a unique violation means.
   *
   * @param code the problem's stable code
   * @param message the sentence for the caller
   */
  public record Conflict(String code, String message) {}

  /**
   * A job that a statement may leave.
   *
   * @param type the name of the job's type
   * @param position of the parameter that is its id, from 1
   */
  public record LeftJob(String type, int position) {}

  public Statement {
    parameters = List.copyOf(parameters);
    conflicts = Map.copyOf(conflicts);
    jobs = List.copyOf(jobs);
    for (var job : jobs) {
      if (job.position() > parameters.size()
          || !parameters.get(job.position() - 1).equals(UUID.class)) {
        throw new IllegalArgumentException(name + ": $" + job.position() + " is no job's id");
      }
    }
  }

  public static Builder select(String name, String table) {
    return new Builder(name, table, "select");
  }

  public static Builder insert(String name, String table) {
    return new Builder(name, table, "insert");
  }

  public static Builder update(String name, String table) {
    return new Builder(name, table, "update");
  }

  public static Builder delete(String name, String table) {
    return new Builder(name, table, "delete");
  }

  /**
   * This statement with its arguments. Their number and types are checked here, before anything is
   * sent: an argument the driver refuses inside a transaction would be left out, and COMMIT would
   * commit the rest.
   *
   * @throws IllegalArgumentException for a wrong number or type of arguments
   */
  public Bound<T> with(@Nullable Object... arguments) {
    if (arguments.length != parameters.size()) {
      throw new IllegalArgumentException(
          name + " takes " + parameters.size() + " arguments, not " + arguments.length);
    }
    for (int i = 0; i < arguments.length; i++) {
      Object argument = arguments[i];
      if (argument != null && !parameters.get(i).isInstance(argument)) {
        throw new IllegalArgumentException(
            "%s: $%d takes %s, not %s"
                .formatted(
                    name,
                    i + 1,
                    parameters.get(i).getSimpleName(),
                    argument.getClass().getSimpleName()));
      }
    }
    return new Bound<>(this, Tuple.wrap(arguments));
  }

  /** The same statement in a form that also keeps its rows with an idempotency key. */
  Statement<T> keeping(String keepingSql) {
    var types = new ArrayList<>(parameters);
    types.addAll(List.of(Long.class, String.class, String.class));
    return new Statement<>(
        name + "Keeping",
        table,
        operation,
        keepingSql,
        types,
        conflicts,
        List.of(),
        false,
        mapper,
        null);
  }

  /**
   * The same statement, which leaves as many jobs as it finds reasons for, and tells them in its
   * answer. Sent by {@link Lanes#run} and {@link Lanes#one} they are handed over; in a burst or
   * under an idempotency key they wait to be found.
   */
  public Statement<T> leavingAsTold(Function<T, List<JobRows.JobRow>> told) {
    return new Statement<>(
        name, table, operation, sql, parameters, conflicts, jobs, besideWrites, mapper, told);
  }

  /** Whether it may take row locks. */
  public boolean writes() {
    return !"select".equals(operation);
  }

  @Override
  public String toString() {
    return name;
  }

  /** Collects the parts of a statement; {@link #map} ends it. */
  public static final class Builder {
    private final String name;
    private final String table;
    private final String operation;
    private final List<Class<?>> parameters = new ArrayList<>();
    private final Map<String, Conflict> conflicts = new LinkedHashMap<>();
    private final List<LeftJob> jobs = new ArrayList<>();
    private boolean besideWrites;
    private @Nullable String sql;

    private Builder(String name, String table, String operation) {
      this.name = name;
      this.table = table;
      this.operation = operation;
    }

    /** The types of {@code $1…$n}, in order. */
    public Builder takes(Class<?>... types) {
      parameters.addAll(List.of(types));
      return this;
    }

    public Builder sql(String text) {
      this.sql = text.strip();
      return this;
    }

    /** It is sent together with writes: its rows are part of their answer. */
    public Builder besideWrites() {
      besideWrites = true;
      return this;
    }

    /**
     * It may write the row of a job of this type into the outbox, under the id that the parameter
     * {@code $position} gives. The lanes hand it over to the queue once it is there.
     */
    public Builder leaves(String type, int position) {
      jobs.add(new LeftJob(type, position));
      return this;
    }

    /** A violation of the unique constraint {@code constraint} is a 409 with this code. */
    public Builder conflict(String constraint, String code, String message) {
      conflicts.put(constraint, new Conflict(code, message));
      return this;
    }

    public <T> Statement<T> map(RowMapper<T> mapper) {
      return new Statement<>(
          name,
          table,
          operation,
          Objects.requireNonNull(sql, name),
          parameters,
          conflicts,
          jobs,
          besideWrites,
          mapper,
          null);
    }
  }
}
