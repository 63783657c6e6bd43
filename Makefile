# Needs Python 3.11 or later and make; everything else is fetched into .venv, as uv.lock says.

PORT ?= 8000
# What more pytest is to be told: make test ARGS="-k agreements"
ARGS ?=

BIN := .venv/bin
READY := .venv/.ready
NODE := tests/node/node_modules
NODE_READY := $(NODE)/.ready

# Whoever starts Python often, as the tests do, waits for it to be compiled each time without this.
unexport PYTHONDONTWRITEBYTECODE
export UV_COMPILE_BYTECODE = 1

.PHONY: run test fuzz chaos mutants bench check contract lint-contract format openapi diagram release clean

## run: load the demo's data, serve the API and compile the report (PORT=8000)
run: $(READY)
	@$(BIN)/samverkan demo --port $(PORT)

## test: all tests, on SQLite and PostgreSQL
test: $(READY)
	@tests/ensure_postgres.sh
	@tests/ensure_chromium.sh
	@if $(HAS_NODE); then $(MAKE) --silent $(NODE_READY); fi
	@$(BIN)/pytest -n 2 --dist worksteal $(ARGS)

## fuzz: a quarter of an hour of requests that nobody would think of
fuzz: $(READY)
	@tests/ensure_postgres.sh
	@FUZZ_SECONDS=450 $(BIN)/pytest tests/fuzz

## chaos: kill workers at random for five minutes per engine; CHAOS_SEED=1 draws the same again
chaos: $(READY)
	@tests/ensure_postgres.sh
	@CHAOS_SECONDS=$${CHAOS_SECONDS:-300} $(BIN)/pytest -s tests/chaos

## mutants: change each rule of who may do what, and of the law, a little; a test must see it
mutants: $(READY)
	@rm -rf mutants
	@$(BIN)/mutmut run >/dev/null
	@left=$$($(BIN)/mutmut results); \
	if [ -n "$$left" ]; then echo "$$left"; exit 1; fi; \
	echo 'A test failed for every rule that was changed.'

## bench: measure the service beside others, ten minutes on two cores; BENCH=--tenfold for more data
bench: $(READY)
	@tests/ensure_postgres.sh
	@bench/ensure_wrk.sh
	@UV_PROJECT_ENVIRONMENT=.venv $(BIN)/uv sync --frozen --inexact --quiet --group bench --python $(BIN)/python
	@$(BIN)/python -m bench $(BENCH)

## check: format, lint, types, import contracts, Dockerfile, API contract
check: $(READY)
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/hadolint Dockerfile
	@$(MAKE) --no-print-directory contract

## contract: hold openapi/openapi.json to the rules of Spectral, OWASP and Redocly
contract:
	@if $(HAS_NODE); then $(MAKE) --no-print-directory lint-contract; \
	elif [ -n "$$CI" ]; then echo 'The API contract cannot be linted: $(NODE_MISSING)' >&2; exit 1; \
	else echo 'WARNING: THE API CONTRACT WAS NOT LINTED: $(NODE_MISSING)' >&2; fi

lint-contract: $(NODE_READY)
	$(NODE)/.bin/spectral lint openapi/openapi.json --ruleset openapi/spectral.yaml --fail-severity error --display-only-failures
	REDOCLY_TELEMETRY=off REDOCLY_SUPPRESS_UPDATE_NOTICE=true \
		$(NODE)/.bin/redocly lint openapi/openapi.json --config openapi/redocly.yaml

## format: put the code in the form that check asks for
format: $(READY)
	$(BIN)/ruff format
	$(BIN)/ruff check --fix

## openapi: write openapi/openapi.json from the code
openapi: $(READY)
	$(BIN)/python -m openapi.write

## diagram: draw the life of an annual report into docs/annual-report.md, from the code
diagram: $(READY)
	$(BIN)/python -m app.report_life

## release: keep the contract of this version; later ones are held to it
release: openapi
	$(BIN)/python -m openapi.release

## clean: remove what can be made again; the data stays
clean:
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	rm -rf .coverage htmlcov build dist mutants $(NODE)
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# A .venv that works is kept, whoever made it; one whose Python is gone or too old is made anew.
$(READY): uv.lock pyproject.toml
	@echo 'Setting up .venv from uv.lock.'
	@$(BIN)/python -c '$(NEW_ENOUGH)' 2>/dev/null || { $(FIND_PYTHON); rm -rf .venv; "$$python" -m venv .venv; }
	@test -x $(BIN)/uv || { $(BIN)/python -m pip --version >/dev/null 2>&1 || $(BIN)/python -m ensurepip >/dev/null; \
		$(BIN)/python -m pip install --quiet --disable-pip-version-check uv; }
	@UV_PROJECT_ENVIRONMENT=.venv $(BIN)/uv sync --frozen --inexact --quiet --python $(BIN)/python
	@touch $@

$(NODE_READY): tests/node/package-lock.json
	@echo 'Setting up $(NODE) from its lock file.'
	@cd tests/node && npm ci --loglevel error
	@touch $@

HAS_NODE := command -v npm >/dev/null && node -e 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)' 2>/dev/null
NODE_MISSING := npm with Node.js 20 or later is needed, and was not found on PATH.

NEW_ENOUGH := import sys; sys.exit(sys.version_info < (3, 11))

# Sets $$python to one that can make a .venv, or says in a sentence what is missing.
define FIND_PYTHON
python=; \
for name in python3.14 python3.13 python3.12 python3.11 python3; do \
	"$$name" -c '$(NEW_ENOUGH)' 2>/dev/null || continue; \
	"$$name" -c 'import ensurepip' 2>/dev/null && { python=$$name; break; }; \
	bare=$$name; \
done; \
if [ -z "$$python" ]; then \
	if [ -n "$$bare" ]; then echo "$$bare cannot make a .venv, for it lacks ensurepip: install its venv package (Debian, Ubuntu: apt-get install python3-venv)."; \
	else echo "Python 3.11 or later is needed, and none was found on PATH."; fi >&2; \
	exit 1; \
fi
endef
