#!/bin/sh
# Writes the lock files anew: every package, its version and the hashes of its files.
set -eu
cd "$(dirname "$0")/.."

lock() {
    .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header "$@"
}

lock requirements-install.in --output-file requirements-install.lock
lock pyproject.toml --output-file requirements.lock
lock pyproject.toml --extra dev --constraint requirements.lock --output-file requirements-dev.lock
