# Two commands on a fresh machine with Python 3.11 or newer: make run, make test.
.DEFAULT_GOAL := help
.PHONY: help setup run test lint check demo screenshots messages clean

PYTHON ?= python3
DEPLOY := .venv/bin/python -m deploy
BIN := .venv/bin
OURS := persian units workdays tickets complaints suggestions config
ARGS ?=
N ?= 500

help:  ## this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/\1\t\2/p' $(MAKEFILE_LIST) | expand -t 14

setup:  ## install what is missing or out of date (every target begins with it)
	@$(PYTHON) -m deploy setup

run: setup  ## the whole portal on this machine (PORT=8001, DEBUG=1 for reloading); Ctrl-C stops it
	@$(DEPLOY) run

test: setup  ## all tests on real servers of their own (ARGS="-k routing")
	@$(DEPLOY) test $(ARGS)

lint: setup  ## style, layers, templates, missing migrations, security slips
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/lint-imports
	@$(BIN)/djlint templates --lint --quiet  # not --check: its formatter breaks lines where a blank would show
	@$(DEPLOY) with manage.py makemigrations --check --dry-run
	@$(BIN)/bandit --configfile pyproject.toml --recursive --quiet $(OURS) benchmarks
	@$(BIN)/bandit --configfile pyproject.toml --recursive --quiet deploy --skip B404,B603  # its trade: starting programs

check: setup  ## Django's and our own checks, as in production
	@SITE_URL=https://portal.example EMAIL_URL=smtp://localhost:25 ALERT_EMAILS=alerts@portal.example DEBUG=0 \
	    SMS_BACKEND=tickets.sms.HTTPGatewayBackend SMS_GATEWAY_URL=https://sms.portal.example \
	    FILES_FOLDER=/var/lib/portal/files CLAMD_ADDRESS=unix:///run/clamav/clamd.ctl \
	    $(DEPLOY) with sh -c 'python manage.py migrate --verbosity 0 && python manage.py load_reference && \
	    python manage.py check --deploy --database default'

demo: setup  ## N=500 realistic tickets into the development database
	@$(DEPLOY) with sh -c 'python -m deploy.prepare && python manage.py make_demo --count $(N)'

screenshots: setup  ## the README's pictures, from the development database (after make demo)
	@$(DEPLOY) screenshots

messages: setup  ## collect the texts to translate into the Persian catalogue
	@$(BIN)/pybabel -q extract --mapping deploy/babel.cfg --keywords pgettext_lazy:1c,2 --keywords ngettext_lazy:1,2 \
	    --keywords gettext_lazy --keywords gettext_noop --no-location --sort-output --output .local/django.pot .
	@$(BIN)/pybabel -q update --domain django --locale fa --input-file .local/django.pot --output-dir locale \
	    --no-fuzzy-matching --width 120

clean:  ## remove what setup made; data, secrets and mail in .local/ stay
	rm -rf .venv node_modules staticfiles .local/browser .local/clamav .local/messages.stamp locale/*/LC_MESSAGES/*.mo
