#!/bin/sh
# Makes .venv and puts into it what a lock file names: `install.sh run` or `install.sh dev`.
# Quick when nothing changed; on Debian it fetches the interpreter's own missing parts itself.
set -eu
cd "$(dirname "$0")/.."
wanted=${1:-run}
export UV_SYSTEM_CERTS=1 # trust whom the machine trusts, as pip does

say() { printf '%s\n' "$*" >&2; }

fail() {
    say "$*"
    exit 1
}

as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
        sudo -n "$@"
    else
        return 1
    fi
}

apt() {
    command -v apt-get >/dev/null || return 1
    say "Installing $* from Debian ..."
    as_root apt-get update -qq >&2 || return 1
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >&2
}

find_python() {
    for name in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11; do
        if "$name" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' 2>/dev/null; then
            python=$name
            return 0
        fi
    done
    return 1
}

make_venv() {
    find_python || { apt python3 python3-venv && find_python; } ||
        fail "Python 3.11 to 3.14 is needed. Install it, or name it: make install PYTHON=/path/to/python3"
    "$python" -m venv --clear .venv >/dev/null 2>&1 && return 0
    rm -rf .venv
    version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    apt "python$version-venv" ||
        fail "Python cannot make a virtual environment here. Install python$version-venv and try again."
    "$python" -m venv --clear .venv || fail "Python $version cannot make a virtual environment."
}

install_packages() {
    if ! .venv/bin/python -m pip install -q --require-hashes -r requirements-install.lock; then
        fail "Cannot install packages. Is the network there, and the package index reachable?"
    fi
    if .venv/bin/uv pip sync -q --compile-bytecode --require-hashes requirements-install.lock "$lock"; then
        .venv/bin/uv pip install -q --no-deps --no-build-isolation --editable .
    else
        say "Trying again with pip, which is slower ..."
        .venv/bin/python -m pip install -q --require-hashes -r "$lock"
        .venv/bin/python -m pip install -q --no-deps --no-build-isolation --editable .
    fi
}

state_of() {
    cat requirements-install.lock "$1" pyproject.toml tools/install.sh | cksum
    pwd
    .venv/bin/python --version
}

up_to_date() {
    [ -x .venv/bin/jamsostek ] && [ -f ".venv/installed-$1" ] &&
        [ "$(cat ".venv/installed-$1")" = "$(state_of "$2" 2>/dev/null)" ]
}

# Two commands at once must not build one environment.
if command -v flock >/dev/null; then
    mkdir -p build
    exec 9>build/install.lock
    flock 9
fi

up_to_date dev requirements-dev.lock && exit 0
[ -f .venv/installed-dev ] && wanted=dev # an environment that could test goes on being able to
lock=requirements-dev.lock
if [ "$wanted" = run ]; then
    up_to_date run requirements.lock && exit 0
    lock=requirements.lock
fi

say "Installing what $lock names into .venv ..."
if ! .venv/bin/python -c 'import pip' 2>/dev/null; then
    make_venv
fi
rm -f .venv/installed-*
install_packages
.venv/bin/python -m compileall -q jamsostek
state_of "$lock" >".venv/installed-$wanted"
