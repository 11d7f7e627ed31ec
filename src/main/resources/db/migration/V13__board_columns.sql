-- A board reads the open tasks of a residence and the newest of those that are done, however many are.

create index task_task_open on task_task (residence_id)
  where not archived and (completed_at is null or cancelled);

create index task_task_done on task_task (residence_id, completed_at, id)
  where not archived and not cancelled and completed_at is not null;
