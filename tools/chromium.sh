#!/bin/sh
# Sees to it that the browser tests find Chromium, and the library their driver needs;
# without them they say so and are skipped.
set -eu

missing=
for name in chromium chromium-browser google-chrome; do
    command -v "$name" >/dev/null && found=$name
done
[ -n "${found:-}" ] || missing=chromium
/sbin/ldconfig -p 2>/dev/null | grep -q 'libatomic\.so\.1' || missing="$missing libatomic1"
[ -n "$missing" ] || exit 0
command -v apt-get >/dev/null || exit 0
if [ "$(id -u)" = 0 ]; then
    sudo=
elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
    sudo="sudo -n"
else
    echo "The browser tests are skipped. They need: apt-get install $missing" >&2
    exit 0
fi
echo "Installing $missing for the browser tests ..." >&2
$sudo apt-get update -qq >&2
# shellcheck disable=SC2086 - a list of packages
$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >&2
