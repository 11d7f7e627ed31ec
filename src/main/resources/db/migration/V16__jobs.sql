-- What jobs leave beside the outbox.

-- Jobs that failed for good. They leave the outbox, so that the same may be asked for again.
create table jobs_dead (
  id uuid primary key,
  -- In the order of dying.
  number bigint generated always as identity unique,
  type text not null,
  payload jsonb not null,
  traceparent text,
  created_at timestamptz not null,
  died_at timestamptz not null default now(),
  attempts integer not null,
  -- A word from a bounded set, never a text that may name somebody.
  error text not null,
  -- Whether its row came out of the outbox, and so goes back there when it is tried again.
  from_outbox boolean not null
);

create index jobs_dead_died_at on jobs_dead (died_at);
create index jobs_dead_type on jobs_dead (type, number);

-- The last tick of each schedule that was noted.
create table jobs_schedule (
  name text primary key,
  last_tick timestamptz not null
);

alter table jobs_outbox set (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 1000);
