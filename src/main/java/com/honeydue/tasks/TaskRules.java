package com.honeydue.tasks;

/**
 * What a writing statement makes of the columns that a body gives, as parts of its text. They stand
 * beside {@code p}, the row that the columns make, {@code f}, its frequency, and {@code given},
 * whose {@code columns} are a JSON object. Stateless.
 */
final class TaskRules {

  /**
   * The rule that a row {@code p} with the frequency {@code f} comes to: what the frequency has no
   * use for is left out.
   */
  static final String RULE =
      """
      cross join lateral (
        select
          case when f.unit is not null then
            coalesce(
              f.every,
              case when given.columns ? 'frequency' then (given.columns ->> 'rule_every')::integer else p.rule_every end,
              f.default_every)
          end as every,
          case when f.takes = 'weekdays' then p.rule_weekdays end as weekdays,
          case when f.takes = 'nth_weekday' then p.rule_nth end as nth,
          case when f.takes = 'nth_weekday' then p.rule_nth_weekday end as nth_weekday,
          case when f.unit is not null then p.rule_months end as months,
          coalesce(p.due_date, p.next_due_date) as first) as rule
      """;

  /**
   * What is wrong with a row {@code p} that was made of the columns {@code given.columns}, once it
   * is known that the caller may write: null when nothing is. {@code f} is its frequency, {@code
   * rule} what {@link #RULE} makes of both.
   */
  static final String FAULT =
      """
      case
        when not exists (select from task_taskcategory k where k.code = p.category) then 'unknown_category'
        when not exists (select from task_taskpriority k where k.code = p.priority) then 'unknown_priority'
        when f.code is null then 'unknown_frequency'
        when given.columns ->> 'rule_every' is not null and (f.every is not null or f.unit is null) then 'interval_unused'
        when (given.columns ?| array['frequency', 'rule_every']) and given.columns ->> 'rule_every' is null
          and f.unit is not null and coalesce(f.every, f.default_every) is null then 'interval_missing'
        when given.columns ->> 'rule_weekdays' is not null and f.takes is distinct from 'weekdays' then 'weekdays_unused'
        when (given.columns ?| array['frequency', 'rule_weekdays']) and given.columns ->> 'rule_weekdays' is null
          and f.takes = 'weekdays' then 'weekdays_missing'
        when given.columns ->> 'rule_nth' is not null and f.takes is distinct from 'nth_weekday' then 'nth_weekday_unused'
        when (given.columns ?| array['frequency', 'rule_nth']) and given.columns ->> 'rule_nth' is null
          and f.takes = 'nth_weekday' then 'nth_weekday_missing'
        when given.columns ->> 'rule_months' is not null and f.unit is null then 'months_unused'
        when p.anchor = 'schedule' and (p.rule_months is not null or p.rule_nth = 5)
          and task_next_date(
            f.unit, rule.every, extract(day from rule.first)::integer, rule.weekdays, rule.nth, rule.nth_weekday, rule.months,
            rule.first, rule.first) is null
          and f.unit is not null and rule.first is not null then 'never'
      end
      """;

  static final String ASSIGNEE_FAULT =
      """
      case
        when given.columns ->> 'assigned_to_id' is not null
          and (
            select a.user_id
            from residence_residenceuser a
            where a.residence_id = p.residence_id and a.user_id = p.assigned_to_id) is null
        then 'not_a_member'
      end
      """;

  /**
   * Whether the contractor that the columns give may be named there.
   *
   * @param held the one that is named already, as SQL
   */
  static String contractorFault(String held) {
    return """
    case
      when given.columns ->> 'contractor_id' is not null
        and contractor_refused($1, p.residence_id, p.contractor_id, %s)
      then 'unknown_contractor'
    end
    """
        .formatted(held);
  }

  private TaskRules() {}
}
