-- Makes an account staff; staff.email is set for it. Selects the account's id, or nothing to name.
with u as (
  update auth_user
  set is_staff = true, version = version + 1
  where lower(email) = lower(current_setting('staff.email')) and is_active
  returning id
), audit as (
  insert into admin_auditentry (act, user_id) select 'staff', id from u
)
select coalesce((select id::text from u), '');
