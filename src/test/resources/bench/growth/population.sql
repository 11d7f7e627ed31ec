-- :homes residences with ten tasks each, as they are after some years: every two belong to one account, and the next one
-- is a manager there; every eighth account shares nothing. What a sweep clears away is as much in every size. Rows lie in the order of time, so that
-- those of one residence are far apart.
insert into auth_user (id, username, email, password, first_name, email_verified, is_staff)
select n, 'user' || n, 'user' || n || '@example.org', 'hash ' || n, 'User', n % 2 = 0, n = 1
from generate_series(1, :homes / 2) n;

insert into user_userprofile (user_id, time_zone) select id, 'Europe/Berlin' from auth_user;

insert into notifications_notificationpreference (user_id) select id from auth_user;

insert into subscription_usersubscription (user_id, tier) select id, 'pro' from auth_user;

insert into subscription_usage (user_id, resource, used) select id, 'residences', 2 from auth_user;

insert into user_authtoken (key_hash, user_id, generation, last_seen_at, device_name)
select sha256(('token ' || u.id || ' ' || k)::bytea), u.id, 0, case when k > 1 then now() - interval '1 hour' end, 'Phone'
from generate_series(1, 4) k cross join auth_user u order by k, u.id;

insert into user_authtoken (key_hash, user_id, generation, expires_at)
select sha256(('expired ' || n)::bytea), 2, 0, now() - interval '1 day' from generate_series(1, 200) n;

insert into user_verificationcode (user_id, purpose, email, code_mac, expires_at)
select id, 'reset_password', email, user_verificationcode_bind(sha256('code'), email), now() + interval '1 day' from auth_user;

insert into user_verificationcode (user_id, purpose, email, code_mac, expires_at)
select id, 'verify_email', email, user_verificationcode_bind(sha256('code'), email), now() + interval '1 day'
from auth_user where not email_verified;

insert into user_verificationcode (user_id, purpose, email, code_mac, expires_at)
select id, 'change_email', 'other' || email, sha256('code'), now() - interval '1 day' from auth_user where id <= 200;

insert into user_externalidentity (user_id, provider, subject, email)
select id, 'apple', 'subject ' || id, email from auth_user;

insert into task_calendarfeed (user_id, token_hash) select id, sha256(('feed ' || id)::bytea) from auth_user;

insert into admin_auditentry (staff_id, act, user_id) select 1, 'adminGetUser', id from auth_user;

insert into residence_residence (id, owner_id, name, city, country, time_zone, year_built, is_primary)
select n, (n + 1) / 2, 'Home', 'Kiel', 'DE', 'Europe/Berlin', 1970, n % 2 = 1 from generate_series(1, :homes) n;

insert into residence_residenceuser (residence_id, user_id, role)
select id, owner_id, 'owner' from residence_residence
union all
select id, owner_id % (:homes / 2) + 1, 'manager' from residence_residence where owner_id % 8 <> 0;

insert into residence_sharecode (residence_id, code, role, needs_approval, created_by_id, expires_at)
select id, translate(lpad(id::text, 6, 'Z'), '01', 'AB'), 'member', false, owner_id, now() + interval '1 day'
from residence_residence where id % 2 = 1;

insert into residence_joinrequest (residence_id, user_id, role, code)
select id, (owner_id + 9) % (:homes / 2) + 1, 'member', '222222' from residence_residence;

insert into residence_residenceevent (residence_id, actor_id, action)
select id, owner_id, action
from (values (1, 'residence_created'), (2, 'residence_edited')) e (n, action) cross join residence_residence
order by n, id;

insert into task_task
  (id, residence_id, created_by_id, assigned_to_id, title, frequency, rule_unit, rule_every, anchor_day, due_date,
   next_due_date, in_progress, cancelled, archived, completed_at, completion_count, last_completion_id, last_occurrence,
   last_completed_at, last_completed_by_id)
select (r.id - 1) * 10 + k.n, r.id, r.owner_id, case when k.n = 1 then r.owner_id end, 'Check number ' || k.n, k.frequency,
  k.unit, k.every, 15, current_date + k.due, case when k.done is null then current_date + k.due end, k.n = 4, k.n = 9,
  k.n = 10, case when k.done and k.frequency = 'once' then now() - interval '10 days' end,
  case when k.done is not null or k.completion is not null then 1 else 0 end,
  case when k.completion is not null then (r.id - 1) * 5 + k.completion end,
  case when k.completion is not null then current_date - 30 end,
  case when k.completion is not null then now() - interval '10 days' end,
  case when k.completion is not null then r.owner_id end
from (values
    (1, 'monthly', 'month', 1, -3, null::boolean, 1), (2, 'weekly', 'week', 1, 2, null, 2),
    (3, 'quarterly', 'month', 3, 60, null, 3), (4, 'once', null, null, 5, null, null), (5, 'once', null, null, 40, null, null),
    (6, 'once', null, null, null, null, null), (7, 'once', null, null, -10, true, 4), (8, 'once', null, null, -10, true, 5),
    (9, 'once', null, null, 3, null, null), (10, 'yearly', 'year', 1, 100, null, null)
  ) k (n, frequency, unit, every, due, done, completion)
cross join residence_residence r
order by k.n, r.id;

insert into task_taskcompletion
  (id, task_id, residence_id, series, occurrence, performed_at, completed_by_id, created_by_id, prior_next_due_date,
   prior_in_progress)
select last_completion_id, id, residence_id, 1, last_occurrence, last_completed_at, last_completed_by_id,
  last_completed_by_id, last_occurrence, false
from task_task where last_completion_id is not null order by last_completion_id % 5, id;

