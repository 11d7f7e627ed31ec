-- Puts what was set aside back where it was. What has been written since is kept in "abandoned".
-- psql --single-transaction -v ON_ERROR_STOP=1 -f go-back.sql "$MIGRATION_DATABASE_URL"
create schema abandoned;
alter function legacy.move_all(text, text) set schema abandoned;
select abandoned.move_all('public', 'abandoned');
select abandoned.move_all('legacy', 'public');
drop schema legacy;
