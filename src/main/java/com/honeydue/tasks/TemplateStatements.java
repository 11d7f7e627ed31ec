package com.honeydue.tasks;

import com.honeydue.db.Statement;
import io.vertx.sqlclient.Row;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The statements that read templates. */
final class TemplateStatements {

  private static final String TABLE = "task_tasktemplate";

  /** The columns of a {@code task_tasktemplate t}. */
  private static final String COLUMNS =
      """
      t.id, t.code, t.title, t.description, t.category, t.priority, t.frequency, t.rule_every, t.rule_months, t.season,
      t.home_types, t.min_age, t.version\
      """;

  /** A template in its category. */
  record Shelved(String category, String categoryName, @Nullable TaskTemplate template) {}

  /** $1 after which id, $2 how many. */
  static final Statement<TaskTemplate> LIST =
      Statement.select("listTemplates", TABLE)
          .takes(Long.class, Integer.class)
          .sql(
              """
              select %s from task_tasktemplate t where t.active and t.id > $1 order by t.id limit $2
              """
                  .formatted(COLUMNS))
          .map(TemplateStatements::required);

  /** $1 template. */
  static final Statement<TaskTemplate> GET =
      Statement.select("getTemplate", TABLE)
          .takes(Long.class)
          .sql("select %s from task_tasktemplate t where t.active and t.id = $1".formatted(COLUMNS))
          .map(TemplateStatements::required);

  /** $1 category, null for all. A category without templates is a row without one. */
  static final Statement<Shelved> BY_CATEGORY =
      Statement.select("listTemplatesByCategory", TABLE)
          .takes(String.class)
          .sql(
              """
              select k.code, k.name, %s
              from task_taskcategory k
              left join task_tasktemplate t on t.category = k.code and t.active
              where $1::text is null or k.code = $1
              order by k.position, t.position
              """
                  .formatted(COLUMNS))
          .map(row -> new Shelved(row.getString(0), row.getString(1), template(row, 2)));

  /**
   * $1 what is looked for, $2 how many at most. Words that stand there as they are go first, then
   * those that share most trigrams: accents, capitals and slips of the finger do not matter.
   */
  static final Statement<TaskTemplate> SEARCH =
      Statement.select("searchTemplates", TABLE)
          .takes(String.class, Integer.class)
          .sql(
              """
              select %s
              from task_tasktemplate t
              join task_taskcategory k on k.code = t.category
              cross join (select task_search_text($1::text) as words) as looked
              cross join lateral (
                select task_search_text(t.title) as title, task_search_text(concat_ws(' ', t.title, t.keywords, k.name)) as text
              ) as has
              cross join lateral (
                select strpos(has.title, looked.words) > 0 as titled, strpos(has.text, looked.words) > 0 as worded,
                  word_similarity(looked.words, has.text) as likeness) as match
              where t.active and (match.worded or match.likeness >= 0.45)
              order by match.titled desc, match.worded desc, match.likeness desc, t.position
              limit $2
              """
                  .formatted(COLUMNS))
          .map(TemplateStatements::required);

  /**
   * $1 user, $2 residence, $3 now, $4 how many at most. A residence without any is one empty row. A
   * template is there already when a task was made of it or has its title, whatever became of that.
   */
  static final Statement<Optional<TaskTemplate>> SUGGEST =
      Statement.select("suggestTasks", TABLE)
          .takes(Long.class, Long.class, OffsetDateTime.class, Integer.class)
          .sql(
              """
              with home as materialized (
                select r.id, r.type, residence_is_southern(r.country, r.time_zone) as southern,
                  extract(month from $3::timestamptz at time zone r.time_zone)::integer as month,
                  extract(year from $3::timestamptz at time zone r.time_zone)::integer - r.year_built as age
                from residence_residenceuser m
                join residence_residence r on r.id = m.residence_id
                where m.user_id = $1 and m.residence_id = $2
              )
              select %s
              from home
              left join lateral (
                select t.*, p.rank
                from task_tasktemplate t
                join task_taskpriority p on p.code = t.priority
                cross join lateral (
                  select coalesce(case when home.southern then task_opposite_season(t.season) else t.season end, 4095) as months
                ) as season
                where t.active
                  and (t.home_types is null or home.type = any (t.home_types))
                  and (t.min_age is null or home.age >= t.min_age)
                  and ((season.months >> (home.month - 1)) & 1 = 1 or (season.months >> (home.month %% 12)) & 1 = 1)
                  and not exists (
                    select from task_task known
                    where known.residence_id = home.id
                      and (known.template_id = t.id or lower(known.title) = lower(t.title)))
                order by p.rank desc, t.season is null, t.position
                limit $4
              ) t on true
              order by t.rank desc, t.season is null, t.position
              """
                  .formatted(COLUMNS))
          .map(row -> Optional.ofNullable(template(row, 0)));

  static final List<Statement<?>> ALL = List.of(LIST, GET, BY_CATEGORY, SEARCH, SUGGEST);

  private TemplateStatements() {}

  private static TaskTemplate required(Row row) {
    return Objects.requireNonNull(template(row, 0));
  }

  private static @Nullable TaskTemplate template(Row row, int at) {
    Long id = row.getLong(at);
    if (id == null) {
      return null;
    }
    var homeTypes = row.getArrayOfStrings(at + 10);
    return new TaskTemplate(
        id,
        row.getString(at + 1),
        row.getString(at + 2),
        row.getString(at + 3),
        row.getString(at + 4),
        row.getString(at + 5),
        row.getString(at + 6),
        row.getInteger(at + 7),
        Masks.months(row.getInteger(at + 8)),
        Masks.months(row.getInteger(at + 9)),
        homeTypes == null ? null : List.of(homeTypes),
        row.getInteger(at + 11),
        row.getLong(at + 12));
  }
}
