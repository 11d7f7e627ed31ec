-- A report is asked for once until it has been made.
create unique index jobs_outbox_one_report
  on jobs_outbox ((payload ->> 'user_id'), (payload ->> 'residence_id'), (payload ->> 'format'))
  where type = 'report.home_history';
