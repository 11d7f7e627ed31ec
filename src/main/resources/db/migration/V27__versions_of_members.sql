-- So that giving a role, and removing somebody, can be made to depend on what was seen of them.
alter table residence_residenceuser add column version bigint not null default 1;
