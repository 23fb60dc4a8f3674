#!/bin/sh
# Finds a browser for the browser tests, or installs Debian's when that is possible.
set -eu

present() {
    for name in chromium-headless-shell chromium chromium-browser google-chrome; do
        command -v "$name" >/dev/null 2>&1 && return 0
    done
    return 1
}

present && exit 0

if [ "$(id -u)" = 0 ] && [ -e /etc/debian_version ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing a browser for the browser tests."
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq </dev/null || true
    apt-get install -y -qq --no-install-recommends chromium-headless-shell </dev/null >/dev/null 2>&1 ||
        apt-get install -y -qq --no-install-recommends chromium </dev/null >/dev/null || true
    present && exit 0
fi

echo "NOT RUN: tests/browser. No Chromium was found; install the package chromium and run again." >&2
[ "${CI:-}" != true ]
