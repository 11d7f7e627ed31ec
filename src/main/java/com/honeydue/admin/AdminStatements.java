package com.honeydue.admin;

import com.honeydue.db.Statement;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * The statements behind what staff look at. Each asks anew whether the caller is staff, and notes
 * in the audit trail that he looked: hence all of them write. In each, $1 is the caller and $2 the
 * request.
 */
final class AdminStatements {

  /** The caller, if he is staff. */
  static final String STAFF =
      "staff as materialized (select id from auth_user where id = $1 and is_staff and is_active)";

  private static final String AUDIT = "admin_auditentry";

  /** $3 the id after which the page begins, $4 how many rows. */
  static final Statement<Seen<AdminUser>> USERS =
      Statement.insert("adminListUsers", AUDIT)
          .takes(Long.class, String.class, Long.class, Integer.class)
          .sql(
              page(
                  "adminListUsers",
                  "'after', $3::bigint",
                  AdminUser.COLUMNS,
                  "auth_user u",
                  "u.id"))
          .map(row -> Seen.of(row, AdminUser::of));

  /**
   * Those whose address or user name begins with $5; $3 and $4 as in {@link #USERS}. The operators
   * are those of an index by characters: a {@code like} whose pattern is an argument uses none.
   * Each account is looked up by its id: a join that knew nothing of how few are found would walk
   * through all accounts.
   */
  static final Statement<Seen<AdminUser>> SEARCH_USERS =
      Statement.insert("adminSearchUsers", AUDIT)
          .takes(Long.class, String.class, Long.class, Integer.class, String.class)
          .sql(
              page(
                  "adminListUsers",
                  "'after', $3::bigint, 'q', $5::text",
                  AdminUser.COLUMNS,
                  """
                  (
                    select id
                    from (
                      select id from auth_user
                      where lower(email) ~>=~ lower($5) and lower(email) ~<~ (lower($5) || chr(1114111))
                      union
                      select id from auth_user
                      where lower(username) ~>=~ lower($5) and lower(username) ~<~ (lower($5) || chr(1114111))
                    ) as known
                    where id > $3
                    order by id
                    limit $4
                  ) found cross join lateral (select * from auth_user where id = found.id offset 0) u\
                  """,
                  "u.id"))
          .map(row -> Seen.of(row, AdminUser::of));

  /** $3 user. */
  static final Statement<Seen<AdminUser>> USER =
      Statement.insert("adminGetUser", AUDIT)
          .takes(Long.class, String.class, Long.class)
          .sql(
              """
              %s
              select u.id is not null, %s
              from staff left join auth_user u on u.id = $3
              """
                  .formatted(staff("'adminGetUser', $3, null, '{}'::jsonb"), AdminUser.COLUMNS))
          .map(row -> Seen.of(row, AdminUser::of));

  /** $3 user, $4 the session before which the page begins, $5 how many rows. */
  static final Statement<Seen<AdminSession>> SESSIONS =
      Statement.insert("adminListSessions", AUDIT)
          .takes(Long.class, String.class, Long.class, Long.class, Integer.class)
          .sql(
              """
              %s
              select u.id is not null, s.*
              from staff left join auth_user u on u.id = $3 left join lateral (
                select t.session_id,
                  (array_agg(t.device_name order by t.id desc))[1], (array_agg(t.user_agent order by t.id desc))[1],
                  min(t.created), max(t.last_seen_at)
                from user_authtoken t
                where t.user_id = u.id and t.generation = u.token_generation and t.expires_at > now()
                  and t.last_seen_at is not null and t.session_id < $4
                group by t.session_id
                order by t.session_id desc
                limit $5
              ) s on true
              order by s.session_id desc
              """
                  .formatted(staff("'adminListSessions', $3, null, '{}'::jsonb")))
          .map(row -> Seen.of(row, AdminSession::of));

