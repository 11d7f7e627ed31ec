package com.honeydue.documents;

import com.honeydue.db.Statement;
import com.honeydue.db.TierLimit;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.UUID;

/**
 * The statements that write documents. Each returns exactly one row, whose first column says how it
 * ended.
 *
 * <p>Bodies come as one JSON object of columns and are laid over the row with {@code
 * jsonb_populate_record}.
 */
final class DocumentStatements {

  private static final String TABLE = "document_document";

  /** What is wrong with the columns {@code p}, but for their files. */
  private static final String COLUMNS_FAULT =
      """
      when p.category is not null and not exists (select from task_taskcategory k where k.code = p.category)
        then 'unknown_category'
      when p.ends_on < p.starts_on then 'ends_too_early'
      """;

  /**
   * The document {@code $2}, locked, as it is since nobody else writes it ({@code was}), and what
   * the user {@code $1} is there. The home is locked first.
   */
  private static final String TARGET =
      """
      with target as materialized (
        select o.id, o.residence_id, o.upload_id, o.image_ids, m.role <> 'member' as allowed, o as was
        from document_document o
        join residence_residenceuser m on m.residence_id = o.residence_id and m.user_id = $1
        join residence_residence r on r.id = o.residence_id
        where o.id = $2
        for key share of r
        for no key update of o
      )\
      """;

  /** How a statement on {@code target} and {@code d}, what was written of it, ended. */
  private static final String ENDED =
      """
      case
        when d.id is not null then 'done'
        when target.id is null then 'not_found'
        when not target.allowed then 'forbidden'
      """;

  private static final String NOTED =
      """
      insert into residence_residenceevent (residence_id, actor_id, action, document_id, document_title)
      """;

  /** $1 user, $2 columns. It counts against the tier of whoever owns the home. */
  static final Statement<DocumentWrite> CREATE =
      Statement.insert("createDocument", TABLE)
          .takes(Long.class, JsonObject.class)
          .sql(
              """
              with target as materialized (
                select p.*, r.owner_id as account, r.read_only as closed,
                  case
                    when m.role is null then 'not_found'
                    when m.role = 'member' then 'forbidden'
                    %s
                  end as fault
                from jsonb_populate_record(
                  null::document_document, jsonb '{"type": "general", "image_ids": []}' || $2::jsonb) p
                left join residence_residenceuser m on m.residence_id = p.residence_id and m.user_id = $1
                left join residence_residence r on r.id = m.residence_id
              ), files as materialized (
                select document_fault(
                  $1, jsonb_populate_record(null::document_document, jsonb '{"image_ids": []}' || $2::jsonb), null) as fault
                from target
                where target.fault is null
              ), quota as materialized (
                select q.*
                from (
                  select target.account, target.closed
                  from target, files
                  where target.fault is null and files.fault is null) counted
                cross join lateral tier_room(counted.account, 'documents', 1, counted.closed) q
              ), d as (
                insert into document_document
                  (residence_id, created_by_id, type, category, title, description, upload_id, image_ids, item, model,
                   serial_number, vendor, purchase_date, purchase_price_minor, purchase_price_currency, starts_on, ends_on)
                select w.residence_id, $1, w.type, w.category, w.title, w.description, w.upload_id, w.image_ids, w.item, w.model,
                  w.serial_number, w.vendor, w.purchase_date, w.purchase_price_minor, w.purchase_price_currency, w.starts_on,
                  w.ends_on
                from target w, quota
                where quota.room
                returning *
              ), noted as (
                %s
                select d.residence_id, $1, 'document_added', d.id, d.title from d
              )
              select coalesce(target.fault, files.fault, case when d.id is null then 'documents_limit' else 'done' end),
                quota.maximum, quota.upgrade_trigger, %s
              from target left join files on true left join quota on true left join d on true
              """
                  .formatted(COLUMNS_FAULT, NOTED, DocumentRows.COLUMNS))
          .map(row -> written(row, TierLimit.of(row, 1), 3));

