#!/bin/sh
# Every check that needs no database, in order of speed; stops at the first that fails.
set -eu
cd "$(dirname "$0")/.."
PATH="$PWD/.venv/bin:$PATH"
export DJANGO_SETTINGS_MODULE=jamsostek.config.settings
export PYTHONWARNINGS=ignore::RuntimeWarning # makemigrations finds no server to ask, and needs none

step() {
    printf '\n--- %s\n' "$*"
    "$@"
}

step ruff format --check .
step ruff check .
step mypy
step lint-imports
step python -m django check
step python -m django makemigrations --check --dry-run
step djlint --quiet --lint jamsostek/web/templates
step yamllint --strict .
step codespell
printf '\nAll checks passed.\n'
