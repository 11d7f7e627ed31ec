package com.honeydue.bench;

import com.honeydue.testing.TestDatabase;

/**
 * The households beside the one that is measured: in a table of a few rows PostgreSQL reads all of
 * them rather than an index, which no database in use does.
 */
final class Neighbours {

  /**
   * 2,000 accounts with 3 homes each, and 17 tasks in each of those, half of them done and noted as
   * such.
   */
  private static final String[] STATEMENTS = {
    """
    insert into auth_user (username, email)
    select 'neighbour' || n, 'neighbour' || n || '@example.org' from generate_series(1, 2000) n
    """,
    """
    insert into residence_residence (owner_id, name, time_zone)
    select id, 'Next door', 'Europe/Berlin' from auth_user, generate_series(1, 3) where username like 'neighbour%'
    """,
    """
    insert into residence_residenceuser (residence_id, user_id, role)
    select id, owner_id, 'owner' from residence_residence where name = 'Next door'
    """,
    """
    insert into task_task (residence_id, title, due_date, next_due_date, completed_at)
    select id, 'Check number ' || n, current_date, case when n % 2 = 0 then current_date + n end,
      case when n % 2 <> 0 then now() end
    from residence_residence cross join generate_series(1, 17) n
    where name = 'Next door'
    """,
    """
    insert into task_taskcompletion (task_id, residence_id, series, performed_at, prior_in_progress)
    select t.id, t.residence_id, 1, t.completed_at, false
    from task_task t join residence_residence r on r.id = t.residence_id
    where r.name = 'Next door' and t.completed_at is not null
    """,
    """
    insert into task_taskevent (residence_id, task_id, task_title, action, completion_id)
    select residence_id, task_id, 'Check', 'completed', id from task_taskcompletion
    """,
  };

  private Neighbours() {}

  static void moveInto(TestDatabase database) {
    database.execute(STATEMENTS);
    database.execute("vacuum analyze");
  }
}
