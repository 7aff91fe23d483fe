# One word a chore. `make setup` needs Python 3.11+, git and make, and nothing else; every other chore sets up by itself.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV_VERSION := 0.9.9
export UV_PROJECT_ENVIRONMENT := $(VENV)

.PHONY: help setup demo test check bench wheel clean
help:  ## This list
	@grep -E '^[a-z]+:.*##' Makefile | sed -E 's/:.*##/\t/'

setup: $(VENV)/.ready  ## Build .venv from the lock, hashes checked

$(VENV)/.ready: uv.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Porosity needs Python 3.11 or newer: make setup PYTHON=python3.12")'
	test -f $(VENV)/pyvenv.cfg && $(BIN)/python -m pip --version > /dev/null 2>&1 || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade pip
	$(BIN)/python -m pip install --quiet --disable-pip-version-check 'uv>=$(UV_VERSION)'
	$(BIN)/uv sync --frozen --inexact --quiet --python $(BIN)/python
	touch $@

demo: setup  ## Read a report of our own and write its dossier
	@mkdir -p out
	$(BIN)/porosity read examples/a-second-limousine.txt --format html --output out/dossier.html
	@echo
	$(BIN)/porosity read examples/a-second-limousine.txt
	@echo "The dossier is out/dossier.html: open it in a browser."

test: setup  ## All tests
	$(BIN)/pytest

check: setup  ## Style, types, the law and its cases
	$(BIN)/ruff check src tests benchmarks training
	$(BIN)/ruff format --check src tests benchmarks training
	$(BIN)/mypy
	$(BIN)/python -m porosity.measures.check

bench: setup  ## Every yardstick; the data sets are found by POROSITY_DATA
	$(BIN)/porosity bench

wheel: setup  ## Build the wheel into dist/
	$(BIN)/uv build --wheel --quiet --out-dir dist

clean:  ## Remove what the chores made
	rm -rf $(VENV) dist out .mypy_cache .ruff_cache .pytest_cache .hypothesis
