package com.honeydue.contractors;

import com.honeydue.db.Statement;
import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The statements that read contractors. */
final class ContractorListStatements {

  private static final String TABLE = "contractor_contractor";

  /** A contractor, and the homes whose completions it shows. */
  record Shown(Contractor contractor, List<Long> residences) {}

  /**
   * What is searched of a {@code contractor_contractor c}, in plain small letters without accents.
   */
  private static final String TEXT =
      """
      task_search_text(
        concat_ws(' ', c.name, c.company, c.phone, c.email, c.address, c.notes,
          (select string_agg(k.name, ' ') from contractor_specialty k where k.code = any (c.specialties))))\
      """;

  /** $1 user, $2 contractor. */
  static final Statement<Shown> GET =
      Statement.select("getContractor", TABLE)
          .takes(Long.class, Long.class)
          .sql(
              """
              select %s, %s
              from contractor_contractor c
              left join residence_residenceuser m on m.residence_id = c.residence_id and m.user_id = $1
              where c.id = $2 and (c.user_id = $1 or m.role is not null)
              """
                  .formatted(ContractorRows.COLUMNS, ContractorRows.RESIDENCES))
          .map(
              row ->
                  new Shown(
                      Objects.requireNonNull(ContractorRows.contractor(row, 0)),
                      ContractorRows.residences(row, ContractorRows.WIDTH)));

  /**
   * $1 user, $2 residence or null for all that the user sees, $3 the id after which the page
   * begins, $4 how many rows, $5 specialty, $6 whether a favourite, $7 what is looked for; null for
   * any. Whoever may look gets at least one row, which may be empty.
   *
   * <p>Words are found as they stand or by the trigrams they share with a part of the text:
   * accents, capitals and slips of the finger do not matter.
   */
  static final Statement<Optional<Contractor>> LIST =
      Statement.select("listContractors", TABLE)
          .takes(
              Long.class,
              Long.class,
              Long.class,
              Integer.class,
              String.class,
              Boolean.class,
              String.class)
          .sql(
              """
              with place (residence_id) as materialized (
                select null::bigint where $2::bigint is null
                union all
                select m.residence_id
                from residence_residenceuser m
                where m.user_id = $1 and ($2::bigint is null or m.residence_id = $2)
              ), looked as materialized (
                select task_search_text($7::text) as words
              )
              select %s
              from place
              cross join looked
              left join lateral (
                select c.*
                from (
                  select own.* from contractor_contractor own where place.residence_id is null and own.user_id = $1 and own.id > $3
                  union all
                  select homes.* from contractor_contractor homes where homes.residence_id = place.residence_id and homes.id > $3
                ) c
                left join contractor_favorite liked on liked.user_id = $1 and liked.contractor_id = c.id
                where ($5::text is null or $5 = any (c.specialties))
                  and ($6::boolean is null or (liked.user_id is not null) = $6)
                  and (looked.words is null or (
                    select strpos(has.text, looked.words) > 0 or word_similarity(looked.words, has.text) >= 0.45
                    from (select %s as text) as has))
                order by c.id
                limit $4
              ) c on true
              order by c.id nulls last
              limit $4
              """
                  .formatted(ContractorRows.COLUMNS, TEXT))
          .map(row -> Optional.ofNullable(ContractorRows.contractor(row, 0)));

  /**
   * $1 user, $2 contractor, $3 the id after which the page begins, $4 how many rows. Tasks of homes
   * that the user sees: those that name the contractor, and those that it has done. Whoever sees
   * the contractor gets at least one row, which may be empty.
   */
  static final Statement<Optional<ContractorTask>> TASKS =
      Statement.select("listContractorTasks", "task_task")
          .takes(Long.class, Long.class, Long.class, Integer.class)
          .sql(
              """
              select t.*
              from contractor_contractor c
              left join residence_residenceuser m on m.residence_id = c.residence_id and m.user_id = $1
              left join lateral (
                select t.id, t.residence_id, t.title, t.category, t.priority, t.next_due_date, t.in_progress, t.cancelled,
                  t.archived, t.completed_at, t.contractor_id = c.id is true as assigned, done.times, done.last_at
                from (
                  select named.id from task_task named where named.contractor_id = c.id and named.id > $3
                  union
                  select k.task_id from task_taskcompletion k where k.contractor_id = c.id and k.task_id > $3
                ) found
                join task_task t on t.id = found.id
                join residence_residenceuser sees on sees.residence_id = t.residence_id and sees.user_id = $1
                cross join lateral (
                  select count(*) as times, max(k.performed_at) as last_at
                  from task_taskcompletion k
                  where k.contractor_id = c.id and k.task_id = t.id) done
                order by t.id
                limit $4
              ) t on true
              where c.id = $2 and (c.user_id = $1 or m.role is not null)
              order by t.id
              """)
          .map(ContractorListStatements::task);

  static final List<Statement<?>> ALL = List.of(GET, LIST, TASKS);

  private ContractorListStatements() {}

  private static Optional<ContractorTask> task(Row row) {
    if (row.getValue(0) == null) {
      return Optional.empty();
    }
    var completedAt = row.getOffsetDateTime(9);
    var lastDoneAt = row.getOffsetDateTime(12);
    return Optional.of(
        new ContractorTask(
            row.getLong(0),
            row.getLong(1),
            row.getString(2),
            row.getString(3),
            row.getString(4),
            row.getLocalDate(5),
            row.getBoolean(6),
            row.getBoolean(7),
            row.getBoolean(8),
            completedAt == null ? null : completedAt.toInstant(),
            row.getBoolean(10),
            row.getInteger(11),
            lastDoneAt == null ? null : lastDoneAt.toInstant()));
  }
}
