#!/bin/sh
# Sees to it that the browser tests find Chromium; without it they say so and are skipped.
set -eu

for name in chromium chromium-browser google-chrome; do
    command -v "$name" >/dev/null && exit 0
done
command -v apt-get >/dev/null || exit 0
if [ "$(id -u)" = 0 ]; then
    sudo=
elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
    sudo="sudo -n"
else
    echo "The browser tests are skipped: chromium is not installed (apt-get install chromium)." >&2
    exit 0
fi
echo "Installing chromium for the browser tests ..." >&2
$sudo apt-get update -qq >&2
$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >&2