  /** $3 the id after which the page begins, $4 how many rows. */
  static final Statement<Seen<AdminResidence>> RESIDENCES =
      Statement.insert("adminListResidences", AUDIT)
          .takes(Long.class, String.class, Long.class, Integer.class)
          .sql(
              page(
                  "adminListResidences",
                  "'after', $3::bigint",
                  AdminResidence.COLUMNS,
                  "residence_residence r",
                  "r.id"))
          .map(row -> Seen.of(row, AdminResidence::of));

  /** Those that the user $5 belongs to; $3 and $4 as in {@link #RESIDENCES}. */
  static final Statement<Seen<AdminResidence>> RESIDENCES_OF_USER =
      Statement.insert("adminListResidencesOfUser", AUDIT)
          .takes(Long.class, String.class, Long.class, Integer.class, Long.class)
          .sql(
              page(
                  "adminListResidences",
                  "'after', $3::bigint, 'user_id', $5::bigint",
                  AdminResidence.COLUMNS,
                  "residence_residenceuser m join residence_residence r"
                      + " on r.id = m.residence_id and m.user_id = $5",
                  "m.residence_id"))
          .map(row -> Seen.of(row, AdminResidence::of));

  /** $3 residence. */
  static final Statement<Seen<AdminResidence>> RESIDENCE =
      Statement.insert("adminGetResidence", AUDIT)
          .takes(Long.class, String.class, Long.class)
          .sql(
              """
              %s
              select r.id is not null, %s
              from staff left join residence_residence r on r.id = $3
              """
                  .formatted(
                      staff("'adminGetResidence', null, $3, '{}'::jsonb"), AdminResidence.COLUMNS))
          .map(row -> Seen.of(row, AdminResidence::of));

  /** The newest first. $3 the entry before which the page begins, $4 how many rows. */
  static final Statement<Seen<AuditEntry>> TRAIL =
      Statement.insert("adminListAudit", AUDIT)
          .takes(Long.class, String.class, Long.class, Integer.class)
          .sql(
              """
              %s
              select true, e.*
              from staff left join lateral (
                select e.id, e.at, e.staff_id, e.act, e.user_id, e.residence_id, e.request_id, e.details
                from admin_auditentry e
                where e.id < $3
                order by e.id desc
                limit $4
              ) e on true
              order by e.id desc
              """
                  .formatted(
                      staff(
                          "'adminListAudit', null, null, jsonb_build_object('before',"
                              + " $3::bigint)")))
          .map(row -> Seen.of(row, AuditEntry::of));

  /** That the caller did $3, with the details $4; no row if he is no staff. */
  static final Statement<Long> NOTE =
      Statement.insert("noteStaffAct", AUDIT)
          .takes(Long.class, String.class, String.class, JsonObject.class)
          .sql("%s select id from staff".formatted(staff("$3::text, null, null, $4::jsonb")))
          .map(row -> row.getLong(0));

  static final List<Statement<?>> ALL =
      List.of(
          USERS,
          SEARCH_USERS,
          USER,
          SESSIONS,
          RESIDENCES,
          RESIDENCES_OF_USER,
          RESIDENCE,
          TRAIL,
          NOTE);

  private AdminStatements() {}

  /**
   * A page of what {@code from} has, in the order of {@code id}.
   *
   * @param details what the audit entry says, as names and values
   */
  static String page(String act, String details, String columns, String from, String id) {
    return """
    %1$s
    select true, item.*
    from staff left join lateral (
      select %2$s
      from %3$s
      where %4$s > $3
      order by %4$s
      limit $4
    ) item on true
    order by item.id
    """
        .formatted(
            staff("'%s', null, null, jsonb_build_object(%s)".formatted(act, details)),
            columns,
            from,
            id);
  }

  /**
   * The caller if he is staff, and the entry that says what he did: act, user, residence, details.
   */
  static String staff(String act) {
    return """
    with %s, audit as (
              insert into admin_auditentry (staff_id, request_id, act, user_id, residence_id, details)
              select id, $2, %s from staff
            )\
    """
        .formatted(STAFF, act);
  }
}
