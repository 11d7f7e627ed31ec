-- When somebody's day is looked at: reminders and the digest come at their hour, in their zone.

-- The first time after "after" at which it is that hour in the zone. An hour that a day skips is the one after it; one
-- that it has twice is the second.
create function notifications_next(after timestamptz, zone text, hour integer)
returns timestamptz
language plpgsql stable parallel safe
as $$
declare
  day date := (after at time zone zone)::date;
  found timestamptz;
begin
  for days in 0..2 loop
    found := ((day + days) + make_interval(hours => hour)) at time zone zone;
    if found > after then
      return found;
    end if;
  end loop;
  -- a zone that has left out a day
  return after + interval '1 day';
end
$$;

alter table notifications_notificationpreference
  add column next_reminder_at timestamptz,
  add column next_digest_at timestamptz;

update notifications_notificationpreference n
set next_reminder_at = at.next, next_digest_at = at.next
from notifications_notificationpreference o
left join user_userprofile p on p.user_id = o.user_id
cross join lateral (select notifications_next(now(), coalesce(p.time_zone, 'UTC'), o.digest_hour) as next) at
where n.id = o.id;

create index notifications_notificationpreference_reminder on notifications_notificationpreference (next_reminder_at);
create index notifications_notificationpreference_digest on notifications_notificationpreference (next_digest_at);

-- Another hour.
create function notifications_hour_chosen() returns trigger language plpgsql as $$
declare
  next timestamptz := notifications_next(
    now(), coalesce((select p.time_zone from user_userprofile p where p.user_id = new.user_id), 'UTC'), new.digest_hour);
begin
  new.next_reminder_at := next;
  new.next_digest_at := next;
  return new;
end
$$;

create trigger notifications_hour_made
  before insert on notifications_notificationpreference
  for each row execute function notifications_hour_chosen();

create trigger notifications_hour_chosen
  before update of digest_hour on notifications_notificationpreference
  for each row when (old.digest_hour is distinct from new.digest_hour)
  execute function notifications_hour_chosen();

-- Another zone, or the first one: whichever of the two rows is written first, this sees both.
create or replace function notifications_profile_changed() returns trigger language plpgsql as $$
begin
  update notifications_notificationpreference n
  set version = n.version + (tg_op = 'UPDATE')::integer,
    next_reminder_at = notifications_next(now(), new.time_zone, n.digest_hour),
    next_digest_at = notifications_next(now(), new.time_zone, n.digest_hour)
  where n.user_id = new.user_id;
  return null;
end
$$;

create trigger notifications_profile_made
  after insert on user_userprofile
  for each row when (new.time_zone <> 'UTC')
  execute function notifications_profile_changed();

-- Of how many days before its date somebody is reminded of a task: three, unless it comes every few days or weeks, and
-- on the day itself. Null before that.
create function notifications_due_stage(days integer, unit text)
returns integer
language plpgsql immutable parallel safe
as $$
begin
  return case
    when days = 0 then 0
    when days between 1 and 3 and (unit is null or unit in ('month', 'year')) then 3
  end;
end
$$;

-- After how many days without being done somebody is reminded of it, the last of them that has passed: the longer it
-- waits, the rarer.
create function notifications_overdue_stage(days integer)
returns integer
language plpgsql immutable parallel safe
as $$
begin
  return case
    when days >= 30 then days / 30 * 30
    when days >= 14 then 14
    when days >= 7 then 7
    when days >= 3 then 3
    when days >= 1 then 1
  end;
end
$$;
