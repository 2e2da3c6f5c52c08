# Everything runs in .venv, made from the lock files. Needs Python ≥ 3.11, make and a package index.
PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test test-all faults check lint types audit fuzz unit messages benchmark load growth rehearse clean

run: $(VENV)/run.stamp .env
	@$(BIN)/python manage.py migrate --verbosity 0
	@$(BIN)/python manage.py publish_rulebook fixtures --if-none --without-exact
	@$(BIN)/python manage.py collectstatic --noinput --verbosity 0
	@echo "Fourways is at http://127.0.0.1:$(PORT)/ (Ctrl+C stops it; the data stays in var/)"
	@$(BIN)/gunicorn advisor.wsgi --bind 127.0.0.1:$(PORT) --workers 1 --threads 4 --log-level warning

test: $(VENV)/dev.stamp
	@$(MAKE) --no-print-directory check
	@$(BIN)/python -m pytest -n 3 --dist worksteal -q -m "not sweep"
	@$(BIN)/python -m tests.on_postgres

# The sweeps too: every page in every language and scheme, the widest samples. Takes half as long again.
test-all: test
	@SWEEP=1 $(BIN)/python -m pytest -n 3 --dist worksteal -q -m "sweep or sampled"

check: lint types audit

lint: $(VENV)/dev.stamp
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@git ls-files --cached --others --exclude-standard 'templates/*.html' | xargs $(BIN)/djade --check --target-version 5.2
	@$(BIN)/lint-imports --no-cache

types: $(VENV)/dev.stamp
	@$(BIN)/mypy

# Known weaknesses of what the lock files name; says so where the data cannot be reached.
audit: $(VENV)/dev.stamp
	@$(BIN)/python -m tests.audit

# Hostile requests to every address, form and file, on both databases: FUZZ_SEED=7 make fuzz begins elsewhere.
fuzz: $(VENV)/dev.stamp
	@FUZZ_REQUESTS=$${FUZZ_REQUESTS:-20000} $(BIN)/python -m pytest -q -s tests/hostile/test_fuzz.py
	@FUZZ_REQUESTS=$${FUZZ_REQUESTS:-20000} $(BIN)/python -m tests.on_postgres -s -n 0 -m slow tests/hostile/test_fuzz.py

# What the site runs on fails at random moments, told by FAULTS_SEED. Best on Linux as root: small disks are mounted.
faults: $(VENV)/dev.stamp
	@FAULTS=full $(BIN)/python -m pytest -q tests/faults tests/test_workers.py

unit: $(VENV)/dev.stamp
	@$(BIN)/python -m pytest -n 3 --dist worksteal -q -m "not browser"

# The image's steps, with its packages installed anew, in a clean place without a container engine. As root, on Linux.
rehearse: $(VENV)/dev.stamp
	@PYTHON=$(BIN)/python deploy/rehearse

# Needs GNU gettext; the compiled files are committed so that nobody else does.
messages: .env
	@$(BIN)/python manage.py makemessages --locale ko --no-location --no-wrap --ignore .venv --ignore var --ignore tests --ignore benchmarks
	@$(BIN)/python manage.py compilemessages --locale ko --ignore .venv

benchmark: $(VENV)/bench.stamp
	@$(BIN)/python -m benchmarks

# 200 visitors for ten minutes on PostgreSQL, 30 on SQLite; LOAD_USERS, LOAD_MINUTES and LOAD_SEED say otherwise.
load: $(VENV)/bench.stamp
	@$(BIN)/python -m benchmarks.load

# Every page with 100, 10,000 and 1,000,000 assessments in each database. Takes half an hour and 12 GB of disk.
growth: $(VENV)/bench.stamp
	@$(BIN)/python -m benchmarks.growth

$(VENV)/run.stamp: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Fourways needs Python 3.11 or newer")'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

$(VENV)/dev.stamp: requirements-dev.txt $(VENV)/run.stamp
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

$(VENV)/bench.stamp: requirements-bench.txt $(VENV)/dev.stamp
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-bench.txt
	@touch $@

.env:
	@umask 077 && $(PYTHON) -c 'import secrets; print("SECRET_KEY=" + secrets.token_urlsafe(50))' > $@

clean:
	rm -rf $(VENV) var/static
