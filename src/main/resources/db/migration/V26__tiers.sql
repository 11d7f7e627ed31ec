-- Tiers as people meet them: what is shown when a limit is reached, what each offers, what runs as a promotion; how many tasks
-- a tier holds; and what becomes of things beyond a limit: they stay, and are read-only until there is room for them again.

-- What an app shows when a limit is reached, by language: {"en": {"title", "message", "button"}}.
create table subscription_upgradetrigger (
  key text primary key check (key ~ '^[a-z][a-z_]*$'),
  position smallint not null,
  texts jsonb not null check (
    jsonb_path_exists(texts, '$.en ? (@.title != "" && @.message != "" && @.button != "")')),
  version bigint not null default 1
);

insert into subscription_upgradetrigger (key, position, texts) values
  ('second_residence', 1, '{
    "en": {"title": "One home is yours already", "message": "With Pro you look after as many homes as you like.", "button": "See Pro"},
    "de": {"title": "Ein Zuhause hast du schon", "message": "Mit Pro kümmerst du dich um so viele Häuser und Wohnungen, wie du möchtest.", "button": "Pro ansehen"},
    "es": {"title": "Ya tienes un hogar", "message": "Con Pro cuidas de todos los hogares que quieras.", "button": "Ver Pro"}}'),
  ('more_tasks', 2, '{
    "en": {"title": "Your list is full", "message": "With Pro it holds as many tasks as you like. Archived ones do not count.", "button": "See Pro"},
    "de": {"title": "Deine Liste ist voll", "message": "Mit Pro fasst sie so viele Aufgaben, wie du möchtest. Archivierte zählen nicht.", "button": "Pro ansehen"},
    "es": {"title": "Tu lista está llena", "message": "Con Pro caben todas las tareas que quieras. Las archivadas no cuentan.", "button": "Ver Pro"}}'),
  ('more_members', 3, '{
    "en": {"title": "This home is full", "message": "With Pro a home holds as many people as you like.", "button": "See Pro"},
    "de": {"title": "Dieses Zuhause ist voll", "message": "Mit Pro hat ein Zuhause Platz für so viele Menschen, wie du möchtest.", "button": "Pro ansehen"},
    "es": {"title": "Este hogar está completo", "message": "Con Pro caben en un hogar todas las personas que quieras.", "button": "Ver Pro"}}'),
  ('more_contractors', 4, '{
    "en": {"title": "Your address book is full", "message": "With Pro you keep as many contractors as you like.", "button": "See Pro"},
    "de": {"title": "Dein Adressbuch ist voll", "message": "Mit Pro behältst du so viele Handwerksbetriebe, wie du möchtest.", "button": "Pro ansehen"},
    "es": {"title": "Tu agenda está llena", "message": "Con Pro guardas todos los profesionales que quieras.", "button": "Ver Pro"}}'),
  ('more_documents', 5, '{
    "en": {"title": "Your folder is full", "message": "With Pro you keep as many documents and warranties as you like.", "button": "See Pro"},
    "de": {"title": "Dein Ordner ist voll", "message": "Mit Pro behältst du so viele Dokumente und Garantien, wie du möchtest.", "button": "Pro ansehen"},
    "es": {"title": "Tu carpeta está llena", "message": "Con Pro guardas todos los documentos y garantías que quieras.", "button": "Ver Pro"}}'),
  ('more_storage', 6, '{
    "en": {"title": "There is no room for more files", "message": "With Pro there is a hundred times as much.", "button": "See Pro"},
    "de": {"title": "Kein Platz für weitere Dateien", "message": "Mit Pro hast du hundertmal so viel davon.", "button": "Pro ansehen"},
    "es": {"title": "No queda sitio para más archivos", "message": "Con Pro tienes cien veces más.", "button": "Ver Pro"}}'),
  ('storage_full', 7, '{
    "en": {"title": "There is no room for more files", "message": "Delete some that you no longer need.", "button": "OK"},
    "de": {"title": "Kein Platz für weitere Dateien", "message": "Lösche einige, die du nicht mehr brauchst.", "button": "OK"},
    "es": {"title": "No queda sitio para más archivos", "message": "Borra algunos que ya no necesites.", "button": "Aceptar"}}');

