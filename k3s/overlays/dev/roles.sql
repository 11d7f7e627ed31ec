-- What an operator does once: the owner of the schema, and two roles that own nothing. Run by the image when the volume is empty.
\getenv owner_password OWNER_PASSWORD
\getenv api_password API_PASSWORD
\getenv slow_password SLOW_PASSWORD
create role honeydue_owner login createrole password :'owner_password';
create role honeydue_api login password :'api_password';
create role honeydue_slow login password :'slow_password';
grant honeydue_api, honeydue_slow to honeydue_owner with admin option;
create database honeydue owner honeydue_owner;
\connect honeydue
revoke all on schema public from public;
grant all on schema public to honeydue_owner;
grant usage on schema public to honeydue_api, honeydue_slow;
alter default privileges for role honeydue_owner
  grant select, insert, update, delete on tables to honeydue_api, honeydue_slow;
alter default privileges for role honeydue_owner grant usage, select on sequences to honeydue_api, honeydue_slow;
alter default privileges for role honeydue_owner grant execute on functions to honeydue_api, honeydue_slow;
