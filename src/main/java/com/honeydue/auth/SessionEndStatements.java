package com.honeydue.auth;

import com.honeydue.db.Statement;
import io.vertx.sqlclient.Row;
import java.util.List;

/** The SQL of what Redis could not be told. */
final class SessionEndStatements {

  /** An end that is noted. */
  record Noted(long id, Scope scope) {

    static Noted of(Row row) {
      return new Noted(
          row.getLong("id"), new Scope(row.getLong("user_id"), row.getLong("session_id")));
    }
  }

  /** $1 user or null, $2 session or null. */
  static final Statement<Row> NOTE_END =
      Statement.insert("noteSessionEnd", "user_sessionend")
          .takes(Long.class, Long.class)
          .sql("insert into user_sessionend (user_id, session_id) values ($1, $2)")
          .map(row -> row);

  /**
   * What was noted lately: $1 how many seconds ago at most, $2 the last id that is known, $3 how
   * many at most.
   */
  static final Statement<Noted> NOTED_ENDS =
      Statement.select("notedSessionEnds", "user_sessionend")
          .takes(Long.class, Long.class, Integer.class)
          .sql(
              """
              select id, user_id, session_id
              from user_sessionend
              where noted_at > now() - $1::bigint * interval '1 second' and id > $2
              order by id
              limit $3
              """)
          .map(Noted::of);

  /** Removes what is older than anything that Redis may still keep: $1 seconds. */
  static final Statement<Row> SWEEP_ENDS =
      Statement.delete("sweepSessionEnds", "user_sessionend")
          .takes(Long.class)
          .sql(
              "delete from user_sessionend where noted_at < now() - $1::bigint * interval '1"
                  + " second'")
          .map(row -> row);

  static final List<Statement<?>> ALL = List.of(NOTE_END, NOTED_ENDS, SWEEP_ENDS);

  private SessionEndStatements() {}
}
