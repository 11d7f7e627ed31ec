package com.honeydue.documents;

import com.honeydue.db.Statement;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The statements that read documents. */
final class DocumentListStatements {

  private static final String TABLE = "document_document";

  /** What has no end sorts behind whatever has one. */
  static final LocalDate NO_END = LocalDate.of(9999, 12, 30);

  /** $1 user, $2 document. */
  static final Statement<Document> GET =
      Statement.select("getDocument", TABLE)
          .takes(Long.class, Long.class)
          .sql(
              """
              select %s
              from document_document d
              join residence_residenceuser m on m.residence_id = d.residence_id and m.user_id = $1
              where d.id = $2
              """
                  .formatted(DocumentRows.COLUMNS))
          .map(row -> Objects.requireNonNull(DocumentRows.document(row, 0)));

  /**
   * The file of a document.
   *
   * @param key its key in the storage
   */
  record File(String key, String mediaType, String sha256, long residenceId) {}

  /** $1 user, $2 document. None where there is no file. */
  static final Statement<File> FILE =
      Statement.select("findDocumentFile", TABLE)
          .takes(Long.class, Long.class)
          .sql(
              """
              select u.object_key, u.media_type, encode(u.sha256, 'hex'), d.residence_id
              from document_document d
              join residence_residenceuser m on m.residence_id = d.residence_id and m.user_id = $1
              join upload_upload u on u.id = d.upload_id
              where d.id = $2
              """)
          .map(
              row ->
                  new File(row.getString(0), row.getString(1), row.getString(2), row.getLong(3)));

  /**
   * $1 user, $2 residence or null for all, $3 type, $4 category, $5 whether of use, $6 now, $7 days
   * within which it ends, $8 what is looked for; null for any.
   *
   * <p>Words are found as they stand or by the trigrams they share with a part of the text:
   * accents, capitals and slips of the finger do not matter.
   */
  private static final String FOUND =
      """
      select d.*
      from document_document d
      where d.residence_id = place.id
        and ($3::text is null or d.type = $3)
        and ($4::text is null or d.category = $4)
        and ($5::boolean is null or d.active = $5)
        and ($7::integer is null or d.ends_on between place.today and place.today + $7)
        and (looked.words is null or (
          select strpos(has.text, looked.words) > 0 or word_similarity(looked.words, has.text) >= 0.45
          from (select document_text(d) as text) as has))
      """;

  /** Whoever may look gets at least one row, which may be empty. */
  private static final String PLACES =
      """
      with place as materialized (
        select r.id, ($6::timestamptz at time zone r.time_zone)::date as today
        from residence_residenceuser m
        join residence_residence r on r.id = m.residence_id
        where m.user_id = $1 and ($2::bigint is null or m.residence_id = $2)
      ), looked as materialized (
        select task_search_text($8::text) as words
      )
      """;

  private static final Class<?>[] FILTERS = {
    Long.class,
    Long.class,
    String.class,
    String.class,
    Boolean.class,
    OffsetDateTime.class,
    Integer.class,
    String.class
  };

  /** Newest first. The filters, $9 the id before which the page begins, $10 how many rows. */
  static final Statement<Optional<Document>> LIST =
      Statement.select("listDocuments", TABLE)
          .takes(with(Long.class, Integer.class))
          .sql(
              PLACES
                  + """
                  select %s
                  from looked
                  left join place on true
                  left join lateral (
                    %s and d.id < $9
                    order by d.id desc
                    limit $10
                  ) d on true
                  where place.id is not null or $2::bigint is null
                  order by d.id desc nulls last
                  limit $10
                  """
                      .formatted(DocumentRows.COLUMNS, FOUND))
          .map(row -> Optional.ofNullable(DocumentRows.document(row, 0)));

  /**
   * What ends first goes first. The filters, $9 and $10 the end and the id after which the page
   * begins, $11 how many rows.
   */
  static final Statement<Optional<Document>> BY_END =
      Statement.select("listWarranties", TABLE)
          .takes(with(LocalDate.class, Long.class, Integer.class))
          .sql(
              PLACES
                  + """
                  select %s
                  from looked
                  left join place on true
                  left join lateral (
                    %s and (coalesce(d.ends_on, date '9999-12-30'), d.id) > ($9::date, $10::bigint)
                    order by coalesce(d.ends_on, date '9999-12-30'), d.id
                    limit $11
                  ) d on true
                  where place.id is not null or $2::bigint is null
                  order by coalesce(d.ends_on, date '9999-12-30'), d.id nulls last
                  limit $11
                  """
                      .formatted(DocumentRows.COLUMNS, FOUND))
          .map(row -> Optional.ofNullable(DocumentRows.document(row, 0)));

  static final List<Statement<?>> ALL = List.of(GET, FILE, LIST, BY_END);

  private DocumentListStatements() {}

  private static Class<?>[] with(Class<?>... more) {
    var all = java.util.Arrays.copyOf(FILTERS, FILTERS.length + more.length);
    System.arraycopy(more, 0, all, FILTERS.length, more.length);
    return all;
  }
}
