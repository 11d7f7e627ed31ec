-- Thirty-two accounts from all over the database, what is theirs, and what they send.
select u.id as "user", u.email, u.username, u.password as hash, h.id as home, h.id + 1 as second_home,
  u.id + 1 as member, u.id + 5 as loner, (u.id + a.accounts / 2) % a.accounts + 1 as stranger,
  (h.id - 1) * 10 + 1 as recurring, (h.id - 1) * 10 + 4 as started, (h.id - 1) * 10 + 5 as once, (h.id - 1) * 10 + 7 as done,
  (h.id - 1) * 10 + 9 as cancelled, (h.id - 1) * 10 + 10 as archived, (h.id - 1) * 5 + 1 as completion,
  current_date - 3 as occurrence, current_date - 30 as completed_occurrence, current_date + 20 as later, s.code as code,
  (select min(c.id) from contractor_contractor c where c.residence_id = h.id) as contractor,
  (select f.id from upload_upload f where f.residence_id = h.id) as photo,
  (select min(d.id) from document_document d where d.residence_id = h.id) as document,
  (select q.id from residence_joinrequest q where q.residence_id = h.id) as request,
  (select min(t.id) from user_authtoken t where t.user_id = u.id) as unproven,
  (select max(t.id) from user_authtoken t where t.user_id = u.id) as token,
  (select max(t.session_id) from user_authtoken t where t.user_id = u.id) as session,
  (select max(t.session_id) from user_authtoken t where t.user_id = u.id + 5) as loner_session,
  encode(sha256(('token ' || u.id || ' 2')::bytea), 'hex') as token_hash,
  encode(sha256(('feed ' || u.id)::bytea), 'hex') as feed_hash,
  encode(sha256(('fresh ' || u.id)::bytea), 'hex') as fresh_hash,
  encode(sha256('code'), 'hex') as code_mac,
  gen_random_uuid() as job, gen_random_uuid() as second_job,
  ('00000000-0000-0000-0000-' || lpad((k + 1)::text, 12, '0')) as waiting,
  ('00000000-0000-0000-0001-' || lpad((k + 1)::text, 12, '0')) as dead,
  (select s.id from subscription_storesubscription s where s.user_id = u.id - 3) as bought,
  (select max(n.id) from notifications_notification n where n.user_id = u.id and n.channel = 'in_app') as notification,
  (select n.job_id from notifications_notification n where n.user_id = u.id and n.channel = 'push' order by n.id limit 1) as push,
  (select n.job_id from notifications_notification n where n.user_id = u.id and n.channel = 'email' order by n.id limit 1) as mail,
  (select max(d.id) from notifications_device d where d.user_id = u.id) as device,
  jsonb_build_object('residence_id', h.id, 'title', 'Lease')::text as new_document,
  jsonb_build_object('object_key', 'uploads/new-' || u.id, 'media_type', 'image/jpeg', 'sha256', sha256('x'), 'bytes', 1,
    'kibibytes', 1)::text as new_upload,
  'subject ' || u.id as subject, 'new' || u.id as new_name, 'new' || u.id || '@example.org' as new_email,
  '22222' || substr('23456789ABCDEFGHJKLMNPQRSTUVWXYZ', k + 1, 1) as new_code,
  now() as now, now() - interval '1 day' as yesterday, now() + interval '1 day' as tomorrow
from generate_series(0, 31) k
cross join (select count(*) as accounts from auth_user) a
join auth_user u on u.id = 8 * (k * ((a.accounts - 20) / 256) + 1) + 3
join residence_residence h on h.id = 2 * u.id - 1
join residence_sharecode s on s.residence_id = h.id
order by k;
