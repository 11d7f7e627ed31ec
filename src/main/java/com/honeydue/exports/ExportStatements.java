package com.honeydue.exports;

import com.honeydue.db.Statement;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** The statements of archives: what an account has, section by section, and how a job ends. */
final class ExportStatements {

  private static final String MINE =
      "residence_residenceuser m join residence_residence r on r.id = m.residence_id";

  /**
   * The parts of an archive, by their names in it: each a SELECT of rows {@code x} for the user
   * {@code $1}. Nothing that opens something is among them: no password, no token, no code.
   */
  private static final Map<String, String> SECTIONS =
      Map.ofEntries(
          Map.entry(
              "account",
              """
              select u.id, u.username, u.email, u.first_name, u.last_name, u.email_verified, u.date_joined, u.last_login,
                p.time_zone, p.locale, p.avatar_upload_id
              from auth_user u left join user_userprofile p on p.user_id = u.id
              where u.id = $1
              """),
          Map.entry(
              "identities",
              """
              select e.provider, e.subject, e.email, e.created_at from user_externalidentity e where e.user_id = $1 order by e.id
              """),
          Map.entry(
              "sessions",
              """
              select distinct on (t.session_id) t.session_id, t.device_name, t.created, t.last_seen_at
              from user_authtoken t
              where t.user_id = $1
              order by t.session_id, t.id desc
              """),
          Map.entry(
              "notification_preferences",
              """
              select n.channels, n.quiet_from, n.quiet_until, n.digest_hour
              from notifications_notificationpreference n
              where n.user_id = $1
              """),
          Map.entry(
              "devices",
              """
              select d.provider, d.name, d.app_version, d.enabled, d.created_at, d.registered_at
              from notifications_device d
              where d.user_id = $1
              order by d.id
              """),
          Map.entry(
              "notifications",
              """
              select n.type, n.residence_id, n.task_id, n.document_id, n.data, n.created_at, n.read_at
              from notifications_notification n
              where n.user_id = $1 and n.channel = 'in_app' and n.deleted_at is null
              order by n.id
              """),
          Map.entry(
              "subscription",
              """
              select s.tier, s.source, s.expires_at, s.trial_started_at, s.trial_ends_at, s.created_at, s.updated_at
              from subscription_usersubscription s
              where s.user_id = $1
              """),
          Map.entry(
              "purchases",
              """
              select s.store, s.product, s.order_id, s.entitlement, s.started_at, s.expires_at, s.grace_until, s.sandbox,
                s.price_minor, s.price_currency, s.created_at
              from subscription_storesubscription s
              where s.user_id = $1
              order by s.id
              """),
          Map.entry(
              "subscription_history",
              """
              select e.at, e.store, e.product, e.tier, e.was, e.became, e.until, e.price_minor, e.price_currency
              from subscription_event e
              where e.user_id = $1
              order by e.id
              """),
          Map.entry(
              "residences",
              "select m.role, r.* from " + MINE + " where m.user_id = $1 order by r.id"),
          Map.entry(
              "tasks",
              "select t.* from "
                  + MINE
                  + " join task_task t on t.residence_id = r.id where m.user_id = $1 order by"
                  + " t.id"),
          Map.entry(
              "completions",
              "select c.* from "
                  + MINE
                  + " join task_taskcompletion c on c.residence_id = r.id where m.user_id = $1 and"
                  + " (r.owner_id = $1 or c.completed_by_id = $1 or c.created_by_id = $1) order by"
                  + " c.id"),
          Map.entry(
              "contractors",
              """
              select c.*
              from contractor_contractor c
              left join residence_residenceuser m on m.residence_id = c.residence_id and m.user_id = $1
              where c.id in (
                select own.id from contractor_contractor own where own.user_id = $1
                union all
                select homes.id
                from residence_residenceuser o join contractor_contractor homes on homes.residence_id = o.residence_id
                where o.user_id = $1)
              order by c.id
              """),
          Map.entry(
              "documents",
              "select d.* from "
                  + MINE
                  + " join document_document d on d.residence_id = r.id where m.user_id = $1 order"
                  + " by d.id"),
          Map.entry(
              "files",
              """
              select u.id, u.kind, u.media_type, encode(u.sha256, 'hex') as sha256, u.bytes, u.claimed_by, u.claimed_id,
                u.residence_id, u.created_at
              from upload_upload u
              where u.owner_id = $1 and u.kind not in ('report', 'export')
              order by u.id
              """),
          Map.entry(
              "activity",
              """
              select e.at, e.residence_id, e.action, e.role, null as task_title
              from residence_residenceevent e
              where e.actor_id = $1
              union all
              select t.at, t.residence_id, 'task_' || t.action, null, t.task_title
              from task_taskevent t
              where t.actor_id = $1
              order by 1
              """));

