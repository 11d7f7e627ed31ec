package com.honeydue.lookups;

import com.honeydue.db.Statement;
import java.util.List;

/** The statements that read lookups; they go out together. */
final class LookupStatements {

  static final Statement<Choice> CATEGORIES =
      choices("listCategories", "task_taskcategory", "position");

  static final Statement<Choice> PRIORITIES =
      choices("listPriorities", "task_taskpriority", "rank");

  static final Statement<Choice> RESIDENCE_TYPES =
      choices("listResidenceTypes", "residence_residencetype", "position");

  static final Statement<Choice> SPECIALTIES =
      choices("listSpecialties", "contractor_specialty", "position");

  static final Statement<Frequency> FREQUENCIES =
      Statement.select("listFrequencies", "task_taskfrequency")
          .sql(
              """
              select code, name, unit, every,
                case
                  when unit is null or every is not null then 'none'
                  when default_every is not null then 'optional'
                  else 'required'
                end,
                takes
              from task_taskfrequency
              order by position
              """)
          .map(
              row ->
                  new Frequency(
                      row.getString(0),
                      row.getString(1),
                      row.getString(2),
                      row.getInteger(3),
                      row.getString(4),
                      row.getString(5)));

  /** The platform as code, the version as name. */
  static final Statement<Choice> APP_VERSIONS =
      Statement.select("listAppVersions", "core_appversion")
          .sql("select platform, oldest from core_appversion order by platform")
          .map(row -> new Choice(row.getString(0), row.getString(1)));

  static final List<Statement<?>> ALL =
      List.of(CATEGORIES, PRIORITIES, RESIDENCE_TYPES, SPECIALTIES, FREQUENCIES, APP_VERSIONS);

  private LookupStatements() {}

  private static Statement<Choice> choices(String name, String table, String order) {
    return Statement.select(name, table)
        .sql("select code, name from %s order by %s".formatted(table, order))
        .map(row -> new Choice(row.getString(0), row.getString(1)));
  }
}
