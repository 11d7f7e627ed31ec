package com.honeydue.auth;

import com.honeydue.db.Statement;
import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.UUID;

/** The statements of an account that leaves. */
final class DeletionStatements {

  /** What belongs to the account. $1 user. */
  static final Statement<OwnedResidence> PLAN =
      Statement.select("planDeletion", "residence_residence")
          .takes(Long.class)
          .sql(
              """
              select r.id, r.name, r.owner_id = $1,
                (select count(*) from residence_residenceuser o where o.residence_id = r.id),
                (select count(*) from task_task t where t.residence_id = r.id)
              from residence_residenceuser m
              join residence_residence r on r.id = m.residence_id
              where m.user_id = $1
              order by r.id
              """)
          .map(OwnedResidence::of);

  /**
   * Goes before {@link #DELETE} in the same transaction: whoever joins one of the homes has either
   * done so before that statement looks, or waits and finds the home gone. What is counted of the
   * account is locked first, as by whoever makes or deletes a home. $1 user.
   */
  static final Statement<Row> LOCK =
      Statement.update("lockAccount", "auth_user")
          .takes(Long.class)
          .sql(
              """
              with counted as materialized (
                select resource from subscription_usage where user_id = $1 order by resource for update
              ), u as materialized (
                select id from auth_user where id = $1 and (select count(*) from counted) >= 0 for update
              ), homes as materialized (
                select id from residence_residence where owner_id = (select id from u) order by id for update
              )
              select count(*) from homes
              """)
          .map(row -> row);

  /**
   * Deletes the account, with its homes, if its session is fresh and nobody shares one of them.
   *
   * <p>$1 user, $2 the caller's session, $3 for how many seconds a session is fresh, $4 the id of
   * the job that erases what is not in the database, $5 that of the mail, $6 the trace they belong
   * to. Photos that were added to homes of others stay there. How it ended: {@code done}, {@code
   * sign_in_again}, {@code shared} or {@code not_found}.
   */
  static final Statement<String> DELETE =
      Statement.delete("deleteAccount", "auth_user")
          .takes(Long.class, Long.class, Long.class, UUID.class, UUID.class, String.class)
          .leaves("account.erase", 4)
          .leaves("mail.account_deleted", 5)
          .sql(
              """
              with me as materialized (
                select u.id, u.email, coalesce(p.locale, 'en') as locale, coalesce(p.time_zone, 'UTC') as time_zone,
                  exists (
                    select from user_authtoken t
                    where t.user_id = u.id and t.session_id = $2
                      and t.created > now() - $3::bigint * interval '1 second') as fresh,
                  exists (
                    select from residence_residence r
                    join residence_residenceuser o on o.residence_id = r.id and o.user_id <> u.id
                    where r.owner_id = u.id) as shared
                from auth_user u left join user_userprofile p on p.user_id = u.id
                where u.id = $1
              ), leaving as materialized (
                select * from me where fresh and not shared
              ), homes as (
                delete from residence_residence r
                using leaving
                where r.owner_id = leaving.id
                returning r.id
              ), files as (
                delete from upload_upload u
                using leaving
                where u.id in (
                  select own.id from upload_upload own where own.owner_id = leaving.id and own.residence_id is null
                  union all
                  select held.id
                  from residence_residence r join upload_upload held on held.residence_id = r.id
                  where r.owner_id = leaving.id)
                returning u.object_key, u.bytes
              ), gone as (
                delete from auth_user u
                using leaving
                where u.id = leaving.id
              ), jobs as (
                insert into jobs_outbox (id, type, payload, traceparent)
                select $4::uuid, 'account.erase',
                  jsonb_build_object(
                    'user_id', leaving.id,
                    'residence_ids', (select coalesce(jsonb_agg(homes.id), '[]') from homes),
                    'keys', (select coalesce(jsonb_agg(files.object_key), '[]') from files),
                    'bytes', (select sum(files.bytes) from files),
                    'cause', 'account_deleted'),
                  $6::text
                from leaving
                union all
                select $5::uuid, 'mail.account_deleted',
                  jsonb_build_object(
                    'user_id', leaving.id, 'email', leaving.email, 'locale', leaving.locale,
                    'time_zone', leaving.time_zone),
                  $6::text
                from leaving
              )
              select
                case
                  when me.id is null then 'not_found'
                  when not me.fresh then 'sign_in_again'
                  when me.shared then 'shared'
                  else 'done'
                end
              from (values (1)) one left join me on true
              """)
          .map(row -> row.getString(0));

  /** $1 user, $2 the job's id, $3 the trace it belongs to. One job at a time. */
  static final Statement<Boolean> EXPORT =
      Statement.insert("exportAccount", "jobs_outbox")
          .takes(Long.class, UUID.class, String.class)
          .leaves("account.export", 2)
          .sql(
              """
              with u as (
                select u.id, coalesce(p.locale, 'en') as locale
                from auth_user u left join user_userprofile p on p.user_id = u.id
                where u.id = $1
              ), job as (
                insert into jobs_outbox (id, type, payload, traceparent)
                select $2, 'account.export', jsonb_build_object('user_id', u.id, 'locale', u.locale), $3
                from u
                on conflict ((payload ->> 'user_id')) where type = 'account.export' do nothing
              )
              select exists (select from u)
              """)
          .map(row -> row.getBoolean(0));

  static final List<Statement<?>> ALL = List.of(PLAN, LOCK, DELETE, EXPORT);

  private DeletionStatements() {}
}
