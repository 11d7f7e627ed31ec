package com.honeydue.uploads;

import com.honeydue.db.Statement;
import com.honeydue.db.TierLimit;
import io.vertx.core.json.JsonObject;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The statements of uploads. */
final class UploadStatements {

  private static final String TABLE = "upload_upload";

  /**
   * Whether {@code $1} may see an upload {@code u}: whoever belongs to the residence it is in; of a
   * face, whoever shares a residence with its owner; else the owner.
   */
  private static final String VISIBLE =
      """
      case
        when u.residence_id is not null then
          exists (
            select from residence_residenceuser m where m.residence_id = u.residence_id and m.user_id = $1)
        when u.owner_id = $1 then true
        when u.claimed_by = 'avatar' then
          exists (
            select
            from residence_residenceuser mine
            join residence_residenceuser theirs
              on theirs.residence_id = mine.residence_id and theirs.user_id = u.owner_id
            where mine.user_id = $1)
        else false
      end\
      """;

  /** What removes a file's rows gives its room back. Needs a CTE {@code gone}. */
  private static final String GIVEN_BACK =
      """
      given_back as (
        update subscription_usage s
        set used = greatest(s.used - freed.kibibytes, 0)
        from (
          select gone.owner_id, sum(gone.kibibytes)::integer as kibibytes
          from gone
          where gone.owner_id is not null
          group by gone.owner_id) freed
        where s.user_id = any (array(select gone.owner_id from gone))
          and s.user_id = freed.owner_id and s.resource = 'storage_kib'
      )\
      """;

  /**
   * How taking in a file ended.
   *
   * @param limit how many KiB the tier allows
   * @param upload null when there was no room
   */
  record Made(TierLimit limit, @Nullable Upload upload) {}

  /** $1 user, $2 kind, $3 columns. The room is taken and the row made together, or neither. */
  static final Statement<Made> CREATE =
      Statement.insert("createUpload", TABLE)
          .takes(Long.class, String.class, JsonObject.class)
          .sql(
              """
              with given as materialized (
                select p.* from jsonb_populate_record(null::upload_upload, $3::jsonb) p
              ), quota as materialized (
                select l.maximum, l.upgrade_trigger from tier_limit($1, 'storage_kib') l
              ), counted as (
                insert into subscription_usage as s (user_id, resource, used)
                select $1, 'storage_kib', given.kibibytes
                from given, quota
                where given.kibibytes <= coalesce(quota.maximum, 2147483647)
                on conflict (user_id, resource) do update set used = s.used + excluded.used
                where s.used::bigint + excluded.used <= coalesce((select quota.maximum from quota), 2147483647)
                returning s.used
              ), u as (
                insert into upload_upload
                  (owner_id, kind, object_key, media_type, sha256, bytes, width, height, kibibytes)
                select $1, $2, g.object_key, g.media_type, g.sha256, g.bytes, g.width, g.height, g.kibibytes
                from given g, counted
                returning *
              )
              select quota.maximum, quota.upgrade_trigger, %s
              from quota left join u on true
              """
                  .formatted(Upload.COLUMNS))
          .map(row -> new Made(TierLimit.of(row, 0), Upload.of(row, 2)));

  /**
   * What is needed to hand a file out.
   *
   * @param kind what it was brought or made for
   * @param picture whether there is a thumbnail
   * @param owner null once they are gone
   * @param residence null for what is in none
   */
  record Found(
      String kind,
      String key,
      String mediaType,
      String sha256,
      boolean picture,
      @Nullable Long owner,
      @Nullable Long residence) {}

  /** $1 user, $2 upload. */
  static final Statement<Found> FIND =
      Statement.select("findUpload", TABLE)
          .takes(Long.class, Long.class)
          .sql(
              """
              select u.kind, u.object_key, u.media_type, encode(u.sha256, 'hex'), u.width is not null, u.owner_id,
                u.residence_id
              from upload_upload u
              where u.id = $2 and %s
              """
                  .formatted(VISIBLE))
          .map(
              row ->
                  new Found(
                      row.getString(0),
                      row.getString(1),
                      row.getString(2),
                      row.getString(3),
                      row.getBoolean(4),
                      row.getLong(5),
                      row.getLong(6)));

