# Sourced by scripts/backup and scripts/restore.

# Sets the PG* variables from a URL: programs given a URL would show its password to everybody who lists processes.
postgres_connect() { # postgresql://user:password@host[:port]/database[?sslmode=…]
  local rest=${1#*://} place options
  PGUSER=$(postgres_decoded "${rest%%[:@]*}")
  PGPASSWORD=
  case ${rest%%@*} in *:*) PGPASSWORD=$(postgres_decoded "$(sed 's/^[^:]*://' <<<"${rest%%@*}")") ;; esac
  place=${rest#*@}
  options=${place#*\?}
  place=${place%%\?*}
  PGDATABASE=$(postgres_decoded "${place#*/}")
  place=${place%%/*}
  PGHOST=${place%%:*} PGPORT=5432
  case $place in *:*) PGPORT=${place##*:} ;; esac
  case $options in *sslmode=*) PGSSLMODE=$(sed 's/.*sslmode=\([a-z-]*\).*/\1/' <<<"$options") && export PGSSLMODE ;; esac
  export PGUSER PGPASSWORD PGDATABASE PGHOST PGPORT
}

postgres_decoded() { # %40 is @
  local text=${1//+/ }
  printf '%b' "${text//%/\\x}"
}

# SQL that counts the rows of every table, as table|rows, in one statement and so of one moment.
postgres_rows_of() {
  cat <<'SQL'
select format('%I.%I', schemaname, tablename) as name,
  (xpath('/row/c/text()', query_to_xml(format('select count(*) as c from %I.%I', schemaname, tablename), false, true, '')))[1]::text
from pg_tables where schemaname not in ('pg_catalog', 'information_schema') order by name;
SQL
}
