#!/bin/sh
# The tests look at the pages in a real browser: see that there is one.
set -u

found() {
    for name in chromium chromium-browser google-chrome; do
        command -v "$name" >/dev/null && return 0
    done
    return 1
}

found && exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "No Chromium found: installing Debian's package chromium for the tests." >&2
    export DEBIAN_FRONTEND=noninteractive
    { apt-get update -qq && apt-get install -qq -y --no-install-recommends chromium; } >&2
    found && exit 0
fi

cat >&2 <<'END'
************************************************************************************************
Chromium is missing: neither chromium, chromium-browser nor google-chrome is on PATH.
The tests that need it are SKIPPED, so nobody has looked at the pages.
Install Chromium (Debian: apt-get install chromium) and run them again.
************************************************************************************************
END
[ "${CI:-}" != true ]
