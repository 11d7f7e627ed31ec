-- Copies what the former system kept into the tables that the migrations have made. Every line of it that names a column
-- of "legacy" is to be checked against a real dump: see docs/operations/migrating.md.
-- psql --single-transaction -v ON_ERROR_STOP=1 -c "set takeover.time_zone = 'America/Chicago'" -f 2-copy.sql "$MIGRATION_DATABASE_URL"

-- Addresses and names are unique here whatever their case: who has the same must be told apart by a person.
do $$
declare
  twice text;
begin
  select string_agg(ids, '; ') into twice
  from (
    select string_agg(id::text, ', ' order by id) as ids from legacy.auth_user group by lower(email) having count(*) > 1
    union all
    select string_agg(id::text, ', ' order by id) from legacy.auth_user group by lower(username) having count(*) > 1
  ) as same;
  if twice is not null then
    raise exception 'accounts with one address or user name: %', twice;
  end if;
end
$$;

-- Nothing of the former system says that an address was verified.
insert into auth_user
  (id, username, email, password, first_name, last_name, is_active, is_staff, is_superuser, date_joined, last_login)
select id, username, email, coalesce(nullif(password, ''), '!'), first_name, last_name, is_active, is_staff, is_superuser,
  date_joined, last_login
from legacy.auth_user;

insert into user_userprofile (user_id, time_zone)
select id, coalesce(nullif(current_setting('takeover.time_zone', true), ''), 'UTC') from auth_user;

insert into notifications_notificationpreference (user_id) select id from auth_user;

-- The trigger of the table adds the hash; the keys live 90 days from now.
insert into user_authtoken (key, user_id, created, issued_at)
select key, user_id, created, created from legacy.user_authtoken;

-- Who paid is found out by asking the stores again.
insert into subscription_usersubscription (user_id, tier) select id, 'free' from auth_user;

insert into residence_residence (id, owner_id, name, city, country, time_zone, created_at, updated_at)
select r.id, r.owner_id, r.name, nullif(r.city, ''),
  case when length(r.country) = 2 then upper(r.country) end,
  p.time_zone, r.created_at, r.updated_at
from legacy.residence_residence r join user_userprofile p on p.user_id = r.owner_id;

-- Whoever else belongs to a home is in a table whose name is not known yet.
insert into residence_residenceuser (residence_id, user_id, role, created_at)
select id, owner_id, 'owner', created_at from residence_residence;

insert into subscription_usage (user_id, resource, used)
select owner_id, 'residences', count(*) from residence_residence group by owner_id;

-- Categories, rhythms and completions are in tables and columns that are not known yet.
insert into task_task
  (id, residence_id, created_by_id, title, description, due_date, next_due_date, anchor_day, cancelled, archived,
   created_at, updated_at)
select id, residence_id, created_by_id, title, nullif(description, ''), due_date, due_date,
  extract(day from due_date), is_cancelled, is_archived, created_at, updated_at
from legacy.task_task;

select setval(pg_get_serial_sequence('auth_user', 'id'), (select coalesce(max(id), 0) + 1 from auth_user), false);
select setval(
  pg_get_serial_sequence('residence_residence', 'id'),
  (select coalesce(max(id), 0) + 1 from residence_residence), false);
select setval(pg_get_serial_sequence('task_task', 'id'), (select coalesce(max(id), 0) + 1 from task_task), false);

-- Nothing may have been lost on the way.
do $$
declare
  name text;
  before bigint;
  after bigint;
begin
  foreach name in array array['auth_user', 'user_authtoken', 'residence_residence', 'task_task'] loop
    execute format('select count(*) from legacy.%I', name) into before;
    execute format('select count(*) from public.%I', name) into after;
    if before <> after then
      raise exception '%: % rows became %', name, before, after;
    end if;
  end loop;
end
$$;
