#!/bin/sh
# The tests start a PostgreSQL of their own from the system's binaries: see that there are some.
set -u

found() {
    for directory in $(printf '%s' "$PATH" | tr ':' ' ') /usr/lib/postgresql/*/bin; do
        if [ -x "$directory/initdb" ] && [ -x "$directory/postgres" ]; then
            return 0
        fi
    done
    return 1
}

# Debian would make and start a server for the whole machine; only the programs are wanted.
install() {
    kept_out=/etc/postgresql-common/createcluster.d/samverkan-tests.conf
    mkdir -p "$(dirname "$kept_out")"
    printf 'create_main_cluster = false\n' >"$kept_out"
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq && apt-get install -qq -y --no-install-recommends postgresql
    rm -f "$kept_out"
}

found && exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "No PostgreSQL server found: installing Debian's package postgresql for the tests." >&2
    install >&2
    found && exit 0
fi

cat >&2 <<'END'
************************************************************************************************
PostgreSQL is missing: initdb and postgres are neither on PATH nor in /usr/lib/postgresql/*/bin.
The tests that need it are SKIPPED, so only SQLite is tested.
Install PostgreSQL 13 or later (Debian, Ubuntu: apt-get install postgresql) and run them again.
************************************************************************************************
END
[ "${CI:-}" != true ]
