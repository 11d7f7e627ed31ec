package com.honeydue.auth;

import com.honeydue.db.Statement;
import java.util.List;

/**
 * What staff do to accounts and sessions. Whether the caller is staff is asked anew: a session may
 * remember it for longer than it is true. Each returns one row that says how it ended.
 */
final class StaffStatements {

  private static final String STAFF =
      "select id from auth_user where id = $1 and is_staff and is_active";

  /** $1 staff, $2 the request, $3 user, $4 whether the account may be used. */
  static final Statement<String> SET_ACTIVE =
      Statement.update("setAccountActive", "auth_user")
          .takes(Long.class, String.class, Long.class, Boolean.class)
          .sql(
              """
              with staff as materialized (
                %s
              ), target as materialized (
                select a.id from auth_user a join staff on true where a.id = $3
              ), u as (
                update auth_user u
                set is_active = $4, version = u.version + 1,
                  token_generation = u.token_generation + case when $4 then 0 else 1 end
                from target
                where u.id = target.id and u.is_active <> $4 and u.id <> $1
                returning u.id
              ), ended as (
                delete from user_authtoken t
                using u
                where t.user_id = u.id and not $4
              ), audit as (
                insert into admin_auditentry (staff_id, act, user_id, request_id, details)
                select staff.id, case when $4 then 'adminEnableUser' else 'adminDisableUser' end, $3, $2,
                  jsonb_build_object('changed', exists (select from u))
                from staff
              )
              select
                case
                  when staff.id is null then 'forbidden'
                  when target.id is null then 'not_found'
                  when target.id = $1 then 'own_account'
                  else 'done'
                end
              from (values (1)) one left join staff on true left join target on true
              """
                  .formatted(STAFF))
          .map(row -> row.getString(0));

  /** $1 staff, $2 the request, $3 user, $4 session. */
  static final Statement<String> END_SESSION =
      Statement.delete("endSessionByStaff", "user_authtoken")
          .takes(Long.class, String.class, Long.class, Long.class)
          .sql(
              """
              with staff as materialized (
                %s
              ), ended as (
                delete from user_authtoken t
                using staff
                where t.user_id = $3 and t.session_id = $4
                returning t.id
              ), audit as (
                insert into admin_auditentry (staff_id, act, user_id, request_id, details)
                select staff.id, 'adminEndSession', $3, $2,
                  jsonb_build_object('session_id', $4::bigint, 'changed', exists (select from ended))
                from staff
              )
              select
                case
                  when staff.id is null then 'forbidden'
                  when not exists (select from ended) then 'not_found'
                  else 'done'
                end
              from (values (1)) one left join staff on true
              """
                  .formatted(STAFF))
          .map(row -> row.getString(0));

  static final List<Statement<?>> ALL = List.of(SET_ACTIVE, END_SESSION);

  private StaffStatements() {}
}
