-- Ends and changes of sessions that the process which carried them out could not tell Redis of. The others
-- read them here. Usually empty.
create table user_sessionend (
  id bigint generated always as identity primary key,
  noted_at timestamptz not null default now(),
  -- All of this user's sessions, or one session. No foreign keys: what has ended may be gone.
  user_id bigint,
  session_id bigint,
  check (num_nonnulls(user_id, session_id) = 1)
);

create index user_sessionend_noted_at on user_sessionend (noted_at);
