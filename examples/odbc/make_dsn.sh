#!/bin/sh
# Makes what a BI tool needs to ask over ODBC: a database file with the views, an ODBC data source, and settings.
#
#   sh examples/odbc/make_dsn.sh EXTENSION DATABASE [HOME]
#   sh examples/odbc/make_dsn.sh build/release/awscost.so ~/bill.db
#
# EXTENSION is the file, or `awscost` where it is installed. Writes $HOME/.odbc.ini, $HOME/.config/awscost/settings.ini and
# DATABASE. Everything is checked first; a file that is there already stays as it is, and nothing else is written.
set -eu

stop() {  # stop LINE...
  printf '%s\n' "$@" "Nothing was written." >&2
  exit 1
}

if [ $# -lt 2 ] || [ $# -gt 3 ]; then
  stop "Usage: make_dsn.sh EXTENSION DATABASE [HOME]"
fi
home=${3:-$HOME}
[ -d "$home" ] || stop "There is no folder $home."

absolute() {  # absolute FILE: the folder must exist
  folder=$(cd "$(dirname "$1")" 2>/dev/null && pwd) || stop "There is no folder $(dirname "$1") for $1."
  printf '%s/%s\n' "${folder%/}" "$(basename "$1")"
}

case $1 in
  awscost) extension=awscost ;;
  *)
    [ -f "$1" ] || stop "There is no extension $1. Build it (cmake --build --preset release), or write awscost where it is installed."
    extension=$(absolute "$1") ;;
esac
database=$(absolute "$2")
case $extension$database in
  *,* | *\;* | *\"* | *\'*)
    stop "ODBC cannot hold a path with a comma, semicolon or quote: $extension, $database. Move the file." ;;
esac
command -v sqlite3 >/dev/null || stop "sqlite3 is not here. Install the package sqlite3."

# The driver reports a failed load on standard error only, where a BI tool shows nothing; SQLite says it here.
if ! version=$(sqlite3 -batch -cmd ".load \"$extension\"" :memory: "SELECT awscost_version()" 2>&1) ||
  [ -z "$version" ] || [ "${version#*Error}" != "$version" ]; then
  stop "SQLite cannot load $extension: $version" "Name the file awscost.so that you built or installed."
fi

driver=
for file in "${SQLITE_ODBC_DRIVER:-}" /usr/lib/*/odbc/libsqlite3odbc.so /usr/lib*/libsqlite3odbc.so; do
  if [ -f "$file" ]; then driver=$file && break; fi
done
[ -n "$driver" ] || stop "The driver libsqlite3odbc.so is not here. Install libsqliteodbc, or set SQLITE_ODBC_DRIVER to its path."

views="SELECT count(*) FROM sqlite_schema WHERE type = 'view' AND sql LIKE '%made by awscost_views%'"
if [ -e "$database" ]; then
  found=$(sqlite3 -batch -readonly "$database" "$views" 2>&1) || stop "$database is no SQLite database ($found). Name another file."
  [ "$found" != 0 ] || stop "$database is there, without the views. Name another file, or add them to it yourself:" \
    "  sqlite3 -cmd '.load $extension' '$database' \"SELECT awscost_views('main')\""
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cat >"$work/odbc.ini" <<END
[awscost]
Driver = $driver
Database = $database
# One extension: the driver goes on without one that it cannot load, and says so on standard error alone.
LoadExt = $extension
# Rows are read as they are fetched. Without it, the driver reads all of a result, and pays for every page, before the
# first row is shown.
StepAPI = 1
# INTEGER is 64 bits. Without it, the driver cuts 5000000000 to 705032704.
BigInt = 1
# A tool's transaction is none in SQLite. Without it, a tool that has read keeps the file locked until it commits.
# With it, ROLLBACK takes nothing back: to change bill scenarios (awscost_config('writes', 'on')), use a source with NoTXN = 0.
NoTXN = 1
END
cat >"$work/settings.ini" <<'END'
# Settings of every program of yours that loads awscost: a BI tool can neither set variables nor call functions.
# Who asks AWS; without it, AWS_PROFILE or default.
# profile = billing
# For the sandbox's account instead of AWS:
# connector = sandbox
# US dollars that one connection may spend, and all of them together in a day.
budget = 1.00
budget_daily = 2.00
# Answers are shared by all connections: a tool opens several, and asks the same again.
cache_path = ~/.config/awscost/kept.db
# A table without any condition on its period is an error, not a bill. The views and tables with a window have one.
unbounded = refuse
END

odbc_ini=$home/.odbc.ini
settings=$home/.config/awscost/settings.ini
lines() {  # lines FILE: what counts in it
  sed -e '/^#/d' -e 's/^/  /' "$1"
}
refused=0
keep() {  # keep FILE NEW: says what to do where FILE is there and is another one than NEW
  if { [ -e "$1" ] || [ -L "$1" ]; } && ! cmp -s "$1" "$2"; then
    echo "$1 is yours and stays as it is. Add to it what you want of:" >&2
    lines "$2" >&2
    refused=1
  fi
}
keep "$odbc_ini" "$work/odbc.ini"
keep "$settings" "$work/settings.ini"
[ $refused -eq 0 ] || stop "Or give an empty folder as the third argument, and take the files from there."

mkdir -p "$home/.config/awscost"
if ! [ -e "$database" ]; then
  sqlite3 -batch -bail -cmd ".load \"$extension\"" "$database" "SELECT awscost_views('main')" >/dev/null
fi
[ -e "$odbc_ini" ] || cp "$work/odbc.ini" "$odbc_ini"
[ -e "$settings" ] || cp "$work/settings.ini" "$settings"
cat <<END
Data source awscost: $odbc_ini
Settings:            $settings
Database:            $database
Try it: echo 'SELECT * FROM cost_by_service_monthly LIMIT 5' | isql awscost -b
END
