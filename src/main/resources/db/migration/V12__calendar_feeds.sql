-- The secret address at which a calendar app reads an account's open tasks.

create table task_calendarfeed (
  user_id bigint primary key references auth_user on delete cascade,
  -- SHA-256 of the token in the address. The token itself is kept nowhere.
  token_hash bytea not null unique check (length(token_hash) = 32),
  created_at timestamptz not null default now()
);
