#!/bin/sh
# The load comes from wrk: see that there is one.
set -u

command -v wrk >/dev/null && exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "No wrk found: installing Debian's package wrk for the benchmark." >&2
    export DEBIAN_FRONTEND=noninteractive
    { apt-get update -qq && apt-get install -qq -y --no-install-recommends wrk; } >&2
    command -v wrk >/dev/null && exit 0
fi

echo 'wrk is missing, and nothing else makes the load: install it (Debian: apt-get install wrk).' >&2
exit 1
