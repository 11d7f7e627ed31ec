package com.honeydue.jobs;

import com.honeydue.db.Statement;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What becomes of jobs in the database, for many of them at a time. */
final class OutboxStatements {

  private static final String TABLE = "jobs_outbox";

  /**
   * What a job's row holds.
   *
   * @param early how long until it may run, by the clock that wrote it
   */
  record OutboxRow(
      UUID id,
      JsonObject payload,
      @Nullable String traceparent,
      OffsetDateTime madeAt,
      Duration early) {}

  /** A row that may have to be handed over. */
  record Waiting(UUID id, String type, OffsetDateTime madeAt, OffsetDateTime notBefore) {}

  /** $1 ids. Those that are not there any more are done. */
  static final Statement<OutboxRow> LOAD =
      Statement.select("loadJobs", TABLE)
          .takes(UUID[].class)
          .sql(
              """
              select id, payload, traceparent, created_at,
                greatest(0, extract(epoch from not_before - now()) * 1000)::bigint
              from jobs_outbox
              where id = any($1)
              """)
          .map(
              row ->
                  new OutboxRow(
                      row.getUUID(0),
                      row.getJsonObject(1),
                      row.getString(2),
                      row.getOffsetDateTime(3),
                      Duration.ofMillis(row.getLong(4))));

  /** $1 ids of jobs that are done. In one order, so that two workers never wait for each other. */
  static final Statement<UUID> FORGET =
      Statement.delete("forgetJobs", TABLE)
          .takes(UUID[].class)
          .sql(
              """
              delete from jobs_outbox
              where id in (select id from jobs_outbox where id = any($1) order by id for update)
              returning id
              """)
          .map(row -> row.getUUID(0));

  /**
   * $1 ids, $2 types, $3 payloads as text, $4 traceparents, $5 when they were made, $6 attempts, $7
   * errors. One whose row is in the outbox takes its payload from there and leaves it.
   */
  static final Statement<UUID> BURY =
      Statement.insert("buryJobs", "jobs_dead")
          .takes(
              UUID[].class,
              String[].class,
              String[].class,
              String[].class,
              OffsetDateTime[].class,
              Integer[].class,
              String[].class)
          .sql(
              """
              with dead as (
                select * from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::timestamptz[], $6::integer[], $7::text[])
                  as dead (id, type, payload, traceparent, created_at, attempts, error)
              ), gone as (
                delete from jobs_outbox
                where id in (select o.id from jobs_outbox o join dead on dead.id = o.id order by o.id for update of o)
                returning *
              )
              insert into jobs_dead (id, type, payload, traceparent, created_at, attempts, error, from_outbox)
              select dead.id, dead.type, coalesce(gone.payload, nullif(dead.payload, '')::jsonb, '{}'),
                coalesce(gone.traceparent, dead.traceparent), coalesce(gone.created_at, dead.created_at), dead.attempts,
                dead.error, gone.id is not null
              from dead left join gone on gone.id = dead.id
              on conflict (id) do nothing
              returning id
              """)
          .map(row -> row.getUUID(0));

  /** $1 the id after which the page begins, $2 how many. */
  static final Statement<Waiting> WAITING =
      Statement.select("listWaitingJobs", TABLE)
          .takes(UUID.class, Integer.class)
          .sql(
              """
              select id, type, created_at, not_before
              from jobs_outbox
              where id > $1
              order by id
              limit $2
              """)
          .map(
              row ->
                  new Waiting(
                      row.getUUID(0),
                      row.getString(1),
                      row.getOffsetDateTime(2),
                      row.getOffsetDateTime(3)));

  /**
   * $1 schedule, $2 its tick, $3 the job's id, $4 its type, $5 whether it is to run or only noted.
   * True for whoever moved the schedule on, which is one of all that try.
   */
  static final Statement<Boolean> TICK =
      Statement.insert("tickSchedule", "jobs_schedule")
          .takes(String.class, OffsetDateTime.class, UUID.class, String.class, Boolean.class)
          .sql(
              """
              with moved as (
                insert into jobs_schedule (name, last_tick) values ($1, $2)
                on conflict (name) do update set last_tick = excluded.last_tick
                where jobs_schedule.last_tick < excluded.last_tick
                returning name
              ), job as (
                insert into jobs_outbox (id, type, payload)
                select $3, $4, jsonb_build_object('schedule', moved.name, 'tick', $2::timestamptz)
                from moved
                where $5
                on conflict (id) do nothing
              )
              select exists (select from moved)
              """)
          .map(row -> row.getBoolean(0));

  static final List<Statement<?>> ALL = List.of(LOAD, FORGET, BURY, WAITING, TICK);

  private OutboxStatements() {}
}