-- Tasks that are not archived, over the homes an account owns. A maximum of null is any number: every resource now has its row
-- in every tier, for staff to edit.
alter table subscription_tierlimit alter column maximum drop not null;

insert into subscription_tierlimit (tier, resource, maximum, upgrade_trigger) values
  ('free', 'tasks', 100, 'more_tasks');

insert into subscription_tierlimit (tier, resource, maximum, upgrade_trigger)
select t.code, l.resource, null, l.upgrade_trigger
from subscription_tier t cross join subscription_tierlimit l
where l.tier = 'free'
on conflict do nothing;

alter table subscription_tierlimit
  add foreign key (upgrade_trigger) references subscription_upgradetrigger;

-- What the limits are about, in words.
create table subscription_feature (
  resource text primary key,
  position smallint not null,
  texts jsonb not null check (jsonb_path_exists(texts, '$.en ? (@.title != "" && @.description != "")'))
);

insert into subscription_feature (resource, position, texts) values
  ('residences', 1, '{
    "en": {"title": "Homes", "description": "How many homes you can own."},
    "de": {"title": "Häuser und Wohnungen", "description": "Wie viele dir gehören können."},
    "es": {"title": "Hogares", "description": "Cuántos hogares pueden ser tuyos."}}'),
  ('residence_members', 2, '{
    "en": {"title": "People in a home", "description": "How many share one home, its owner among them."},
    "de": {"title": "Menschen in einem Zuhause", "description": "Wie viele sich ein Zuhause teilen, du eingeschlossen."},
    "es": {"title": "Personas en un hogar", "description": "Cuántas comparten un hogar, incluida su dueña o su dueño."}}'),
  ('tasks', 3, '{
    "en": {"title": "Tasks", "description": "How many your homes hold that are not archived."},
    "de": {"title": "Aufgaben", "description": "Wie viele nicht archivierte deine Häuser und Wohnungen fassen."},
    "es": {"title": "Tareas", "description": "Cuántas caben en tus hogares sin estar archivadas."}}'),
  ('contractors', 4, '{
    "en": {"title": "Contractors", "description": "How many you keep, your own and those of your homes."},
    "de": {"title": "Handwerksbetriebe", "description": "Wie viele du behältst, deine eigenen und die deiner Häuser und Wohnungen."},
    "es": {"title": "Profesionales", "description": "Cuántos guardas, tuyos y de tus hogares."}}'),
  ('documents', 5, '{
    "en": {"title": "Documents and warranties", "description": "How many your homes hold."},
    "de": {"title": "Dokumente und Garantien", "description": "Wie viele deine Häuser und Wohnungen fassen."},
    "es": {"title": "Documentos y garantías", "description": "Cuántos caben en tus hogares."}}'),
  ('storage_kib', 6, '{
    "en": {"title": "Room for files", "description": "In KiB: photos, manuals and receipts."},
    "de": {"title": "Platz für Dateien", "description": "In KiB: Fotos, Anleitungen und Belege."},
    "es": {"title": "Espacio para archivos", "description": "En KiB: fotos, manuales y recibos."}}');

