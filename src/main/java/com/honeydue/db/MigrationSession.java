package com.honeydue.db;

import java.sql.SQLException;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.callback.BaseCallback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;

/**
 * Frees each session of a migration from its role's limits, which are meant for statements of the
 * API: a statement may take as long as it needs, but waits 10 s at most for a lock, since callers
 * queue behind it.
 */
final class MigrationSession extends BaseCallback {

  @Override
  public boolean supports(Event event, Context context) {
    return event == Event.AFTER_CONNECT;
  }

  @Override
  public void handle(Event event, Context context) {
    try (var statement = context.getConnection().createStatement()) {
      statement.execute("set statement_timeout = 0; set lock_timeout = '10s'");
    } catch (SQLException refused) {
      throw new FlywayException("the limits of the migration's session could not be set", refused);
    }
  }
}
