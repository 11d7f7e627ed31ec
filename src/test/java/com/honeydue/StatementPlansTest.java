package com.honeydue;

import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.admin.AdminService;
import com.honeydue.auth.Auth;
import com.honeydue.contractors.ContractorService;
import com.honeydue.db.Statement;
import com.honeydue.documents.DocumentService;
import com.honeydue.exports.ExportJob;
import com.honeydue.lookups.LookupService;
import com.honeydue.notifications.Notifications;
import com.honeydue.residences.ResidenceService;
import com.honeydue.subscriptions.SubscriptionService;
import com.honeydue.tasks.TaskService;
import com.honeydue.testing.TestDatabase;
import com.honeydue.uploads.UploadService;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whether every statement finds its rows by an index, whatever its arguments are. */
class StatementPlansTest {

  private static final String[] POPULATION = {
    """
    insert into auth_user (username, email)
    select 'user' || n, 'user' || n || '@example.org' from generate_series(1, 3000) n
    """,
    "insert into user_userprofile (user_id) select id from auth_user",
    "insert into admin_auditentry (act, user_id) select 'any', id from auth_user",
    """
    insert into user_verificationcode (user_id, purpose, email, code_mac, expires_at)
    select id, 'verify_email', email, sha256(email::bytea), now() from auth_user
    """,
    """
    insert into user_authtoken (key_hash, user_id, generation)
    select sha256(id::text::bytea), id, 0 from auth_user
    """,
    "insert into subscription_usersubscription (user_id, tier) select id, 'pro' from auth_user",
    "insert into subscription_usage (user_id, resource, used) select id, 'residences', 1 from"
        + " auth_user",
    "insert into residence_residence (owner_id, name, time_zone) select id, 'Home', 'UTC' from"
        + " auth_user",
    """
    insert into residence_residenceuser (residence_id, user_id, role)
    select id, owner_id, 'owner' from residence_residence
    """,
    """
    insert into task_task (residence_id, title, next_due_date, archived)
    select r.id, 'Task ' || n, date '2026-01-01' + n, n = 10
    from generate_series(1, 10) n cross join residence_residence r
    """,
    """
    insert into task_taskcompletion (task_id, residence_id, series, occurrence, performed_at, prior_in_progress)
    select id, residence_id, 1, date '2025-01-01', now(), false from task_task
    """,
    """
    insert into task_taskdeletion (task_id, residence_id)
    select 1000000 + id, residence_id from task_task
    """,
    """
    insert into task_taskevent (residence_id, task_id, task_title, actor_id, action)
    select residence_id, id, title, residence_id, 'created' from task_task
    """,
    """
    insert into residence_sharecode (residence_id, code, role, needs_approval, expires_at)
    select id, translate(lpad(id::text, 6, 'Z'), '01', 'AB'), 'member', false, now() + interval '1 day'
    from residence_residence
    """,
    """
    insert into residence_joinrequest (residence_id, user_id, role, code)
    select id, owner_id, 'member', '222222' from residence_residence
    """,
    """
    insert into residence_residenceevent (residence_id, actor_id, action)
    select id, owner_id, 'residence_created' from residence_residence
    """,
    "insert into contractor_contractor (user_id, name) select id, 'Own' from auth_user",
    """
    insert into contractor_contractor (residence_id, name)
    select id, 'Home''s' from residence_residence cross join generate_series(1, 3)
    """,
    "insert into contractor_favorite (user_id, contractor_id) select user_id, id from"
        + " contractor_contractor where user_id is not null",
    """
    insert into upload_upload
      (owner_id, kind, object_key, media_type, sha256, bytes, kibibytes, claimed_by, claimed_id, residence_id, unclaimed_since)
    select id, 'completion', 'uploads/' || id, 'image/jpeg', sha256('x'), 1, 1, 'completion', id, id, null
    from residence_residence
    """,
    """
    insert into notifications_device (user_id, session_id, provider, token, token_hash)
    select id, id, 'fcm', 'token' || id, sha256(id::text::bytea) from auth_user
    """,
    """
    insert into notifications_notification (user_id, type, subject, local_date, channel, job_id)
    select u.id, 'daily_digest', 'digest', date '2026-01-01' + n, case when n = 1 then 'push' else 'in_app' end,
      case when n = 1 then gen_random_uuid() end
    from generate_series(1, 5) n cross join auth_user u
    """,
    "insert into notifications_notificationpreference (user_id) select id from auth_user",
    """
    insert into document_document (residence_id, title, ends_on)
    select id, 'Warranty', current_date + n from residence_residence cross join generate_series(1, 3) n
    """,
    """
    insert into subscription_storesubscription
      (store, store_key, user_id, phase, product, read_at, sandbox, entitlement, next_read_at, created_at, updated_at)
    select 'google', 'key' || id, id, 'active', 'honeydue_pro_monthly', now(), false, 'active', now() + id * interval '1 hour',
      now(), now()
    from auth_user
    """,
    """
    insert into subscription_event (user_id, at, was, became)
    select id, now(), 'none', 'trial' from auth_user
    """,
    """
    insert into subscription_storenotice (store, notice_id, type, at, received_at)
    select 'google', id::text, 'any', now(), now() + id * interval '1 minute' from auth_user
    """,
    "insert into subscription_excess (user_id, read_only) select id, 1 from auth_user",
    "vacuum analyze",
  };

  private static final List<Statement<?>> STATEMENTS =
      Stream.of(
              AdminService.STATEMENTS,
              Auth.STATEMENTS,
              ContractorService.STATEMENTS,
              DocumentService.STATEMENTS,
              ExportJob.STATEMENTS,
              ResidenceService.STATEMENTS,
              SubscriptionService.STATEMENTS,
              TaskService.STATEMENTS,
              UploadService.STATEMENTS,
              Notifications.STATEMENTS,
              LookupService.STATEMENTS,
              SubscriptionService.STATEMENTS)
          .<Statement<?>>flatMap(List::stream)
          .toList();

  @Test
  void noStatementShouldScanATableThatGrows() throws SQLException {
    try (var database = TestDatabase.create();
        var connection = database.connect()) {
      for (String statement : POPULATION) {
        database.execute(statement);
      }
      var growing =
          database.column(
              "select relname::text from pg_class where relkind = 'r' and reltuples > 1000");
      assertThat(growing).hasSizeGreaterThan(8);

      for (var statement : STATEMENTS) {
        var plan = plan(connection, statement);
        var scanned =
            growing.stream().filter(table -> plan.contains("Seq Scan on " + table + " ")).toList();
        assertThat(scanned).as("%s:%n%s", statement, plan).isEmpty();
      }
    }
  }

  private static String plan(Connection connection, Statement<?> statement) throws SQLException {
    int parameters = statement.parameters().size();
    String arguments =
        parameters == 0
            ? ""
            : "(" + String.join(", ", Collections.nCopies(parameters, "null")) + ")";
    try (var session = connection.createStatement()) {
      session.execute("set plan_cache_mode = force_generic_plan");
      session.execute("prepare planned as " + statement.sql());
      var lines = new ArrayList<String>();
      try (var rows = session.executeQuery("explain execute planned" + arguments)) {
        while (rows.next()) {
          lines.add(rows.getString(1));
        }
      }
      session.execute("deallocate planned");
      return String.join("\n", lines);
    }
  }
}
