-- The whole arithmetic of recurrence, and the frequencies that need more than a number.

-- "default_every": the number of an interval that may be left out. "takes": what else the task brings.
alter table task_taskfrequency
  add column default_every smallint check (default_every > 0),
  add column takes text check (takes in ('weekdays', 'nth_weekday'));

insert into task_taskfrequency (code, name, unit, every, position, default_every, takes) values
  ('weekdays', 'On chosen weekdays', 'week', null, 13, 1, 'weekdays'),
  ('nth_weekday', 'On a weekday of the month', 'month', null, 14, 1, 'nth_weekday');

-- The first date of a rhythm after both "occurrence", from which it is counted, and "after"; null if none comes within a
-- century and one interval, or before the year 10000.
--
-- Days and weeks count in whole steps from the occurrence. Chosen weekdays count weeks, which begin on Monday. Months
-- keep their anchor day, and have it on their last day where they are too short for it: 31 January, 28 February,
-- 31 March. "nth" and "nth_weekday" choose a weekday of the month instead. "months" lets dates outside of them fall away;
-- in a yearly rhythm it says which months have a date, and without it that of the occurrence has one.
--
-- Steps are computed, so a task that was forgotten for ten years costs no more than one done yesterday. The classes of
-- com.honeydue.tasks.recurrence are the same arithmetic in Java; tests hold the two against each other.
create function task_next_date(
  unit text, every integer, anchor_day integer, weekdays integer, nth integer, nth_weekday integer, months integer,
  occurrence date, after date)
returns date
language plpgsql immutable parallel safe
as $$
declare
  floor_date date := greatest(occurrence, after);
  last_date date;
  season integer := coalesce(months, 4095);
  step integer;
  monday date;
  earliest date;
  week integer;
  chosen integer;
  first_month integer;
  last_month integer;
  month_number integer;
  late integer;
  found date;
begin
  if unit is null or occurrence is null then
    return null;
  end if;
  last_date := least(date '9999-12-31', floor_date + 36525 + case unit when 'year' then 366 * every else 0 end);

  if unit in ('day', 'week') then
    step := every * case unit when 'week' then 7 else 1 end;
    monday := occurrence - (extract(isodow from occurrence)::integer - 1);
    earliest := floor_date + 1;
    loop
      if weekdays is null then
        found := occurrence + (earliest - occurrence + step - 1) / step * step;
      else
        week := (earliest - monday) / 7;
        chosen := weekdays >> (extract(isodow from earliest)::integer - 1);
        if week % every = 0 and chosen <> 0 then
          found := earliest;
        else
          found := monday + (week / every + 1) * step;
          chosen := weekdays;
        end if;
        while chosen & 1 = 0 loop
          chosen := chosen >> 1;
          found := found + 1;
        end loop;
      end if;
      if found > last_date then
        return null;
      end if;
      if (season >> (extract(month from found)::integer - 1)) & 1 = 1 then
        return found;
      end if;
      earliest := task_season_start(season, found);
    end loop;
  end if;

  -- Months are numbered from the year 0, so that a step across years is an addition.
  first_month := task_month_number(occurrence);
  last_month := task_month_number(last_date);
  month_number := task_month_number(floor_date);
  if unit = 'year' and season = 4095 then
    season := 1 << (first_month % 12);
  end if;
  loop
    if unit = 'month' then
      month_number := first_month + (month_number - first_month + every - 1) / every * every;
    else
      late := (month_number / 12 - first_month / 12) % every;
      if late > 0 then
        month_number := (month_number / 12 + every - late) * 12;
      end if;
    end if;
    if month_number > last_month then
      return null;
    end if;
    if (season >> (month_number % 12)) & 1 = 1 then
      if nth is null then
        found := task_month_day(month_number, anchor_day);
      else
        found := task_month_weekday(month_number, nth, nth_weekday);
      end if;
      if found > floor_date then
        return case when found <= last_date then found end;
      end if;
    end if;
    month_number := month_number + 1;
  end loop;
end
$$;

-- The months since the year 0.
create function task_month_number(day date)
returns integer
language plpgsql immutable strict parallel safe
as $$
begin
  return extract(year from day)::integer * 12 + extract(month from day)::integer - 1;
end
$$;

-- The first day of the first month of "season" that begins after "day".
create function task_season_start(season integer, day date)
returns date
language plpgsql immutable strict parallel safe
as $$
declare
  start date := date_trunc('month', day) + interval '1 month';
begin
  while (season >> (extract(month from start)::integer - 1)) & 1 = 0 loop
    start := start + interval '1 month';
  end loop;
  return start;
end
$$;

-- The nth (-1: last) such weekday of a month that is given as months since the year 0; null where it has none.
create function task_month_weekday(month_number integer, nth integer, weekday integer)
returns date
language plpgsql immutable strict parallel safe
as $$
declare
  first_day date := make_date(month_number / 12, month_number % 12 + 1, 1);
  last_day date := first_day + interval '1 month' - interval '1 day';
  found date;
begin
  if nth < 0 then
    return last_day - (extract(isodow from last_day)::integer - weekday + 7) % 7;
  end if;
  found := first_day + (weekday - extract(isodow from first_day)::integer + 7) % 7 + (nth - 1) * 7;
  return case when found <= last_day then found end;
end
$$;

-- When a task is due after it was done on the day "done".
--
-- Anchored to its schedule: the first date after both the occurrence and today. Anchored to completion: counted from the
-- day it was done, and after today. There, too, the date that was just done is not due again, a weekday of the month is
-- not due again in the month in which it was done, and a season that the interval never meets is met on its first day.
create function task_due_after(
  anchor text, unit text, every integer, anchor_day integer, weekdays integer, nth integer, nth_weekday integer,
  months integer, occurrence date, done date, today date)
returns date
language plpgsql immutable parallel safe
as $$
declare
  after date := greatest(done, today);
  found date;
begin
  if unit is null then
    return null;
  end if;
  if anchor = 'schedule' and occurrence is not null then
    return task_next_date(unit, every, anchor_day, weekdays, nth, nth_weekday, months, occurrence, today);
  end if;
  if nth is not null then
    after := greatest(after, (date_trunc('month', done) + interval '1 month' - interval '1 day')::date);
  end if;
  found := task_next_date(unit, every, anchor_day, weekdays, nth, nth_weekday, months, done, after);
  if found = occurrence then
    found := task_next_date(unit, every, anchor_day, weekdays, nth, nth_weekday, months, done, found);
  end if;
  return coalesce(found, task_season_start(months, after));
end
$$;
