# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Every target sets up what it needs, from a fresh clone: `make demo` is a fine first command.

PYTHON ?= python3
PORT ?= 8080
# More for the simulator, such as ARGS='--set pci_asset_list=on'.
ARGS ?=
# For the benchmark, such as BENCH="--hosts 10000 100000" or BENCH="--only fetch tasks".
BENCH ?=
# For the runs under faults, such as SOAK="--minutes 60" or SOAK="--replay 1716".
SOAK ?=
# For the fuzzer, such as FUZZ="--minutes 60" or FUZZ="--only xml json".
FUZZ ?=
# Names of checks, such as CHECKS="unit sanity"; all of them when empty.
CHECKS ?=

VENV := .venv
TREE := build/tree/ansible_collections/community/qualys
ARTEFACT := build/artefact/community-qualys.tar.gz
INSTALLED := build/collections/installed.stamp

# The user's own Ansible folder and collections stay out of this.
export ANSIBLE_HOME := $(CURDIR)/build/ansible

.DEFAULT_GOAL := help
.NOTPARALLEL:
.DELETE_ON_ERROR:
.PHONY: help demo test test-unit lint docs pages install simulator bench bench-docs soak soak-docs fuzz clean force

help: ## Show this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  \1#\2/p' $(firstword $(MAKEFILE_LIST)) | while IFS='#' read -r name text; do printf '%-14s %s\n' "$$name" "$$text"; done

demo: $(INSTALLED) ## Play the demonstration against the simulator, no account needed
	@$(VENV)/bin/python tools/demo.py

test: $(INSTALLED) ## Run every check, or some: make test CHECKS="unit sanity"
	@$(VENV)/bin/python tools/checks.py $(CHECKS)

test-unit: $(VENV)/complete.stamp ## Run the unit tests only, in place: some minutes
	@$(VENV)/bin/python -m pytest tests/unit -n auto

lint: $(INSTALLED) ## Run everything that reads the source and runs none of it
	@$(VENV)/bin/python tools/checks.py ruff mypy audit changelog docs ansible-lint galaxy-importer sanity

docs: $(INSTALLED) ## Build the docs site under build/docs, offline; a warning is an error
	@$(VENV)/bin/python tools/docs_site.py

pages: $(VENV)/complete.stamp ## Write the pages and pictures that are made from something else
	@$(foreach page,open_questions curl_page drawings,$(VENV)/bin/python tools/$(page).py && ) true

install: $(INSTALLED) ## Build the collection and install it under build/collections
	@echo "Installed: build/collections/ansible_collections/community/qualys"

simulator: $(VENV)/complete.stamp ## Run the simulator in the foreground: make simulator PORT=8080
	@$(VENV)/bin/python -m tests.simulator --port $(PORT) $(ARGS)

bench: $(INSTALLED) ## Measure against other clients: 20 minutes; BENCH="--hosts 10000 50000 100000" for more
	@$(VENV)/bin/python -m tools.bench $(BENCH)

bench-docs: $(VENV)/complete.stamp ## Put the last results of the benchmark into docs/
	@$(VENV)/bin/python -m tools.bench --publish

soak: $(INSTALLED) ## Run tasks under seeded faults: 20 minutes; SOAK="--minutes 60" for longer
	@$(VENV)/bin/python -m tests.faults $(SOAK)

soak-docs: $(VENV)/complete.stamp ## Put the figures of the last soak into docs/
	@$(VENV)/bin/python -m tests.faults --publish

fuzz: $(VENV)/complete.stamp ## Give bytes that nobody wrote to what reads them: 15 minutes; FUZZ="--minutes 60"
	@$(VENV)/bin/python -m tests.fuzz $(FUZZ)

clean: ## Remove everything that make has made here
	rm -rf $(VENV) build .ansible .hypothesis .mypy_cache .ruff_cache tests/output
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/complete.stamp: requirements-dev.txt requirements.txt tests/unit/requirements.txt tests/integration/requirements.txt tools/venv.py
	@command -v "$(PYTHON)" >/dev/null || { echo "error: $(PYTHON) not found; choose another with: make PYTHON=python3.x" >&2; exit 1; }
	@$(PYTHON) tools/venv.py $(VENV) requirements-dev.txt
	@touch $@

# Runs every time, but touches its stamp only when a file changed, so that nothing below is done without need.
build/tree.stamp: force $(VENV)/complete.stamp
	@mkdir -p build
	@$(VENV)/bin/python tools/tree.py $(TREE) $@

$(ARTEFACT): build/tree.stamp
	@rm -rf $(@D)
	@$(VENV)/bin/ansible-galaxy collection build $(TREE) --output-path $(@D) >build/artefact.log 2>&1 || { cat build/artefact.log >&2; exit 1; }
	@mv $(@D)/community-qualys-*.tar.gz $@

$(INSTALLED): $(ARTEFACT)
	@$(VENV)/bin/ansible-galaxy collection install $< --collections-path build/collections --force --offline >build/install.log 2>&1 || { cat build/install.log >&2; exit 1; }
	@touch $@
