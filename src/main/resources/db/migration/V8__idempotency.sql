-- What was answered under an Idempotency-Key, for a day. A row is written in the transaction of the change itself: as
-- long as it is not committed nobody sees it, and once it is, nothing can separate the change from its answer.
create table idempotency_key (
  user_id bigint not null references auth_user (id) on delete cascade,
  operation text not null,
  key text not null,
  fingerprint text not null,
  -- The rows of each statement of the change, in order. json and not jsonb: columns keep their order and may share names.
  answers json[] not null default '{}',
  created_at timestamptz not null default now(),
  primary key (user_id, operation, key)
);

create index idempotency_key_created_at on idempotency_key (created_at);

-- Claims a key, or fails with HD208 when it was claimed within the last day. Waits for a transaction that is claiming it
-- at this moment, as long as the role's lock_timeout lets it. Clears a few expired keys on the way, so that no job has to.
create function idempotency_claim(for_user bigint, for_operation text, the_key text, the_fingerprint text)
returns boolean
language plpgsql
as $$
begin
  delete from idempotency_key k
  where k.user_id = for_user and k.operation = for_operation and k.key = the_key
    and k.created_at < now() - interval '24 hours';
  delete from idempotency_key k
  using (
    select old.user_id, old.operation, old.key
    from idempotency_key old
    where old.created_at < now() - interval '24 hours'
    order by old.created_at
    limit 4
    for update skip locked
  ) expired
  where k.user_id = expired.user_id and k.operation = expired.operation and k.key = expired.key;
  insert into idempotency_key (user_id, operation, key, fingerprint)
  values (for_user, for_operation, the_key, the_fingerprint)
  on conflict do nothing;
  if not found then
    raise exception 'idempotency_key_claimed' using errcode = 'HD208';
  end if;
  return true;
end
$$;
