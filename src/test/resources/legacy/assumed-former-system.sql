-- AN ASSUMPTION, to be checked against a real dump of the former system before anybody relies on it.
-- Known of that database are the names of these four tables, and of their columns only user_authtoken.key,
-- auth_user.id, residence_residence.id and task_task.residence_id. The rest is what Django and its token
-- authentication make, and a guess at what a home and a task had.

create table auth_user (
  id serial primary key,
  password varchar(128) not null,
  last_login timestamptz,
  is_superuser boolean not null default false,
  username varchar(150) not null unique,
  first_name varchar(150) not null default '',
  last_name varchar(150) not null default '',
  email varchar(254) not null,
  is_staff boolean not null default false,
  is_active boolean not null default true,
  date_joined timestamptz not null
);

create table user_authtoken (
  key varchar(40) primary key,
  created timestamptz not null,
  user_id integer not null references auth_user
);

create table residence_residence (
  id serial primary key,
  owner_id integer not null references auth_user,
  name varchar(200) not null,
  city varchar(100) not null default '',
  country varchar(100) not null default '',
  created_at timestamptz not null,
  updated_at timestamptz not null
);

create table task_task (
  id serial primary key,
  residence_id integer not null references residence_residence,
  created_by_id integer not null references auth_user,
  title varchar(200) not null,
  description text not null default '',
  due_date date,
  is_cancelled boolean not null default false,
  is_archived boolean not null default false,
  created_at timestamptz not null,
  updated_at timestamptz not null
);

insert into auth_user (id, password, username, email, date_joined, is_active) values
  (7, 'pbkdf2_sha256$180000$btQDcwXF2RoK6Q$D4cC7bgbaIZGHsTdw9TYhRfuLfLGbsZlI4Rp802e7kU=', 'greta', 'Greta@example.com',
   '2024-03-01T10:00:00Z', true),
  (9, '!', 'gone', 'gone@example.com', '2024-03-02T10:00:00Z', false);

insert into user_authtoken (key, created, user_id) values
  ('9944b09199c62bcf9418ad846dd0e4bbdfc6ee4b', '2025-11-01T10:00:00Z', 7);

insert into residence_residence (id, owner_id, name, city, country, created_at, updated_at) values
  (21, 7, 'Maple Street', 'Austin', 'us', '2024-03-01T11:00:00Z', '2024-03-01T11:00:00Z'),
  (22, 7, 'Cabin', '', 'United States', '2024-04-01T11:00:00Z', '2024-04-01T11:00:00Z');

insert into task_task (id, residence_id, created_by_id, title, due_date, is_cancelled, is_archived, created_at, updated_at)
values
  (31, 21, 7, 'Clean the gutters', '2026-10-31', false, false, '2024-05-01T11:00:00Z', '2024-05-01T11:00:00Z'),
  (32, 21, 7, 'Sweep the chimney', null, true, false, '2024-05-01T11:00:00Z', '2024-05-01T11:00:00Z'),
  (33, 22, 9, 'Drain the pipes', '2026-11-15', false, true, '2024-05-01T11:00:00Z', '2024-05-01T11:00:00Z');
