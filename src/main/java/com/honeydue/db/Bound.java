package com.honeydue.db;

import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;

/** A statement with checked arguments, ready to be sent once. */
public record Bound<T>(Statement<T> statement, Tuple arguments) {

  /** The jobs whose rows it may write. */
  List<JobRows.JobRow> jobs() {
    var rows = new ArrayList<JobRows.JobRow>();
    for (var job : statement.jobs()) {
      var id = arguments.getUUID(job.position() - 1);
      if (id != null) {
        rows.add(new JobRows.JobRow(job.type(), id));
      }
    }
    return rows;
  }

  @Override
  public String toString() {
    return statement.name();
  }
}
