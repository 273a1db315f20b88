# `make demo` and `make test` need Python 3.11 or later and a network to install packages from; nothing else.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo test lint format bare bench train docs clean

# The first Python that is new enough; `make PYTHON=… demo` names another.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$p" && break; done)
VENV := .venv
BIN := $(VENV)/bin
# Where PyTorch is missing the tests of training/ are skipped and say so; in CI nothing may be skipped.
comma := ,
EXTRAS := $(if $(CI),dev$(comma)training,dev)
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check
SOURCES := src tests docs training benchmarks

help: ## say what can be made
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1 | /' | column -t -s '|'

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Sayso needs Python 3.11 or later, and none was found. Install one, or name it: make PYTHON=/path/to/python3 demo"; exit 1; }
	$(PYTHON) -m venv $(VENV)

# One stamp for each set of extras: a changed pyproject.toml installs again.
$(VENV)/installed-core: pyproject.toml | $(BIN)/python
	@echo "Installing Sayso and what it needs into $(VENV) (once; about 350 MB, half a minute)"
	$(INSTALL) --editable .
	@touch $@

$(VENV)/installed-%: pyproject.toml | $(BIN)/python
	@echo "Installing Sayso with its extras $* into $(VENV) (once)"
	$(INSTALL) --editable '.[$*]'
	@touch $@ $(VENV)/installed-core

demo: $(VENV)/installed-core ## set up, read the invented event in examples/, and lay its reports side by side
	$(BIN)/sayso read examples/marrow
	@mkdir -p build && rm -f build/demo.db*
	$(BIN)/sayso add examples/marrow --ledger build/demo.db --quiet
	$(BIN)/sayso story st-2 --ledger build/demo.db
	$(BIN)/sayso story st-2 --ledger build/demo.db --format html --output build/demo.html
	@echo "the same as a page for handing over: build/demo.html"

test: lint $(VENV)/installed-$(EXTRAS) ## every check: format, lint, types, layers, tests, bare install
	$(BIN)/python -m pytest $(if $(CI),--durations=10)
	$(MAKE) --no-print-directory bare

lint: $(VENV)/installed-$(EXTRAS) ## the quick checks: format, lint, types, layers
	$(BIN)/ruff format --check $(SOURCES)
	$(BIN)/ruff check $(SOURCES)
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/installed-$(EXTRAS) ## format the code and mend what can be mended
	$(BIN)/ruff format $(SOURCES)
	$(BIN)/ruff check --fix $(SOURCES)

# The package alone, as a user gets it: the built wheel in an environment that has nothing else.
bare: $(VENV)/installed-$(EXTRAS) ## install the built wheel by itself and run the main verb
	rm -rf build/bare && mkdir -p build/bare
	$(BIN)/python -m build --wheel --outdir build/bare . >build/bare/build.log 2>&1 || { cat build/bare/build.log; exit 1; }
	$(BIN)/python -m venv build/bare/venv
	build/bare/venv/bin/python -m pip install --quiet --disable-pip-version-check build/bare/*.whl
	cd build/bare && venv/bin/sayso --version && venv/bin/sayso read --format jsonl ../../examples/marrow >reports.jsonl
	$(BIN)/python tests/house/bare.py build/bare

bench: $(VENV)/installed-dev$(comma)compare$(comma)training ## measure quality and speed; write benchmarks/results.json
	$(BIN)/python -m benchmarks

train: $(VENV)/installed-dev$(comma)training ## make the model again from the data (docs in training/)
	$(BIN)/python -m training

docs: $(VENV)/installed-$(EXTRAS) ## write the generated parts of README.md and docs/ again
	$(BIN)/python docs/make.py

clean: ## remove the environment and what the checks left (build/ keeps what training made)
	rm -rf $(VENV) build/bare dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find src tests training benchmarks docs -name __pycache__ -type d -prune -exec rm -rf {} +
