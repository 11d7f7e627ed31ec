package com.honeydue.jobs;

import com.honeydue.db.Statement;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What staff do to jobs, in the database: the dead, and the entry in the audit trail. Each asks
 * anew whether the caller is staff, and returns no row to anybody else; $1 is the caller, $2 the
 * request.
 */
final class JobStatements {

  private static final String DEAD = "jobs_dead";

  /** A job as it came back from the dead; {@code type} is null when there was none. */
  record Raised(@Nullable String type, JsonObject payload, boolean inOutbox) {}

  /** $3 the operation, $4 what the entry says. */
  static final Statement<Long> NOTE =
      Statement.insert("noteJobAct", "admin_auditentry")
          .takes(Long.class, String.class, String.class, JsonObject.class)
          .sql("%s select id from staff".formatted(staff("$3::text", "$4::jsonb")))
          .map(row -> row.getLong(0));

  /**
   * $3 the number before which the page begins, $4 how many rows, $5 type or null: newest first.
   */
  static final Statement<SeenJob.Dead> LIST =
      Statement.insert("adminListDeadJobs", DEAD)
          .takes(Long.class, String.class, Long.class, Integer.class, String.class)
          .sql(
              """
              %s
              select d.number, d.id, d.type, d.attempts, d.created_at, d.error, d.from_outbox, d.died_at
              from staff left join lateral (
                select * from jobs_dead d
                where d.number < $3 and ($5::text is null or d.type = $5)
                order by d.number desc
                limit $4
              ) d on true
              order by d.number desc
              """
                  .formatted(
                      staff(
                          "'adminListJobs'",
                          "jsonb_build_object('state', 'dead', 'before', $3::bigint)")))
          .map(SeenJob.Dead::of);

  /** $3 the job: back to where it came from. */
  static final Statement<Raised> RAISE =
      Statement.delete("adminRetryJob", DEAD)
          .takes(Long.class, String.class, UUID.class)
          .conflict("jobs_outbox_one_export", "same_job_waits", "The same was asked for again.")
          .conflict("jobs_outbox_one_report", "same_job_waits", "The same was asked for again.")
          .sql(
              """
              %s, dead as (
                delete from jobs_dead d using staff where d.id = $3 returning d.*
              ), back as (
                insert into jobs_outbox (id, type, payload, traceparent, created_at)
                select id, type, payload, traceparent, created_at from dead where from_outbox
              )
              select dead.type, coalesce(dead.payload, '{}'), coalesce(dead.from_outbox, false)
              from staff left join dead on true
              """
                  .formatted(staff("'adminRetryJob'", "jsonb_build_object('job', $3::uuid)")))
          .map(row -> new Raised(row.getString(0), row.getJsonObject(1), row.getBoolean(2)));

  /** $3 the job. Whether there was one, dead or in the outbox. */
  static final Statement<Boolean> DELETE =
      Statement.delete("adminDeleteJob", DEAD)
          .takes(Long.class, String.class, UUID.class)
          .sql(
              """
              %s, dead as (
                delete from jobs_dead d using staff where d.id = $3 returning d.id
              ), waiting as (
                delete from jobs_outbox o using staff where o.id = $3 returning o.id
              )
              select exists (select from dead) or exists (select from waiting) from staff
              """
                  .formatted(staff("'adminDeleteJob'", "jsonb_build_object('job', $3::uuid)")))
          .map(row -> row.getBoolean(0));

  /**
   * $1 seconds, $2 how many: those that died longer ago are forgotten, and the oldest beyond the
   * number.
   */
  static final Statement<Row> SWEEP =
      Statement.delete("sweepDeadJobs", DEAD)
          .takes(Long.class, Integer.class)
          .sql(
              """
              delete from jobs_dead
              where died_at < now() - make_interval(secs => $1::bigint)
                or number <= (select number from jobs_dead order by number desc offset $2 limit 1)
              """)
          .map(row -> row);

  static final List<Statement<?>> ALL = List.of(NOTE, LIST, RAISE, DELETE, SWEEP);

  private JobStatements() {}

  private static String staff(String act, String details) {
    return """
    with staff as materialized (
      select id from auth_user where id = $1 and is_staff and is_active
    ), audit as (
      insert into admin_auditentry (staff_id, request_id, act, details)
      select id, $2, %s, %s from staff
    )\
    """
        .formatted(act, details);
  }
}
