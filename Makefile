# The two commands of the README are `make demo` and `make test`; each sets up what it needs.
# Nothing but Python 3.11 or newer, make and pip has to be there before. In a fresh clone
# `CCADMIN_NO_EXTENSION=1 make test` runs everything without the compiled engine.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Bytecode is written when a module is first imported: most of what is installed never is.
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet --no-compile --constraint constraints.txt
# The engine is compiled apart, once, and only when its source has changed.
INSTALL := CCADMIN_NO_EXTENSION=1 $(PIP) --no-build-isolation --editable
ENGINE := $(wildcard ccadmin/acd/*.py ccadmin/acd/*.pxd compiling/*.py) setup.py

.PHONY: demo test lint types engine tests fuzz evidence crash bench mutants docs guides package matrix clean

demo: $(VENV)/runtime $(VENV)/engine  ## set the example centre up and route its calls
	@PATH="$(CURDIR)/$(BIN):$$PATH" sh examples/corner-shop/run.sh

test:  ## everything that CI checks; pytest comes last
	@$(MAKE) --no-print-directory --jobs=2 lint types engine
	@$(MAKE) --no-print-directory tests

lint: $(VENV)/dev  ## style, format and who may import whom
	$(BIN)/ruff check --quiet
	$(BIN)/ruff format --check --quiet
	$(BIN)/lint-imports --no-cache > $(VENV)/imports.log || (cat $(VENV)/imports.log; false)

types: $(VENV)/dev  ## mypy, strict, over source and tests
	$(BIN)/mypy

engine: $(VENV)/engine  ## the distributor, compiled where it has changed
	@:

tests: $(VENV)/dev $(VENV)/engine  ## pytest with branch coverage
	$(BIN)/coverage erase
	$(BIN)/python -m pytest --numprocesses=2 --cov --cov-report= --quiet

evidence: $(VENV)/bench $(VENV)/engine  ## every closed form inside its interval; takes minutes
	$(BIN)/python -m bench.evidence

fuzz: $(VENV)/dev $(VENV)/engine  ## 100,000 mutated documents and tables; takes a while
	$(BIN)/python -m tests.documents.fuzz 100000

crash: $(VENV)/dev $(VENV)/engine  ## kill commands, fill their disk, let many write at once; takes minutes
	$(BIN)/python -m tests.crash
	$(BIN)/python -m tests.crash.crowd

bench: $(VENV)/bench $(VENV)/engine  ## the README's figures, with peers in the same run
	$(BIN)/python -m bench.run

mutants: $(VENV)/mutants $(VENV)/engine  ## mutants of the distributor, drawn at random, against the fast tests
	$(BIN)/python -m bench.mutants

docs: $(VENV)/dev $(VENV)/engine  ## README's generated blocks, the site and the manual page; no warning passes
	$(BIN)/python docs/generate.py
	$(BIN)/python -m sphinx -W --keep-going -q -b html docs docs/_build/html
	$(BIN)/python -m sphinx -W --keep-going -q -b man docs docs/_build/man

guides: $(VENV)/dev $(VENV)/engine  ## tutorial and guides as their reader runs them, and what they show compared
	$(BIN)/python -m tests.docs.pages --check

package: $(VENV)/release docs  ## sdist and wheel into dist/; the wheel tried in a clean environment
	$(BIN)/python release/check.py

matrix: $(VENV)/release  ## the tests on every Python that is installed, 3.11 to 3.14
	$(BIN)/tox run --skip-missing-interpreters $(ARGS)

clean:  ## forget the environment and everything that was built
	rm -rf $(VENV) .tox build dist docs/_build ccadmin.egg-info demo bench/out ccadmin/acd/native/*.so

$(VENV)/builders: pyproject.toml constraints.txt
	@echo "setting up $(VENV): what it needs is fetched, the engine compiled; once, a minute or two ..." >&2
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(PIP) setuptools cython
	@touch $@

$(VENV)/engine: $(ENGINE) $(VENV)/builders
	@$(BIN)/python setup.py -q build_ext --inplace --force
	@touch $@

$(VENV)/runtime: $(VENV)/builders
	@$(INSTALL) .
	@touch $@

$(VENV)/dev: $(VENV)/builders
	@$(INSTALL) '.[dev]'
	@touch $(VENV)/runtime $@

$(VENV)/bench: $(VENV)/dev
	$(INSTALL) '.[dev,bench]'
	@touch $@

$(VENV)/mutants: $(VENV)/dev
	$(INSTALL) '.[dev,mutants]'
	@touch $@

$(VENV)/release: $(VENV)/dev
	$(INSTALL) '.[dev,release]'
	@touch $@