insert into contractor_contractor (residence_id, created_by_id, name, specialties)
select r.id, r.owner_id, 'Rosa Marín ' || k, '{plumber}' from generate_series(1, 3) k cross join residence_residence r order by k, r.id;

insert into contractor_contractor (user_id, created_by_id, name) select id, id, 'Sam' from auth_user;

insert into contractor_favorite (user_id, contractor_id) select user_id, id from contractor_contractor where user_id is not null;

update task_task t set contractor_id = c.id
from contractor_contractor c where c.residence_id = t.residence_id and c.id % 3 = 0 and t.id % 10 = 1;

insert into task_taskevent (residence_id, task_id, task_title, actor_id, action)
select residence_id, id, title, created_by_id, 'created' from task_task order by id % 10, id;

insert into task_taskevent (residence_id, task_id, task_title, actor_id, action, occurrence, completion_id, prior)
select residence_id, id, title, created_by_id, 'completed', last_occurrence, last_completion_id, task_state(t)
from task_task t where last_completion_id is not null order by id % 10, id;

insert into task_taskevent (residence_id, task_id, task_title, actor_id, action, prior)
select residence_id, id, title, created_by_id, 'started', task_state(t) from task_task t where in_progress order by id;

update task_task t set undo_event_id = e.id
from task_taskevent e where e.task_id = t.id and e.action = 'started';

insert into task_taskdeletion (task_id, residence_id, deleted_at)
select 100000000 + id, id, now() - interval '1 hour' from residence_residence;

insert into notifications_device (user_id, session_id, provider, token, token_hash)
select id, 0, 'fcm', 'device ' || id, sha256(('device ' || id)::bytea) from auth_user;

-- As it is after some weeks; nobody's hour but that of some hundred has come.
insert into notifications_notification (user_id, type, subject, local_date, channel, residence_id, data, job_id, created_at)
select u.id, k.type, k.subject, current_date - n, k.channel, 2 * u.id, '{"task": "Check"}',
  case when k.channel <> 'in_app' then gen_random_uuid() end, now() - n * interval '1 hour'
from generate_series(1, 5) n
cross join (values ('task_overdue', 'task:1', 'in_app'), ('daily_digest', 'digest', 'push'), ('daily_digest', 'digest', 'email'))
  k (type, subject, channel)
cross join auth_user u
order by n, u.id;

update notifications_notificationpreference
set next_reminder_at = now() - interval '1 hour', next_digest_at = now() - interval '1 hour' where user_id <= 200;

insert into jobs_outbox (id, type, payload)
select ('00000000-0000-0000-0000-' || lpad(n::text, 12, '0'))::uuid, 'test.any', '{}' from generate_series(1, 200) n;

-- How many dead jobs are kept is a setting, whatever the number of homes.
insert into jobs_dead (id, type, payload, created_at, attempts, error, from_outbox)
select ('00000000-0000-0000-0001-' || lpad(n::text, 12, '0'))::uuid, 'test.any', '{}', now(), 3, 'Failed', true
from generate_series(1, 200) n;

select setval(pg_get_serial_sequence('auth_user', 'id'), max(id)) from auth_user;

select setval(pg_get_serial_sequence('residence_residence', 'id'), max(id)) from residence_residence;

select setval(pg_get_serial_sequence('task_task', 'id'), max(id)) from task_task;

select setval(pg_get_serial_sequence('task_taskcompletion', 'id'), max(id)) from task_taskcompletion;

-- Of each account one that belongs to nothing yet, of each home one that does.
insert into upload_upload (id, owner_id, kind, object_key, media_type, sha256, bytes, kibibytes)
select id, id, 'image', 'uploads/' || id, 'image/jpeg', sha256('x'), 1, 1 from auth_user;

insert into upload_upload
  (id, owner_id, kind, object_key, media_type, sha256, bytes, kibibytes, claimed_by, claimed_id, residence_id, unclaimed_since)
select :homes + id, owner_id, 'completion', 'uploads/home-' || id, 'image/jpeg', sha256('x'), 1, 1, 'completion', id, id, null
from residence_residence;

insert into upload_upload (id, owner_id, kind, object_key, media_type, sha256, bytes, kibibytes, unclaimed_since)
select 3 * :homes + n, 2, 'image', 'uploads/old-' || n, 'image/jpeg', sha256('x'), 1, 1, now() - interval '2 days'
from generate_series(1, 200) n;

insert into document_document (residence_id, title, type, ends_on)
select id, 'Warranty', 'warranty', current_date + 30 * n from generate_series(1, 3) n cross join residence_residence order by n, id;

select setval(pg_get_serial_sequence('upload_upload', 'id'), max(id)) from upload_upload;

-- Every fourth account has bought something; a few of those are due.
insert into subscription_storesubscription
  (store, store_key, user_id, phase, product, read_at, sandbox, expires_at, entitlement, entitled_until, acknowledged,
   next_read_at, created_at, updated_at)
select 'google', 'bought-' || id, id, 'active', 'honeydue_pro_monthly', now(), false, now() + interval '30 days', 'active',
  now() + interval '31 days', true, now() + interval '1 day' * (id % 30 - case when id <= 400 then 30 else 0 end + 1), now(), now()
from auth_user
where id % 4 = 0;

insert into subscription_event (user_id, at, store, product, tier, was, became)
select id, now(), 'google', 'honeydue_pro_monthly', 'pro', 'none', 'active' from generate_series(1, 3) n cross join auth_user
order by n, id;

insert into subscription_storenotice (store, notice_id, type, store_key, at, received_at)
select 'google', 'notice-' || id, 'SUBSCRIPTION_RENEWED', 'bought-' || id, now(),
  now() - case when id <= 200 then interval '2 days' else interval '0' end
from auth_user;
