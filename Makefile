# `make` alone prints what there is. Everything runs in .venv, which the first target that needs it sets up.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
SETUP_LOG := $(VENV)/setup.log

# AS_OF SINCE REGION SERIES KNOWN_ON NOTEBOOK REPORTS, as in: make report AS_OF=2025-03-10 REGION=kursk
given = $(if $($(1)),-p '$(2)=$($(1))')
ASKED = $(NOTEBOOK) $(call given,AS_OF,as_of) $(call given,SINCE,since) $(call given,REGION,region) \
	$(call given,SERIES,series) $(call given,KNOWN_ON,known_on) $(if $(REPORTS),--reports '$(REPORTS)')

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help report test check bench conformance verify refresh sample pictures describe requirements clean

help: ## this text
	@awk 'BEGIN {FS = ":.*## "} /^[a-z]+:.*## / {printf "  make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)
	@echo "  variables: AS_OF SINCE REGION SERIES KNOWN_ON NOTEBOOK REPORTS, e.g. make report AS_OF=2025-03-10 REGION=kursk"

report: $(INSTALLED) ## render an edition of the reports and print which file to open
	@$(BIN)/frontline render $(ASKED)

test: $(INSTALLED) ## run the tests
	@$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder $(TESTS)

check: $(INSTALLED) ## ruff, mypy, the floors of the house, every table in data/
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/frontline check

bench: $(INSTALLED) ## measure against stock papermill and nbconvert, and against geopandas; writes benchmarks/*.md
	@$(BIN)/python -m benchmarks.run
	@$(BIN)/python -m benchmarks.measuring
	@$(BIN)/python -m benchmarks.claims
	@$(BIN)/python -m benchmarks.drafting

conformance: $(INSTALLED) ## run papermill's own tests with our engine in place of its own
	@$(BIN)/python -m benchmarks.conformance

verify: $(INSTALLED) ## render twice in different surroundings and compare every byte
	@$(BIN)/python -m benchmarks.verify

refresh: $(INSTALLED) ## measure the upstreams again (FROM=folder or URL of a mirror)
	@$(BIN)/frontline refresh $(if $(FROM),--from '$(FROM)')
	@$(BIN)/python -m frontline.upstream.distances

sample: $(INSTALLED) ## render the sample edition again, in reports/sample/
	@$(BIN)/frontline render --force --reports reports/sample

pictures: $(INSTALLED) ## accept how the pages of the default edition look now (tests/pages)
	@$(BIN)/python tests/pictures.py

describe: $(INSTALLED) ## write data/datapackage.json anew from the row classes
	@$(BIN)/python -m frontline.analysis.package

requirements: $(INSTALLED) ## resolve pyproject.toml anew into exact pins
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --all-extras \
		--custom-compile-command "make requirements" pyproject.toml -o requirements.txt

clean: ## remove the virtual environment and caches; editions stay
	rm -rf $(VENV) .cache .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

say = { echo "frontline: $(1)" >&2; exit 1; }

$(INSTALLED): requirements.txt pyproject.toml
	@command -v $(PYTHON) >/dev/null \
		|| $(call say,no $(PYTHON) here; install Python 3.11 or newer with venv (Debian: apt install python3 python3-venv))
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| $(call say,$$($(PYTHON) --version 2>&1) is too old; install Python 3.11 or newer and name it: make PYTHON=python3.11 $(MAKECMDGOALS))
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null \
		|| $(call say,$(PYTHON) has no venv module; install it (Debian: apt install python3-venv))
	@echo "setting up $(VENV), once: a minute or two" >&2
	@$(BIN)/python -c '' 2>/dev/null || $(PYTHON) -m venv --clear $(VENV)
	@$(BIN)/python -m pip install --require-hashes -r requirements.txt >$(SETUP_LOG) 2>&1 \
		&& $(BIN)/python -m pip install --no-build-isolation --no-deps -e . >>$(SETUP_LOG) 2>&1 \
		&& $(BIN)/python -m compileall -q frontline >>$(SETUP_LOG) 2>&1 \
		&& $(BIN)/python -m frontline.pages.typefaces >>$(SETUP_LOG) 2>&1 \
		&& $(BIN)/python -m frontline.editions.docstrings >>$(SETUP_LOG) 2>&1 \
		|| $(call say,packages could not be installed; connect to the Python package index or point PIP_INDEX_URL at a mirror (details: $(SETUP_LOG)))
	@touch $@