-- Offers that are shown for some days, which are days of UTC, to everybody or to accounts of one tier.
create table subscription_promotion (
  id bigint generated by default as identity primary key,
  tier text references subscription_tier,
  starts_on date not null,
  ends_on date not null check (ends_on >= starts_on),
  -- What the stores call the offer, where it is one of theirs.
  offer_code text check (offer_code ~ '^[A-Za-z0-9_.-]{1,64}$'),
  texts jsonb not null check (
    jsonb_path_exists(texts, '$.en ? (@.title != "" && @.message != "" && @.button != "")')),
  ended boolean not null default false,
  version bigint not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create index subscription_promotion_running on subscription_promotion (ends_on) where not ended;

-- The words in somebody's language, or else in English.
create function subscription_words(texts jsonb, locale text)
returns jsonb
language plpgsql immutable parallel safe
as $$
begin
  return coalesce(texts -> split_part(locale, '-', 1), texts -> 'en');
end
$$;

-- The tier that an account has now.
create function tier_of(account bigint)
returns text
language plpgsql stable parallel safe
as $$
begin
  return coalesce(
    (select s.tier from subscription_usersubscription s
     where s.user_id = account and (s.expires_at is null or s.expires_at > now())),
    'free');
end
$$;

-- What an app shows to whoever reached a limit, in the language of the account whose limit it is.
create function tier_upgrade(account bigint, trigger_key text)
returns jsonb
language plpgsql stable parallel safe
as $$
begin
  return (
    select jsonb_build_object('key', t.key)
      || subscription_words(t.texts, (select p.locale from user_userprofile p where p.user_id = account))
    from subscription_upgradetrigger t
    where t.key = trigger_key);
end
$$;

-- What an account's tier allows of a resource, and what is shown when that is reached; always one row, of nulls where there is
-- no limit. It and tier_room take the place of subscription_limit, subscription_used and subscription_room, which the version
-- before goes on using.
create function tier_limit(account bigint, limited text)
returns table (maximum integer, upgrade_trigger text)
language sql stable parallel safe
as $$
  select min(l.maximum), min(tier_upgrade(account, l.upgrade_trigger)::text)
  from subscription_tierlimit l
  where l.resource = limited and l.tier = tier_of(account) and l.maximum is not null
$$;

alter table residence_residence add column read_only boolean not null default false;
alter table task_task add column read_only boolean not null default false;
alter table contractor_contractor add column read_only boolean not null default false;
alter table document_document add column read_only boolean not null default false;

-- Accounts of which something is read-only, and how much.
create table subscription_excess (
  user_id bigint primary key references auth_user on delete cascade,
  read_only integer not null check (read_only > 0)
);

-- What an account has of a resource that is counted where it lies, "most" at most. Homes that are read-only, and all that is
-- in them, take no room.
create function tier_used(account bigint, limited text, most bigint)
returns bigint
language plpgsql stable
as $$
begin
  case limited
    when 'tasks' then
      return (
        select count(*)
        from (
          select
          from residence_residence r join task_task t on t.residence_id = r.id and not t.archived
          where r.owner_id = account and not r.read_only
          limit most) counted);
    when 'contractors' then
      return (
        select count(*)
        from (
          select from contractor_contractor c where c.user_id = account
          union all
          select
          from residence_residence r join contractor_contractor c on c.residence_id = r.id
          where r.owner_id = account and not r.read_only
          limit most) counted);
    when 'documents' then
      return (
        select count(*)
        from (
          select
          from residence_residence r join document_document d on d.residence_id = r.id
          where r.owner_id = account and not r.read_only
          limit most) counted);
  end case;
end
$$;

-- Refuses a write to what is beyond a limit. It is text so that it can stand wherever a fault is named.
create function tier_read_only(account bigint, limited text)
returns text
language plpgsql stable
as $$
declare
  content text := (select l.upgrade_trigger from tier_limit(account, limited) l);
begin
  raise exception using errcode = 'HD403', message = 'read_only_over_limit', detail = coalesce(content, '');
end
$$;

-- Whether an account's tier has room for more of a resource. Where there is a limit, whoever asks for the same account and
-- resource waits until this transaction has ended, and what is counted then is new: that holds the limit however many ask at
-- once. "closed" says that the home it is for is read-only.
create function tier_room(account bigint, limited text, wanted integer, closed boolean)
returns table (maximum integer, upgrade_trigger text, room boolean)
language plpgsql
as $$
declare
  trigger_key text;
begin
  if closed then
    perform tier_read_only(account, 'residences');
  end if;
  select l.maximum, l.upgrade_trigger into maximum, trigger_key
  from subscription_tierlimit l
  where l.resource = limited and l.tier = tier_of(account) and l.maximum is not null;
  room := true;
  if maximum is not null then
    perform from subscription_usage u where u.user_id = account and u.resource = limited for no key update;
    if not found then
      insert into subscription_usage as u (user_id, resource, used) values (account, limited, 0)
      on conflict (user_id, resource) do update set used = u.used;
    end if;
    room := tier_used(account, limited, greatest(maximum::bigint - wanted + 1, 0)) + wanted <= maximum;
    if not room then
      upgrade_trigger := tier_upgrade(account, trigger_key)::text;
    end if;
  end if;
  return next;
end
$$;

-- Decides anew what of an account's is read-only: homes beyond the limit, the primary one first and then the oldest, with all
-- that is in them; then tasks, contractors and documents beyond theirs, the oldest first. How many rows changed. Locks what it
-- counts in the order of every write: what accounts own, homes, tasks, contractors, documents.
create function tier_settle(account bigint)
returns integer
language plpgsql
as $$
declare
  most_homes integer;
  most_tasks integer;
  most_contractors integer;
  most_documents integer;
  changed integer;
  beyond integer;
  changed_in_all integer := 0;
  beyond_in_all integer := 0;
begin
  perform from subscription_usage u where u.user_id = account order by u.resource for no key update;
  perform from residence_residence r where r.owner_id = account order by r.id for no key update;
  select
    min(l.maximum) filter (where l.resource = 'residences'), min(l.maximum) filter (where l.resource = 'tasks'),
    min(l.maximum) filter (where l.resource = 'contractors'), min(l.maximum) filter (where l.resource = 'documents')
  into most_homes, most_tasks, most_contractors, most_documents
  from subscription_tierlimit l
  where l.tier = tier_of(account);

  with ranked as materialized (
    select r.id, coalesce(row_number() over (order by r.is_primary desc, r.id) > most_homes, false) as beyond
    from residence_residence r
    where r.owner_id = account
  ), written as (
    update residence_residence r
    set read_only = k.beyond, version = r.version + 1, updated_at = now()
    from ranked k
    where r.id = k.id and r.read_only <> k.beyond
    returning r.id
  )
  select (select count(*) from written), (select count(*) from ranked k where k.beyond) into changed, beyond;
  changed_in_all := changed_in_all + changed;
  beyond_in_all := beyond_in_all + beyond;

  -- What is archived takes no room, and is read-only only with its home.
  with ranked as materialized (
    select t.id, t.read_only,
      r.read_only
      or not t.archived
        and coalesce(row_number() over (partition by r.read_only, t.archived order by t.id) > most_tasks, false) as beyond
    from residence_residence r join task_task t on t.residence_id = r.id
    where r.owner_id = account
  ), locked as materialized (
    select t.id, k.beyond
    from ranked k join task_task t on t.id = k.id
    where k.read_only <> k.beyond
    order by t.id
    for no key update of t
  ), written as (
    update task_task t
    set read_only = k.beyond, version = t.version + 1, updated_at = now()
    from locked k
    where t.id = k.id
    returning t.id
  )
  select (select count(*) from written), (select count(*) from ranked k where k.beyond) into changed, beyond;
  changed_in_all := changed_in_all + changed;
  beyond_in_all := beyond_in_all + beyond;

  with held as (
    select c.id, c.read_only, false as closed from contractor_contractor c where c.user_id = account
    union all
    select c.id, c.read_only, r.read_only
    from residence_residence r join contractor_contractor c on c.residence_id = r.id
    where r.owner_id = account
  ), ranked as materialized (
    select h.id, h.read_only,
      h.closed or coalesce(row_number() over (partition by h.closed order by h.id) > most_contractors, false) as beyond
    from held h
  ), locked as materialized (
    select c.id, k.beyond
    from ranked k join contractor_contractor c on c.id = k.id
    where k.read_only <> k.beyond
    order by c.id
    for no key update of c
  ), written as (
    update contractor_contractor c
    set read_only = k.beyond, version = c.version + 1, updated_at = now()
    from locked k
    where c.id = k.id
    returning c.id
  )
  select (select count(*) from written), (select count(*) from ranked k where k.beyond) into changed, beyond;
  changed_in_all := changed_in_all + changed;
  beyond_in_all := beyond_in_all + beyond;

  with ranked as materialized (
    select d.id, d.read_only,
      r.read_only
      or coalesce(row_number() over (partition by r.read_only order by d.id) > most_documents, false) as beyond
    from residence_residence r join document_document d on d.residence_id = r.id
    where r.owner_id = account
  ), locked as materialized (
    select d.id, k.beyond
    from ranked k join document_document d on d.id = k.id
    where k.read_only <> k.beyond
    order by d.id
    for no key update of d
  ), written as (
    update document_document d
    set read_only = k.beyond, version = d.version + 1, updated_at = now()
    from locked k
    where d.id = k.id
    returning d.id
  )
  select (select count(*) from written), (select count(*) from ranked k where k.beyond) into changed, beyond;
  changed_in_all := changed_in_all + changed;
  beyond_in_all := beyond_in_all + beyond;

  if beyond_in_all > 0 then
    insert into subscription_excess as e (user_id, read_only) values (account, beyond_in_all)
    on conflict (user_id) do update set read_only = excluded.read_only where e.read_only <> excluded.read_only;
  else
    delete from subscription_excess e where e.user_id = account;
  end if;
  update subscription_usersubscription s
  set settled_at = now()
  where s.user_id = account and s.expires_at <= now() and (s.settled_at is null or s.settled_at < s.expires_at);
  return changed_in_all;
end
$$;

-- When what followed from the end of a subscription was settled; ends that nobody has told of are found by it.
alter table subscription_usersubscription add column settled_at timestamptz;

create index subscription_usersubscription_unsettled on subscription_usersubscription (expires_at)
  where expires_at is not null and (settled_at is null or settled_at < expires_at);

-- Something of an account's has made room: where something waits for it, the job of this id sees to that, which the statement
-- says that it may leave. Whether it was left.
create function tier_freed(account bigint, job uuid, trace text)
returns boolean
language plpgsql
as $$
begin
  if not exists (select from subscription_excess e where e.user_id = account) then
    return false;
  end if;
  insert into jobs_outbox (id, type, payload, traceparent)
  values (job, 'subscriptions.settle', jsonb_build_object('user_id', account), trace);
  return true;
end
$$;

-- Whatever statement it is, what is read-only is not written. After the row and not before it: such a trigger costs nothing
-- while its condition does not hold. Who owns a thing, whom it is assigned to, which contractor it names, its favourites and
-- ratings are not among the columns: people leave, homes change hands, and deletions reach what is read-only, too.
create function tier_guard() returns trigger language plpgsql as $$
declare
  account bigint;
  home_closed boolean;
begin
  if tg_argv[0] = 'residences' then
    perform tier_read_only(old.owner_id, 'residences');
  end if;
  select r.owner_id, r.read_only into account, home_closed from residence_residence r where r.id = old.residence_id;
  if tg_argv[0] = 'contractors' then
    account := coalesce(old.user_id, account);
  end if;
  perform tier_read_only(account, case when home_closed then 'residences' else tg_argv[0] end);
  return null;
end
$$;

create trigger residence_residence_guarded
  after update of name, type, address_line1, address_line2, city, region, postal_code, country, time_zone, bedrooms, bathrooms,
    square_footage, lot_size, year_built, purchase_date, purchase_price_minor, purchase_price_currency, description
  on residence_residence for each row when (old.read_only) execute function tier_guard('residences');
create trigger task_task_guarded
  after update of title, description, notes, category, priority, frequency, rule_unit, rule_every, rule_weekdays, rule_nth,
    rule_nth_weekday, rule_months, anchor_day, anchor, due_date, next_due_date, snoozed_until, series, in_progress, cancelled,
    archived, completed_at, estimated_cost_minor, estimated_cost_currency, completion_count
  on task_task for each row when (old.read_only) execute function tier_guard('tasks');
create trigger contractor_contractor_guarded
  after update of residence_id, name, company, phone, email, website, address, specialties, notes
  on contractor_contractor for each row when (old.read_only) execute function tier_guard('contractors');
create trigger document_document_guarded
  after update of type, category, title, description, active, upload_id, image_ids, item, model, serial_number, vendor,
    purchase_date, purchase_price_minor, purchase_price_currency, starts_on, ends_on
  on document_document for each row when (old.read_only) execute function tier_guard('documents');
