# The one command surface: each target is what the README, the docs and CI call.
.DEFAULT_GOAL := help
.PHONY: help venv run hub test check fix bench bench-quality bench-search bench-semantic bench-desk bench-marks bench-hub shots hub-shots translations lock clean

PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.from-lock
HUB_DATA ?= .hub
SET ?= content
QUERIES ?= $(if $(filter content,$(SET)),tests/search/graded_queries.yaml,queries.jsonl)
ENGINE ?= enablement
CARDS ?= 10000
AGAINST ?= tantivy,fts5,whoosh-plain
PYTEST_ARGS ?=

help:  ## list these targets
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

venv: $(STAMP)  ## make .venv with everything, from the lock, and nothing else

$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Enablement needs Python 3.11 or newer; $(PYTHON) is older. Name another one: make venv PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
	  { echo "This Python cannot make environments. On Debian and Ubuntu: sudo apt-get install -y python3-venv"; exit 1; }
	rm -rf .venv
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	$(BIN)/python -m compileall -q enablement
	@touch $@

run: venv  ## the demo: an embedded hub with the sample content, and the desktop on it
	$(BIN)/enablement demo

hub: venv  ## serve a hub from $(HUB_DATA), made at the first start
	@test -d $(HUB_DATA) || $(BIN)/enablement hub init --data $(HUB_DATA)
	$(BIN)/enablement hub serve --data $(HUB_DATA)

test: venv  ## every test
	$(BIN)/python -m pytest $(PYTEST_ARGS)

check: venv  ## style, types, layers and the sample content
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/enablement check content

fix: venv  ## mend what ruff can mend
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: venv  ## the benchmarks, each with its table
	$(BIN)/python -m bench

bench-quality: venv  ## how well search answers: SET=folder in BEIR form, or our cards; ENGINE=tantivy
	$(BIN)/python -m bench.quality $(SET) --queries $(QUERIES) --engine $(ENGINE)

bench-search: venv  ## how fast search answers: CARDS=10000 AGAINST=tantivy,fts5,whoosh-plain
	$(BIN)/python -m bench.search --cards $(CARDS) --against $(AGAINST)

bench-semantic: venv  ## what related cards by meaning find that words do not: SET=folder
	$(BIN)/python -m bench.semantic $(SET) --queries $(QUERIES)

bench-desk: venv  ## how fast the desktop starts, answers a key and stays free, beside a bare window
	$(BIN)/python -m bench.desk

bench-marks: venv  ## how often the review's better and worse marks appear by chance
	$(BIN)/python -m bench.marks

bench-hub: venv  ## how fast the hub's pages, polls and intake are, on a PostgreSQL of its own
	$(BIN)/python -m bench.hub

shots: venv  ## pictures of every screen into build/shots; those in the docs are renewed
	$(BIN)/python -m bench.shots --out build/shots
	@for picture in docs/pictures/*.png; do \
	  if [ -f "build/shots/$${picture##*/}" ]; then cp "build/shots/$${picture##*/}" "$$picture"; fi; done

hub-shots: venv  ## pictures of every page of the hub into build/hub-shots; those in the docs are renewed
	$(BIN)/python -m bench.hub_shots --out build/hub-shots
	@for picture in docs/pictures/*.png; do \
	  if [ -f "build/hub-shots/$${picture##*/}" ]; then cp "build/hub-shots/$${picture##*/}" "$$picture"; fi; done

translations: venv  ## collect what people read, and compile the Spanish catalogue
	@mkdir -p build
	$(BIN)/pybabel -q extract --mapping pyproject.toml --keyword n_ --no-location --sort-output \
	  --omit-header --output build/enablement.pot .
	$(BIN)/pybabel -q update --input-file build/enablement.pot --ignore-pot-creation-date --no-fuzzy-matching \
	  --ignore-obsolete --domain enablement --output-dir resources/translations
	$(BIN)/pybabel -q compile --domain enablement --directory resources/translations

lock: venv  ## pin every dependency again, with hashes and no index address
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-header --all-extras --upgrade pyproject.toml --output-file requirements.lock

clean:  ## remove what the targets above made
	rm -rf .venv .hub .mypy_cache .ruff_cache .pytest_cache build dist
