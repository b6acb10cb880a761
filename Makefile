# Two commands for a fresh machine with Python 3.11, git and make: `make run` and `make test`.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip install --disable-pip-version-check -q
PORT   ?= 8765
CASE   ?= desk-case

.PHONY: run test test-system lint api docs messages lock screens bench clean

run: $(VENV)/.run ## install, read the examples, print the record, start the desk
	@test -e $(CASE)/case.toml || $(BIN)/nomansland init $(CASE)
	@$(BIN)/nomansland flow --case $(CASE) examples
	@$(BIN)/nomansland record --case $(CASE)
	@$(BIN)/nomansland desk --case $(CASE) --port $(PORT) $(DESK_OPTIONS)

test: $(VENV)/.test lint ## every test that needs no Debian package
	$(BIN)/python -m pytest -n 2 -m "not system"

test-system: $(VENV)/.test ## tests in a browser and with a model; installs Debian packages (needs root)
	$(PIP) --require-hashes --no-deps -r requirements-model.lock
	@command -v chromium >/dev/null || { apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium; }
	$(BIN)/python -m pytest -m system tests/system

lint: $(VENV)/.test
	$(BIN)/ruff check src tests bench hatch_build.py
	$(BIN)/ruff format --check src tests bench hatch_build.py
	$(BIN)/mypy
	$(BIN)/mypy tests
	$(BIN)/mypy bench
	$(BIN)/lint-imports
	$(BIN)/python -m nomansland.web.api.schema --check
	$(BIN)/cog --check -I docs README.md docs/*.md

api: $(VENV)/.test ## renew the description of the API that is committed
	$(BIN)/python -m nomansland.web.api.schema

docs: api ## renew what the docs take from the code
	$(BIN)/cog -I docs -r README.md docs/*.md

messages: $(VENV)/.test ## compile the desk's translations; a string without one is named
	$(BIN)/python -m nomansland.web.messages

lock: $(VENV)/.test ## renew the lock files (no index addresses, no local paths)
	$(BIN)/uv pip compile pyproject.toml requirements.build.in $(LOCK_OPTIONS) -o requirements.lock
	$(BIN)/uv pip compile pyproject.toml requirements.build.in --extra dev $(LOCK_OPTIONS) -o requirements-dev.lock
	$(BIN)/uv pip compile requirements.model.in --no-deps $(LOCK_OPTIONS) -o requirements-model.lock
LOCK_OPTIONS := --generate-hashes --universal -p 3.11 --no-header --no-annotate --no-emit-index-url --no-emit-find-links -q

screens: $(VENV)/.test ## take the screenshots of the docs again (needs Chromium)
	$(BIN)/python -m pytest -m system tests/system -k screens --screens docs/screens

bench: $(VENV)/.test ## measure everything; needs NOMANSLAND_DATA
	$(BIN)/python -m bench

clean:
	rm -rf $(VENV) $(CASE) build dist

$(VENV)/bin/python:
	$(PYTHON) -c "import sys; sys.exit('Python 3.11 or newer is needed' if sys.version_info < (3, 11) else 0)"
	$(PYTHON) -m venv $(VENV)

# The package is installed editable; its build hook makes the gazetteer index and copies fonts and scripts.
$(VENV)/.run: requirements.lock pyproject.toml hatch_build.py | $(VENV)/bin/python
	$(PIP) --require-hashes -r requirements.lock
	$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.test: requirements-dev.lock pyproject.toml hatch_build.py | $(VENV)/bin/python
	$(PIP) --require-hashes -r requirements-dev.lock
	$(PIP) --no-deps --no-build-isolation -e .
	@touch $@ $(VENV)/.run