  /** $1 user, $2 document, $3 columns, $4 the versions that may be overwritten, null for any. */
  static final Statement<DocumentWrite> UPDATE =
      Statement.update("updateDocument", TABLE)
          .takes(Long.class, Long.class, JsonObject.class, Long[].class)
          .sql(
              TARGET
                  + """
                  , judged as materialized (
                    select coalesce(
                      case when false then null %s end,
                      document_fault($1, p, array_remove(array[target.upload_id], null) || target.image_ids)) as fault
                    from target
                    cross join lateral jsonb_populate_record(target.was, $3::jsonb) p
                    where target.allowed
                  ), d as (
                    update document_document d
                    set (type, category, title, description, upload_id, image_ids, item, model, serial_number, vendor,
                         purchase_date, purchase_price_minor, purchase_price_currency, starts_on, ends_on, version, updated_at) =
                        (select p.type, p.category, p.title, p.description, p.upload_id, p.image_ids, p.item, p.model,
                           p.serial_number, p.vendor, p.purchase_date, p.purchase_price_minor, p.purchase_price_currency,
                           p.starts_on, p.ends_on, d.version + 1, now()
                         from jsonb_populate_record(d, $3::jsonb) p)
                    from judged
                    where d.id = $2 and judged.fault is null and ($4::bigint[] is null or d.version = any ($4::bigint[]))
                    returning d.*
                  ), noted as (
                    %s
                    select d.residence_id, $1, 'document_edited', d.id, d.title from d
                  )
                  select %s when judged.fault is not null then judged.fault else 'stale' end, %s
                  from (values (1)) one left join target on true left join judged on true left join d on true
                  """
                      .formatted(COLUMNS_FAULT, NOTED, ENDED, DocumentRows.COLUMNS))
          .map(row -> written(row, TierLimit.NONE, 1));

  /** $1 user, $2 document, $3 whether it is of use. What is so already stays as it is. */
  static final Statement<DocumentWrite> ACTIVATE =
      Statement.update("activateDocument", TABLE)
          .takes(Long.class, Long.class, Boolean.class)
          .sql(
              TARGET
                  + """
                  , d as (
                    update document_document d
                    set active = $3,
                      version = d.version + (d.active <> $3)::integer,
                      updated_at = case when d.active <> $3 then now() else d.updated_at end
                    from target
                    where d.id = target.id and target.allowed
                    returning d.*
                  ), noted as (
                    %s
                    select d.residence_id, $1, case when $3 then 'document_activated' else 'document_deactivated' end, d.id,
                      d.title
                    from d join document_document before on before.id = d.id and before.active <> $3
                  )
                  select %s else 'not_found' end, %s
                  from (values (1)) one left join target on true left join d on true
                  """
                      .formatted(NOTED, ENDED, DocumentRows.COLUMNS))
          .map(row -> written(row, TierLimit.NONE, 1));

  /**
   * $1 user, $2 document, $3 picture, $4 the versions that may be overwritten, null for any. Adding
   * what is there already changes nothing.
   */
  static final Statement<DocumentWrite> ADD_IMAGE =
      Statement.update("addDocumentImage", TABLE)
          .takes(Long.class, Long.class, Long.class, Long[].class)
          .sql(
              TARGET
                  + """
                  , judged as materialized (
                    select $3::bigint = any (target.image_ids) as there,
                      case
                        when $3::bigint = any (target.image_ids) then null
                        when cardinality(target.image_ids) >= 20 then 'too_many_images'
                        when document_fault($1, p, array_remove(array[target.upload_id], null) || target.image_ids) is not null
                          then 'image_refused'
                      end as fault
                    from target
                    cross join lateral jsonb_populate_record(
                      target.was, jsonb_build_object('image_ids', target.image_ids || $3::bigint)) p
                    where target.allowed
                  ), d as (
                    update document_document d
                    set image_ids = case when $3::bigint = any (d.image_ids) then d.image_ids else d.image_ids || $3::bigint end,
                      version = d.version + ($3::bigint <> all (d.image_ids))::integer,
                      updated_at = case when $3::bigint = any (d.image_ids) then d.updated_at else now() end
                    from judged
                    where d.id = $2 and judged.fault is null and ($4::bigint[] is null or d.version = any ($4::bigint[]))
                    returning d.*
                  ), noted as (
                    %s
                    select d.residence_id, $1, 'document_edited', d.id, d.title from d, judged where not judged.there
                  )
                  select %s when judged.fault is not null then judged.fault else 'stale' end, %s
                  from (values (1)) one left join target on true left join judged on true left join d on true
                  """
                      .formatted(NOTED, ENDED, DocumentRows.COLUMNS))
          .map(row -> written(row, TierLimit.NONE, 1));

