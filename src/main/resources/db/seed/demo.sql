-- The demo household. Runs in one transaction; demo.email, demo.password (a hash) and demo.token_hash are set for it.
do $$
declare
  owner bigint;
  partner bigint;
  home bigint;
  cabin bigint;
  flat bigint;
begin
  -- Two seeds at once must not make two households.
  perform pg_advisory_xact_lock(hashtext('honeydue demo household'));
  if exists (select from auth_user where lower(email) = current_setting('demo.email')) then
    return;
  end if;

  insert into auth_user (username, email, password, first_name, last_name, email_verified)
  values ('demo', current_setting('demo.email'), current_setting('demo.password'), 'Dana', 'Demo', true)
  returning id into owner;
  insert into auth_user (username, email, password, first_name, last_name, email_verified)
  values ('demo-partner', 'partner@honeydue.example', current_setting('demo.password'), 'Pat', 'Demo', true)
  returning id into partner;
  insert into user_userprofile (user_id, time_zone, locale)
  values (owner, 'Europe/Berlin', 'en'), (partner, 'Europe/Berlin', 'de');
  insert into notifications_notificationpreference (user_id) values (owner), (partner);
  insert into subscription_usersubscription (user_id, tier) values (owner, 'pro'), (partner, 'free');

  insert into residence_residence (owner_id, name, type, city, country, time_zone, bedrooms, bathrooms, year_built, is_primary)
  values (owner, 'Home', 'house', 'Berlin', 'DE', 'Europe/Berlin', 4, 2, 1987, true)
  returning id into home;
  insert into residence_residence (owner_id, name, type, city, country, time_zone, bedrooms, bathrooms, year_built)
  values (owner, 'Lake cabin', 'cabin', 'Burlington', 'US', 'America/New_York', 2, 1, 1965)
  returning id into cabin;
  insert into residence_residence (owner_id, name, type, city, country, time_zone, bedrooms, bathrooms, year_built)
  values (owner, 'Rental flat', 'apartment', 'Sydney', 'AU', 'Australia/Sydney', 1, 1, 2011)
  returning id into flat;
  insert into subscription_usage (user_id, resource, used) values (owner, 'residences', 3);
  insert into residence_residenceuser (residence_id, user_id, role)
  values (home, owner, 'owner'), (cabin, owner, 'owner'), (flat, owner, 'owner'),
         (home, partner, 'manager'), (cabin, partner, 'member');

  -- days: when it is due, counted from today at that home. state: open, started, done or cancelled.
  insert into task_task
    (residence_id, created_by_id, assigned_to_id, title, category, priority, frequency, rule_unit, rule_every,
     anchor_day, due_date, next_due_date, in_progress, cancelled, completed_at)
  select r.id, owner, case when t.shared and r.id <> flat then partner end, t.title, t.category, t.priority, t.frequency,
         f.unit, f.every,
         extract(day from today.day + t.days),
         today.day + t.days, case when t.state <> 'done' then today.day + t.days end,
         t.state = 'started', t.state = 'cancelled', case when t.state = 'done' then now() - interval '3 days' end
  from (values
    ('home', 'Replace the furnace filter', 'hvac', 'high', 'quarterly', -6, 'open', true),
    ('home', 'Test smoke detectors', 'safety', 'urgent', 'monthly', -3, 'open', false),
    ('home', 'Clean the gutters', 'roof_gutters', 'medium', 'half_yearly', -12, 'open', true),
    ('home', 'Check the water heater''s pressure valve', 'plumbing', 'medium', 'yearly', -1, 'open', false),
    ('home', 'Descale the kettle and coffee machine', 'appliances', 'low', 'monthly', 0, 'open', true),
    ('home', 'Water the lawn', 'lawn_garden', 'low', 'weekly', 1, 'open', true),
    ('home', 'Clean the dishwasher filter', 'appliances', 'medium', 'monthly', 4, 'open', false),
    ('home', 'Vacuum refrigerator coils', 'appliances', 'low', 'half_yearly', 9, 'open', false),
    ('home', 'Flush the sediment from the water heater', 'plumbing', 'medium', 'yearly', 13, 'open', false),
    ('home', 'Test ground-fault outlets', 'electrical', 'high', 'monthly', 17, 'open', true),
    ('home', 'Lubricate the garage door', 'exterior', 'low', 'half_yearly', 21, 'open', false),
    ('home', 'Inspect the sump pump', 'plumbing', 'high', 'quarterly', 25, 'open', false),
    ('home', 'Service the boiler', 'hvac', 'high', 'yearly', 40, 'open', false),
    ('home', 'Reseal the bathroom grout', 'interior', 'low', 'yearly', 61, 'open', true),
    ('home', 'Wash the windows', 'cleaning', 'low', 'quarterly', 45, 'open', true),
    ('home', 'Sweep the chimney', 'safety', 'high', 'yearly', 90, 'open', false),
    ('home', 'Treat the deck', 'exterior', 'medium', 'yearly', 120, 'open', false),
    ('home', 'Aerate the lawn', 'lawn_garden', 'low', 'yearly', 150, 'open', false),
    ('home', 'Repaint the front door', 'exterior', 'low', 'once', 7, 'started', false),
    ('home', 'Fix the dripping bathroom tap', 'plumbing', 'medium', 'once', 2, 'started', true),
    ('home', 'Hang the hallway shelves', 'interior', 'low', 'once', -20, 'done', true),
    ('home', 'Replace the kitchen light', 'electrical', 'medium', 'once', -9, 'done', false),
    ('home', 'Patch the driveway crack', 'exterior', 'medium', 'once', -30, 'cancelled', false),
    ('home', 'Rent a pressure washer', 'exterior', 'low', 'once', -14, 'cancelled', true),
    ('cabin', 'Drain the outdoor pipes', 'plumbing', 'urgent', 'yearly', -8, 'open', false),
    ('cabin', 'Check for mice', 'pest_control', 'medium', 'monthly', -2, 'open', true),
    ('cabin', 'Clear leaves from the roof', 'roof_gutters', 'medium', 'quarterly', 3, 'open', false),
    ('cabin', 'Check the carbon monoxide alarm', 'safety', 'urgent', 'monthly', 6, 'open', true),
    ('cabin', 'Refill the propane tank', 'hvac', 'high', 'quarterly', 11, 'open', false),
    ('cabin', 'Stack firewood', 'general', 'low', 'yearly', 15, 'open', true),
    ('cabin', 'Inspect the dock', 'exterior', 'medium', 'half_yearly', 28, 'open', false),
    ('cabin', 'Pump the septic tank', 'plumbing', 'high', 'every_n_years', 200, 'open', false),
    ('cabin', 'Stain the porch', 'exterior', 'low', 'yearly', 170, 'open', false),
    ('cabin', 'Clean the wood stove', 'hvac', 'high', 'yearly', 50, 'open', false),
    ('cabin', 'Mend the window screen', 'interior', 'low', 'once', 5, 'started', false),
    ('cabin', 'Mark the property line', 'general', 'low', 'once', -40, 'done', false),
    ('cabin', 'Buy a second canoe', 'general', 'low', 'once', -25, 'cancelled', false),
    ('flat', 'Clean the air conditioner filter', 'hvac', 'medium', 'monthly', -4, 'open', false),
    ('flat', 'Inspect the balcony drain', 'exterior', 'medium', 'half_yearly', -1, 'open', false),
    ('flat', 'Test the smoke alarm', 'safety', 'urgent', 'half_yearly', 8, 'open', false),
    ('flat', 'Pest inspection', 'pest_control', 'high', 'yearly', 16, 'open', false),
    ('flat', 'Clean the range hood filter', 'appliances', 'low', 'quarterly', 22, 'open', false),
    ('flat', 'Check the window locks', 'safety', 'medium', 'yearly', 33, 'open', false),
    ('flat', 'Steam the carpets', 'cleaning', 'low', 'yearly', 75, 'open', false),
    ('flat', 'Repaint between tenants', 'interior', 'medium', 'every_n_years', 300, 'open', false),
    ('flat', 'Service the water filter', 'plumbing', 'medium', 'half_yearly', 55, 'open', false),
    ('flat', 'Renew the landlord insurance', 'general', 'high', 'yearly', 64, 'open', false),
    ('flat', 'Replace the door closer', 'interior', 'medium', 'once', 12, 'started', false),
    ('flat', 'Rehang the balcony door', 'interior', 'medium', 'once', -18, 'done', false),
    ('flat', 'Install a ceiling fan', 'electrical', 'low', 'once', -5, 'done', false)
  ) as t (place, title, category, priority, frequency, days, state, shared)
  join lateral (select case t.place when 'home' then home when 'cabin' then cabin else flat end as id) as r on true
  join residence_residence on residence_residence.id = r.id
  join lateral (select (now() at time zone residence_residence.time_zone)::date as day) as today on true
  join lateral (
    select unit, case when unit is not null then coalesce(every, 3) end as every
    from task_taskfrequency where code = t.frequency) as f on true;

  -- What was done: each one-off that is finished, and the last round of what comes back at least monthly.
  insert into task_taskcompletion
    (task_id, residence_id, series, occurrence, performed_at, completed_by_id, cost_minor, cost_currency, rating,
     prior_next_due_date, prior_anchor_day, prior_in_progress)
  select id, residence_id, series, due_date - case when completed_at is null then case frequency when 'weekly' then 7 else 30 end else 0 end,
         coalesce(completed_at, now() - case frequency when 'weekly' then interval '6 days' else interval '29 days' end),
         coalesce(assigned_to_id, owner), case when completed_at is not null then 4500 end,
         case when completed_at is not null then 'EUR' end, case when completed_at is not null then 5 end,
         due_date, anchor_day, false
  from task_task
  where residence_id in (home, cabin, flat) and (completed_at is not null or frequency in ('weekly', 'monthly'));

  update task_task
  set completion_count = 1, last_completion_id = c.id, last_occurrence = c.occurrence,
      last_completed_at = c.performed_at, last_completed_by_id = c.completed_by_id
  from task_taskcompletion as c
  where c.task_id = task_task.id and task_task.residence_id in (home, cabin, flat);
end
$$;

-- The password of the last seed is the only one that opens them.
update auth_user
set password = current_setting('demo.password')
where lower(email) in (current_setting('demo.email'), 'partner@honeydue.example');

insert into user_authtoken (key_hash, user_id, generation, last_seen_at, device_name)
select decode(current_setting('demo.token_hash'), 'hex'), id, token_generation, now(), 'seed'
from auth_user
where lower(email) = current_setting('demo.email');

select json_agg(r.id order by r.id)::text
from residence_residence r join auth_user u on u.id = r.owner_id
where lower(u.email) = current_setting('demo.email');
