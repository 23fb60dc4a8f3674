# One checkout, one virtual environment. Needs Python 3.11 or newer and make; everything else is installed here.
# `make run PORT=9000`, `make run HTTPS=1`, `make test ARGS="-k ballot"`.

PYTHON ?= python3
PORT ?= 8000
HOST ?= 0.0.0.0
HTTPS ?=
ARGS ?=

VENV := .venv
BIN := $(VENV)/bin
FLASK := $(BIN)/flask --app wsgi
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes
LOCK := $(BIN)/uv pip compile pyproject.toml --quiet --upgrade --generate-hashes --no-header --no-annotate --universal

MADE := $(VENV)/.made
RUNTIME := $(VENV)/.runtime
DEV := $(VENV)/.dev
VENDOR := static/vendor/htmx.js

.DEFAULT_GOAL := run
.DELETE_ON_ERROR:

.PHONY: run
run: setup
	@$(FLASK) db upgrade
	@$(FLASK) seed
	@exec $(FLASK) serve --host $(HOST) --port $(PORT) $(if $(filter-out 0 no false,$(HTTPS)),--https)

.PHONY: setup
setup: $(RUNTIME) $(VENDOR)

.PHONY: test
test: setup $(DEV)
	@sh tests/browser/install.sh
	$(BIN)/python -m pytest $(ARGS)

.PHONY: check
check: setup $(DEV)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	@$(MAKE) --no-print-directory test ARGS="--cov $(ARGS)"

.PHONY: bench
bench: setup $(DEV)
	$(BIN)/python -m bench $(ARGS)

.PHONY: replay
replay: setup
	$(BIN)/python -m bench.replay $(ARGS)

.PHONY: fmt
fmt: $(DEV)
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

.PHONY: translations
translations: $(RUNTIME)
	$(BIN)/pybabel --quiet extract -F pyproject.toml -k _l -k lazy_gettext --ignore-dirs=__pycache__ \
		--sort-output --no-location -o $(VENV)/messages.pot participation templates
	$(BIN)/pybabel --quiet update -i $(VENV)/messages.pot -d participation/translations -l sv --init-missing \
		--omit-header --no-fuzzy-matching --ignore-obsolete

# Renews what is pinned; look at the difference before you keep it.
.PHONY: lock
lock: $(DEV)
	$(LOCK) --extra setup -o requirements.txt
	$(LOCK) --extra setup --extra dev -c requirements.txt -o requirements-dev.txt
	PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/npm install --package-lock-only

$(MADE):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; say which one with PYTHON=…")'
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(RUNTIME): requirements.txt $(MADE)
	$(PIP) -r requirements.txt
	@touch $@

$(DEV): requirements-dev.txt $(RUNTIME)
	$(PIP) -r requirements-dev.txt
	@touch $@

# htmx and its extension for server-sent events, in one file, and the queue's database; source maps are not served.
$(VENDOR): package.json package-lock.json $(RUNTIME)
	PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/npm ci --ignore-scripts --silent
	@mkdir -p $(@D)
	@for file in htmx.min.js ext/hx-sse.min.js; do \
		sed '/^\/\/# sourceMappingURL=/d' node_modules/htmx.org/dist/$$file || exit 1; printf ';\n'; \
	done > $@
	@cp node_modules/idb-keyval/dist/umd.js $(@D)/idb-keyval.js
