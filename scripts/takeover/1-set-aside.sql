-- Moves every table of the former system into the schema "legacy", rows and all. Takes a moment, whatever their size.
-- psql --single-transaction -v ON_ERROR_STOP=1 -f 1-set-aside.sql "$MIGRATION_DATABASE_URL"
create schema legacy;

do $$
declare
  name text;
begin
  if to_regclass('public.flyway_schema_history') is not null then
    raise exception 'this database has been taken over already';
  end if;
  for name in select tablename from pg_tables where schemaname = 'public' loop
    execute format('alter table public.%I set schema legacy', name);
  end loop;
end
$$;