  /**
   * $1 user, $2 upload, $3 the id of the job that removes the file, $4 the trace it belongs to. How
   * it ended: {@code done}, {@code in_use} or {@code not_found}.
   */
  static final Statement<String> DELETE =
      Statement.delete("deleteUpload", TABLE)
          .takes(Long.class, Long.class, UUID.class, String.class)
          .leaves(UploadJobs.REMOVE_FILES.name(), 3)
          .sql(
              """
              with target as materialized (
                select u.id, u.owner_id is not distinct from $1 and u.unclaimed_since is not null as free
                from upload_upload u
                where u.id = $2 and %s
                for update of u
              ), gone as (
                delete from upload_upload u
                using target
                where u.id = target.id and target.free
                returning u.owner_id, u.object_key, u.bytes, u.kibibytes
              ), %s, job as (
                insert into jobs_outbox (id, type, payload, traceparent)
                select $3, 'uploads.remove_files', jsonb_build_object(
                    'keys', jsonb_build_array(gone.object_key), 'bytes', gone.bytes, 'cause', 'upload_deleted',
                    'user_id', gone.owner_id),
                  $4
                from gone
              )
              select
                case
                  when gone.object_key is not null then 'done'
                  when target.id is not null then 'in_use'
                  else 'not_found'
                end
              from (values (1)) one left join target on true left join gone on true
              """
                  .formatted(VISIBLE, GIVEN_BACK))
          .map(row -> row.getString(0));

  /**
   * Removes a few of the uploads that belong to nothing since before {@code $1}, at most {@code $2}
   * of them, and leaves a job {@code $3} to remove their files. How many they were.
   */
  static final Statement<Integer> EXPIRE =
      Statement.delete("expireUploads", TABLE)
          .takes(OffsetDateTime.class, Integer.class, UUID.class)
          .leaves(UploadJobs.REMOVE_FILES.name(), 3)
          .sql(
              """
              with expired as materialized (
                select u.id
                from upload_upload u
                where u.unclaimed_since < $1
                order by u.unclaimed_since
                limit $2
                for update skip locked
              ), gone as (
                delete from upload_upload u
                where u.id = any (array(select expired.id from expired))
                returning u.owner_id, u.object_key, u.bytes, u.kibibytes
              ), %s, job as (
                insert into jobs_outbox (id, type, payload)
                select $3, 'uploads.remove_files',
                  jsonb_build_object('keys', jsonb_agg(gone.object_key), 'bytes', sum(gone.bytes), 'cause', 'unclaimed')
                from gone
                having count(*) > 0
              )
              select count(*)::integer from gone
              """
                  .formatted(GIVEN_BACK))
          .map(row -> row.getInteger(0));

  /**
   * Ends the job {@code $1} that removed files, with its proof: an entry in the trail of audits,
   * which outlives all it names, and one in that of the residence they were in, if that is still
   * there. How many jobs that were: none when it was ended before.
   */
  static final Statement<Integer> REMOVED =
      Statement.delete("endRemovalOfFiles", "jobs_outbox")
          .takes(UUID.class)
          .sql(
              """
              with gone as (
                delete from jobs_outbox j
                where j.id = $1 and j.type in ('uploads.remove_files', 'account.erase')
                returning j.id, j.payload, (j.payload ->> 'user_id')::bigint as user_id,
                  (j.payload ->> 'residence_id')::bigint as residence_id, jsonb_array_length(j.payload -> 'keys') as files
              ), proof as (
                insert into admin_auditentry (act, user_id, residence_id, details)
                select 'filesRemoved', gone.user_id, gone.residence_id,
                  jsonb_build_object(
                    'job', gone.id, 'cause', gone.payload -> 'cause', 'files', gone.files, 'bytes', gone.payload -> 'bytes')
                from gone
              ), told as (
                insert into residence_residenceevent (residence_id, actor_id, action, files)
                select r.id, u.id, 'files_removed', gone.files
                from gone
                join residence_residence r on r.id = gone.residence_id
                left join auth_user u on u.id = gone.user_id
                where gone.files > 0
              )
              select count(*)::integer from gone
              """)
          .map(row -> row.getInteger(0));

  /** Which of the keys {@code $1} no upload has. */
  static final Statement<String> UNKNOWN =
      Statement.select("findUnknownFiles", TABLE)
          .takes(String[].class)
          .sql(
              """
              select k.key
              from unnest($1::text[]) k (key)
              where not exists (select from upload_upload u where u.object_key = k.key)
              """)
          .map(row -> row.getString(0));

  static final List<Statement<?>> ALL = List.of(CREATE, FIND, DELETE, EXPIRE, REMOVED, UNKNOWN);

  private UploadStatements() {}
}