  /**
   * $1 user, $2 document, $3 picture, $4 the versions that may be overwritten, null for any, $5 the
   * id of the job that removes its file, $6 the trace it belongs to.
   */
  static final Statement<DocumentWrite> REMOVE_IMAGE =
      Statement.update("removeDocumentImage", TABLE)
          .takes(Long.class, Long.class, Long.class, Long[].class, UUID.class, String.class)
          .leaves("uploads.remove_files", 5)
          .sql(
              TARGET
                  + """
                  , d as (
                    update document_document d
                    set image_ids = array_remove(d.image_ids, $3::bigint), version = d.version + 1, updated_at = now()
                    from target
                    where d.id = target.id and target.allowed and $3::bigint = any (target.image_ids)
                      and ($4::bigint[] is null or d.version = any ($4::bigint[]))
                    returning d.*
                  ), noted as (
                    %s
                    select d.residence_id, $1, 'document_edited', d.id, d.title from d
                  ), removed as (
                    select upload_remove(array[$3::bigint], $5, $6, 'image_removed', $1, d.residence_id) as files from d
                  )
                  select %s when $3::bigint <> all (target.image_ids) then 'not_found' else 'stale' end, %s, removed.files
                  from (values (1)) one left join target on true left join d on true left join removed on true
                  """
                      .formatted(NOTED, ENDED, DocumentRows.COLUMNS))
          .map(row -> written(row, TierLimit.NONE, 1));

  /**
   * $1 user, $2 document, $3 the versions that may be deleted, null for any, $4 the id of the job
   * that removes its files, $5 the trace it belongs to, $6 the id of the job that gives its room to
   * another.
   */
  static final Statement<DocumentWrite> DELETE =
      Statement.delete("deleteDocument", TABLE)
          .takes(Long.class, Long.class, Long[].class, UUID.class, String.class, UUID.class)
          .leaves("uploads.remove_files", 4)
          .leaves("subscriptions.settle", 6)
          .sql(
              TARGET
                  + """
                  , d as (
                    delete from document_document d
                    using target
                    where d.id = target.id and target.allowed and ($3::bigint[] is null or d.version = any ($3::bigint[]))
                    returning d.id, d.residence_id, d.title
                  ), noted as (
                    %s
                    select d.residence_id, $1, 'document_removed', d.id, d.title from d
                  ), removed as (
                    select upload_remove(
                      array_remove(array[target.upload_id], null) || target.image_ids, $4, $5, 'document_deleted', $1,
                      d.residence_id) as files,
                      tier_freed(r.owner_id, $6, $5) as room
                    from d cross join target join residence_residence r on r.id = d.residence_id
                  )
                  select %s else 'stale' end, target.residence_id, removed.files
                  from (values (1)) one left join target on true left join d on true left join removed on true
                  """
                      .formatted(NOTED, ENDED))
          .map(row -> new DocumentWrite(row.getString(0), TierLimit.NONE, null, row.getLong(1)));

  static final List<Statement<?>> ALL =
      List.of(CREATE, UPDATE, ACTIVATE, ADD_IMAGE, REMOVE_IMAGE, DELETE);

  private DocumentStatements() {}

  private static DocumentWrite written(Row row, TierLimit limit, int at) {
    var document = DocumentRows.document(row, at);
    return new DocumentWrite(
        row.getString(0), limit, document, document == null ? null : document.residenceId());
  }
}
