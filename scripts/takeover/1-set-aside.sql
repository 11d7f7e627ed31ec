-- Moves every table, view, type of rows and function of the former system into the schema "legacy", rows and all. Takes a moment, whatever
-- their size.
-- psql --single-transaction -v ON_ERROR_STOP=1 -f 1-set-aside.sql "$MIGRATION_DATABASE_URL"
create schema legacy;

-- Moves what lies in one schema to another, but for what belongs to an extension.
create function legacy.move_all(source text, target text)
returns void
language plpgsql
as $$
declare
  thing text;
begin
  for thing in
    select c.oid::regclass
    from pg_class c
    where c.relnamespace = source::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'f')
      and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
  loop
    execute format('alter table %s set schema %I', thing, target);
  end loop;
  for thing in
    select c.oid::regclass
    from pg_class c
    where c.relnamespace = source::regnamespace and c.relkind = 'c'
      and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
  loop
    execute format('alter type %s set schema %I', thing, target);
  end loop;
  for thing in
    select p.oid::regprocedure
    from pg_proc p
    where p.pronamespace = source::regnamespace
      and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
  loop
    execute format('alter routine %s set schema %I', thing, target);
  end loop;
end
$$;

do $$
begin
  if to_regclass('public.flyway_schema_history') is not null then
    raise exception 'this database has been taken over already';
  end if;
  perform legacy.move_all('public', 'legacy');
end
$$;
