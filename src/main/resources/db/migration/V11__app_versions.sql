-- The oldest version of the app that is still served, for each platform: an older one asks its owner to update.

create table core_appversion (
  platform text primary key check (platform in ('android', 'ios', 'web')),
  oldest text not null check (oldest ~ '^\d+\.\d+\.\d+$')
);

insert into core_appversion (platform, oldest) values
  ('android', '1.0.0'),
  ('ios', '1.0.0');
