# Everything a newcomer needs; each target sets up what it needs by itself.
.DEFAULT_GOAL := help
.PHONY: help run test check bench install install-dev lock clean
BIN := .venv/bin

help: ## Show this list
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | awk -F '\t' '{printf "  make %-8s %s\n", $$1, $$2}'

run: install ## Start the system with its demonstration, until Ctrl-C
	@$(BIN)/jamsostek run

test: install-dev ## Run the tests (TESTS="tests/law -k jht" for some)
	@tools/chromium.sh
	@$(BIN)/python -m pytest -n logical --maxprocesses 8 $(TESTS)

check: install-dev ## Check format, lint, types, architecture, migrations, templates, spelling
	@tools/check.sh

bench: install-dev ## Measure, print a table and write build/bench.json
	@$(BIN)/python -m benchmarks

install: ## Make .venv with the command .venv/bin/jamsostek
	@tools/install.sh run

install-dev:
	@tools/install.sh dev

lock: install-dev ## Write the lock files anew from pyproject.toml
	@tools/lock.sh

clean: ## Remove what was built, but not your data in .jamsostek
	@if [ -x $(BIN)/jamsostek ]; then JAMSOSTEK_HOME=$(CURDIR)/build/test-cluster $(BIN)/jamsostek db stop; fi
	rm -rf build dist .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
