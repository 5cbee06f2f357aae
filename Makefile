# Two commands set everything up: `make serve` and `make test`. `make help` lists the rest.
PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
MINUTES ?= 30
BIN := .venv/bin
# --no-build-isolation: what builds the package is in the lock as well.
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check
SELF := $(INSTALL) --no-deps --no-build-isolation --editable .

.PHONY: help serve test static pytest thorough browsers check docs translations format lock wheel bench words swap fuzz soak audit clean

help: ## list the targets
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sort | sed -E 's/^([a-z]+):.*## (.*)/  make \1|\2/' | column -t -s '|'

.venv/run: requirements/run.txt pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(INSTALL) --require-hashes --requirement requirements/run.txt
	$(SELF)
	touch $@

.venv/test: requirements/test.txt .venv/run
	$(INSTALL) --require-hashes --requirement requirements/test.txt
	touch $@

.venv/bench: requirements/bench.txt .venv/test
	$(INSTALL) --require-hashes --requirement requirements/bench.txt
	touch $@

serve: .venv/run ## start the production server on http://127.0.0.1:8000 (HOST=, PORT=)
	$(BIN)/quiz serve --host $(HOST) --port $(PORT)

test: .venv/test ## formatting, lint, types, layers, the rule files' check and all tests
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(MAKE) --jobs 2 static pytest # what takes one core, beside what waits now and then

static: .venv/test
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/quiz check

# Two, whatever the machine: each starts servers and browsers of its own.
pytest: .venv/test browsers
	$(BIN)/pytest $(SELECTED) --numprocesses 2 --dist loadgroup --no-loadscope-reorder

thorough: SELECTED := -m thorough
thorough: pytest ## what `make test` leaves out: everything in every browser, the largest pages (3 minutes)

browsers: ## install the browsers that the tests drive (on Debian as root), else say what is missing
	tests/browser/install

check: .venv/run ## read the rule files and run their cases
	$(BIN)/quiz check

format: .venv/test ## put the code in its one format, and mend what lint can mend
	$(BIN)/ruff format
	$(BIN)/ruff check --fix

docs: .venv/test ## write the reference pages and the schemas for editors
	$(BIN)/python -m tests.reference
	$(BIN)/quiz schema --write static/schemas

translations: .venv/run ## bring the catalogues of all languages up to date with every text (NEW=fr begins one)
	$(BIN)/quiz translations $(NEW)

bench: .venv/bench browsers ## measure everything beside its peers, and write docs/benchmarks.md (15 minutes)
	$(BIN)/python -m tests.benchmarks.report

words: .venv/test ## count the words that ordinary people are shown
	$(BIN)/python -m tests.benchmarks.words

swap: .venv/test ## swap good and unsafe rules 200 times under load, and count wrong answers (10 minutes)
	$(BIN)/python -m tests.benchmarks.swapping

.venv/fuzz: requirements/fuzz.txt .venv/test
	$(INSTALL) --require-hashes --requirement requirements/fuzz.txt
	touch $@

fuzz: .venv/fuzz ## a hundred times as many odd requests and rule files as in `make test` (20 minutes)
	FUZZ=100 $(BIN)/pytest --numprocesses 2 tests/fuzz
	$(BIN)/python -m tests.fuzz.described_api
	$(BIN)/python -m tests.fuzz.atheris_reader 300

soak: .venv/test ## mixed load at 80% while rules change and workers are killed (MINUTES=30)
	$(BIN)/python -m tests.soak $(MINUTES)

# In an environment of its own: nothing that the quiz runs with may change for it.
.venv/audit/installed: requirements/audit.txt
	test -x $(@D)/bin/python || $(PYTHON) -m venv $(@D)
	$(@D)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement $<
	touch $@

audit: .venv/audit/installed ## look the locked packages up among known weaknesses (needs the internet)
	.venv/audit/bin/pip-audit --strict --no-deps --disable-pip --requirement requirements/run.txt

wheel: .venv/run ## build the wheel into dist/
	$(BIN)/python -m build --wheel --no-isolation --outdir dist

# Versions and hashes only; which index they come from is the reader's business.
COMPILE := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header
LOCK := $(COMPILE) pyproject.toml --group build
lock: ## renew the locked versions (needs uv)
	$(LOCK) --output-file requirements/run.txt
	$(LOCK) --group test --constraint requirements/run.txt --output-file requirements/test.txt
	$(LOCK) --group fuzz --constraint requirements/test.txt --output-file requirements/fuzz.txt
	$(LOCK) --group test --group bench --constraint requirements/test.txt --output-file requirements/bench.txt
	$(COMPILE) --group audit --output-file requirements/audit.txt

clean: ## remove what was made here
	rm -rf .venv dist