  /** Each answers with one row: the section as a JSON array. $1 user. */
  static final Map<String, Statement<String>> BY_SECTION =
      SECTIONS.entrySet().stream()
          .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, ExportStatements::section));

  /**
   * A file that goes into an archive.
   *
   * @param id of its upload
   * @param key in the storage
   */
  record File(long id, String key, String mediaType, long bytes) {}

  /** $1 user. Newest first. */
  static final Statement<File> FILES =
      Statement.select("exportFiles", "upload_upload")
          .takes(Long.class)
          .sql(
              """
              select u.id, u.object_key, u.media_type, u.bytes
              from upload_upload u
              where u.owner_id = $1 and u.kind not in ('report', 'export')
              order by u.id desc
              """)
          .map(row -> new File(row.getLong(0), row.getString(1), row.getString(2), row.getLong(3)));

  /**
   * Ends the job {@code $1} with the archive it has made: a row for that, which lasts a day, and
   * the mail {@code $5} with its link. How many jobs that were: none when it was ended before.
   *
   * <p>$2 key, $3 SHA-256 in hexadecimal digits, $4 bytes, $6 the trace it belongs to.
   */
  static final Statement<Integer> FINISH =
      Statement.delete("finishExport", "jobs_outbox")
          .takes(UUID.class, String.class, String.class, Long.class, UUID.class, String.class)
          .leaves(ExportMail.TYPE.name(), 5)
          .sql(
              """
              with gone as (
                delete from jobs_outbox j where j.id = $1 and j.type = 'account.export' returning j.payload
              ), reader as (
                select u.id, u.email, coalesce(p.time_zone, 'UTC') as time_zone, gone.payload -> 'locale' as locale
                from gone
                join auth_user u on u.id = (gone.payload ->> 'user_id')::bigint
                left join user_userprofile p on p.user_id = u.id
              ), file as (
                insert into upload_upload
                  (owner_id, kind, object_key, media_type, sha256, bytes, kibibytes)
                select reader.id, 'export', $2, 'application/zip', decode($3, 'hex'), $4, 0 from reader
                returning id
              ), mail as (
                insert into jobs_outbox (id, type, payload, traceparent)
                select $5, 'mail.export_ready',
                  jsonb_build_object(
                    'user_id', reader.id, 'email', reader.email, 'locale', reader.locale, 'time_zone', reader.time_zone,
                    'upload_id', file.id, 'key', $2::text),
                  $6
                from reader, file
              )
              select count(*)::integer from gone
              """)
          .map(row -> row.getInteger(0));

  static final List<Statement<?>> ALL = all();

  private ExportStatements() {}

  private static Statement<String> section(Map.Entry<String, String> section) {
    return Statement.select("export_" + section.getKey(), "auth_user")
        .takes(Long.class)
        .sql(
            "select coalesce(jsonb_agg(to_jsonb(x)), '[]')::text from (%s) x"
                .formatted(section.getValue()))
        .map(row -> row.getString(0));
  }

  private static List<Statement<?>> all() {
    var all = new java.util.ArrayList<Statement<?>>(BY_SECTION.values());
    all.add(FILES);
    all.add(FINISH);
    return List.copyOf(all);
  }
}
