package com.honeydue.notifications;

import com.honeydue.db.Statement;
import java.time.OffsetDateTime;
import java.util.List;

/**
 * The statements that look at people's days, some hundred people at a time: those whose hour has
 * come are found by an index of instants, so nobody else is looked at. Each writes down when their
 * next hour is. Those of whom somebody else has hold at the moment, be it another worker or they
 * themselves, are left for later, and counted.
 *
 * <p>$1 how many people, $2 now, $3 the trace it belongs to.
 */
final class DailyStatements {

  private static final String TABLE = "notifications_notification";

  /** A person is reminded of so many tasks, and warranties, a day; the digest has the others. */
  private static final int MOST = 20;

  /**
   * The people whose hour it is. Whoever was not looked at in time, since no worker was there,
   * hears of today later today, and of yesterday not at all.
   */
  private static final String DUE =
      """
      with due as materialized (
        select c.user_id, c.digest_hour,
          coalesce((select p.time_zone from user_userprofile p where p.user_id = c.user_id), 'UTC') as zone
        from notifications_notificationpreference c
        where c.%1$s <= $2
        order by c.%1$s
        limit $1
        for no key update skip locked
      ), moved as (
        update notifications_notificationpreference c
        set %1$s = notifications_next($2, (select due.zone from due where due.user_id = c.user_id), c.digest_hour)
        where c.user_id = any (array(select due.user_id from due))
      ), awake as materialized (
        select due.user_id
        from due
        where extract(hour from $2::timestamptz at time zone due.zone) >= due.digest_hour
          and (select u.is_active from auth_user u where u.id = due.user_id)
      )\
      """;

  /** The open tasks of one person, who is looked at alone: those given to others are not theirs. */
  private static final String OPEN =
      """
      from residence_residenceuser m
      join residence_residence r on r.id = m.residence_id
      cross join lateral (select ($2::timestamptz at time zone r.time_zone)::date as today) day
      join task_task t on t.residence_id = r.id
        and not t.archived and not t.cancelled and t.completed_at is null
        and (t.assigned_to_id is null or t.assigned_to_id = m.user_id)
      cross join lateral (select coalesce(t.snoozed_until, t.next_due_date) as due) at
      where m.user_id = awake.user_id\
      """;

  /**
   * Warranties that end within 90, 30 and 7 days, or today, each at every such stage once. A stage
   * that had passed before the document was there is none.
   */
  private static final String WARRANTIES =
      """
      select awake.user_id, 'warranty_expiring' as type, 'document:' || one.id || ':' || one.ends_on || ':' || one.stage as subject,
        one.residence_id, null::bigint as task_id, one.id as document_id, null::bigint as actor_id,
        jsonb_build_object(
          'item', one.item, 'residence', one.name, 'ends', one.ends_on, 'days', one.ends_on - one.today) as data
      from awake
      cross join lateral (
        select s.*
        from (
          select d.id, coalesce(nullif(d.item, ''), d.title) as item, d.residence_id, r.name, d.ends_on, day.today,
            case
              when d.ends_on = day.today then 0
              when d.ends_on <= day.today + 7 then 7
              when d.ends_on <= day.today + 30 then 30
              else 90
            end as stage,
            (d.created_at at time zone r.time_zone)::date as since
          from residence_residenceuser m
          join residence_residence r on r.id = m.residence_id
          cross join lateral (select ($2::timestamptz at time zone r.time_zone)::date as today) day
          join document_document d on d.residence_id = r.id
            and d.type = 'warranty' and d.active and d.ends_on between day.today and day.today + 90
          where m.user_id = awake.user_id
        ) s
        where s.since <= s.ends_on - s.stage
          and not exists (
            select from notifications_notification n
            where n.user_id = awake.user_id and n.type = 'warranty_expiring'
              and n.subject = 'document:' || s.id || ':' || s.ends_on || ':' || s.stage)
        order by s.ends_on, s.id
        limit %d
      ) one\
      """
          .formatted(MOST);

  /** Tasks that are due soon or overdue, each at every stage of that once; and warranties. */
  static final Statement<Telling> REMIND =
      daily(
          "remind",
          DUE.formatted("next_reminder_at")
              + """
              , told as (
                select awake.user_id, one.type, 'task:' || one.id || ':' || one.due || ':' || one.stage as subject,
                  one.residence_id, one.id as task_id, null::bigint as document_id, null::bigint as actor_id,
                  jsonb_build_object(
                    'task', one.title, 'residence', one.name, 'due', one.due, 'occurrence', one.next_due_date, 'on', one.today,
                    'days', abs(one.due - one.today)) as data
                from awake
                cross join lateral (
                  select s.*
                  from (
                    select t.id, t.title, t.residence_id, r.name, t.next_due_date, at.due, day.today,
                      case when at.due < day.today then 'task_overdue' else 'task_due_soon' end as type,
                      case when at.due < day.today
                        then notifications_overdue_stage(day.today - at.due)
                        else notifications_due_stage(at.due - day.today, t.rule_unit)
                      end as stage
                    %s and at.due <= day.today + 3
                  ) s
                  where s.stage is not null
                    and not exists (
                      select from notifications_notification n
                      where n.user_id = awake.user_id and n.type = s.type
                        and n.subject = 'task:' || s.id || ':' || s.due || ':' || s.stage)
                  order by s.due, s.id
                  limit %d
                ) one
                union all
                %s
              ), %s\
              """
                  .formatted(OPEN, MOST, WARRANTIES, rows("next_reminder_at")));

  /** What is to be done, for those for whom there is something. */
  static final Statement<Telling> DIGEST =
      daily(
          "digest",
          DUE.formatted("next_digest_at")
              + """
              , told as (
                select awake.user_id, 'daily_digest' as type, 'digest' as subject, null::bigint as residence_id,
                  null::bigint as task_id, null::bigint as document_id, null::bigint as actor_id, whole.data
                from awake
                cross join lateral (
                  select jsonb_build_object(
                    'overdue', count(*) filter (where at.due < day.today),
                    'today', count(*) filter (where at.due = day.today),
                    'week', count(*) filter (where at.due > day.today)) as data
                  %s and at.due <= day.today + 6
                  having count(*) > 0
                ) whole
              ), %s\
              """
                  .formatted(OPEN, rows("next_digest_at")));

  /** $1 what was told before is forgotten, $2 so many at most. How many that were. */
  static final Statement<Integer> FORGET =
      Statement.delete("forgetNotifications", TABLE)
          .takes(OffsetDateTime.class, Integer.class)
          .sql(
              """
              with gone as (
                delete from notifications_notification
                where id = any (array(
                  select id from notifications_notification where created_at < $1 order by created_at limit $2))
                returning id
              )
              select count(*)::integer from gone
              """)
          .map(row -> row.getInteger(0));

  static final List<Statement<?>> ALL = List.of(REMIND, DIGEST, FORGET);

  private DailyStatements() {}

  private static String rows(String next) {
    return Telling.rows(
        "(select count(*)::integer from due)",
        """
        (select count(*)::integer from (
           select from notifications_notificationpreference c where c.%1$s <= $2 order by c.%1$s limit $1 + 1) w)\
        """
            .formatted(next));
  }

  private static Statement<Telling> daily(String name, String sql) {
    return Statement.insert(name, TABLE)
        .takes(Integer.class, OffsetDateTime.class, String.class)
        .sql(sql)
        .map(Telling::of)
        .leavingAsTold(Telling::left);
  }
}
