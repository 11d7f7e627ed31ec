-- Puts the tables of the former system back where they were. What has been written since is kept in "abandoned".
-- psql --single-transaction -v ON_ERROR_STOP=1 -f go-back.sql "$MIGRATION_DATABASE_URL"
create schema abandoned;

do $$
declare
  name text;
begin
  for name in select tablename from pg_tables where schemaname = 'public' loop
    execute format('alter table public.%I set schema abandoned', name);
  end loop;
  for name in select tablename from pg_tables where schemaname = 'legacy' loop
    execute format('alter table legacy.%I set schema public', name);
  end loop;
end
$$;

drop schema legacy;
