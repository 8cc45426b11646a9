# Two commands matter: `make review` and `make test`. Both create what they need.
#
# Another Python:        make review PYTHON=python3.13
# In conda's place:      conda env create -f environment.yml && conda activate review
#                        (with that environment active, make uses it and creates nothing)

PYTHON ?= python3
JOBS   ?= 2

# Installed packages are compiled once, so that no notebook kernel has to compile them again.
unexport PYTHONDONTWRITEBYTECODE

ifeq ($(CONDA_DEFAULT_ENV),review)
BIN   := $(CONDA_PREFIX)/bin
READY :=
else
BIN   := .venv/bin
READY := .venv/.ready
endif

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help review test check format fast lab notebooks docs pages refresh accuracy benchmark lock clean

help: ## this list
	@echo "make TARGET, where TARGET is one of:"
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  \1\t\2/p' $(MAKEFILE_LIST) | expand -t 14

review: $(READY) ## grade the claims of both bundled articles; reports in runs/
	@echo "Reviewing the articles of batch.yaml on the bundled snapshot; reports go to runs/."
	@$(BIN)/review batch batch.yaml --jobs $(JOBS)

test: check ## style, types, tests and notebooks
	@echo "Running the tests and the notebooks (pytest, nbval) ..."
	@$(BIN)/python -m pytest -n $(JOBS)

check: $(READY) ## style and types, in seconds
	@echo "Checking style (ruff) ..."
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@echo "Checking types (mypy) ..."
	@$(BIN)/mypy

format: $(READY) ## put the code into the project's form, as far as a machine can
	@$(BIN)/ruff check --fix-only .
	@$(BIN)/ruff format .

fast: $(READY) ## the tests without those that run notebooks or whole batches
	@$(BIN)/python -m pytest -n $(JOBS) -m "not slow and not live"

lab: $(READY) ## open the notebooks in JupyterLab
	@$(BIN)/jupyter lab notebooks/00_start_here.ipynb

notebooks: $(READY) ## run the notebooks on the snapshot and store their outputs
	@$(BIN)/python tests/notebooks/store.py

docs: $(READY) ## write the generated pages and picture of docs/ again
	@$(BIN)/python -c "from review.runs.data_dictionary import write_data_dictionary as w; w('docs/data-dictionary.md')"
	@$(BIN)/python tests/rules_page.py > docs/rules.md.new
	@mv docs/rules.md.new docs/rules.md
	@$(BIN)/python docs/images/draw.py
	@echo "Wrote docs/data-dictionary.md, docs/rules.md and docs/images/evidence_matrix.png."

pages: $(READY) ## the documentation as pages to read in a browser, with a gallery; build/pages/html
	@echo "Installing the packages pinned in requirements-pages.lock ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements-pages.lock
	@$(BIN)/python docs/pages/build.py build/pages
	@echo "Wrote build/pages/html/index.html."

refresh: docs accuracy notebooks ## all that is generated and stored, after a change of rules or records

accuracy: $(READY) ## measure the verdicts against the reference; writes docs/accuracy.md
	@$(BIN)/review benchmark verdicts --data data/reference > docs/accuracy.md.new
	@mv docs/accuracy.md.new docs/accuracy.md
	@echo "Wrote docs/accuracy.md."

benchmark: $(READY) ## speed of stages, parser and local index; requests; agreement with the reference
	@$(BIN)/python benchmarks/speed.py
	@$(BIN)/python benchmarks/parsing.py
	@$(BIN)/python benchmarks/vocabulary.py
	@$(BIN)/python benchmarks/local_index.py
	@$(BIN)/python benchmarks/requests.py
	@$(BIN)/python benchmarks/synthesis.py
	@$(BIN)/review benchmark verdicts --data data/reference

lock: $(READY) ## pin the newest allowed versions in requirements.lock
	@$(BIN)/python -m pip install --quiet uv
	@printf 'hatchling\neditables\n' | UV_CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/uv pip compile \
	    --quiet --universal --upgrade --python-version 3.11 --generate-hashes --no-annotate \
	    --no-emit-index-url --no-emit-find-links --extra test pyproject.toml - -o requirements.lock
	@UV_CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/uv pip compile \
	    --quiet --universal --upgrade --python-version 3.11 --generate-hashes --no-annotate \
	    --no-emit-index-url --no-emit-find-links --extra pages --constraint requirements.lock pyproject.toml -o requirements-pages.lock
	@echo "Wrote requirements.lock and requirements-pages.lock."

clean: ## remove the environment, caches and runs
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis build dist runs
	find src tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/.locked: requirements.lock
	@command -v $(PYTHON) >/dev/null || \
	    { echo "No '$(PYTHON)' on this machine: install Python 3.11 or newer, or name one, for example make PYTHON=/opt/python/bin/python3."; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	    { echo "'$(PYTHON)' is $$($(PYTHON) --version 2>&1), and 3.11 or newer is needed: name another, for example make PYTHON=python3.12."; exit 1; }
	@echo "Creating .venv with $$($(PYTHON) --version) ..."
	@$(PYTHON) -m venv --clear .venv || \
	    { echo "Python could not create a virtual environment (on Debian and Ubuntu: apt install python3-venv)."; exit 1; }
	@echo "Installing the packages pinned in requirements.lock (about a minute) ..."
	@.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-compile --require-hashes --requirement requirements.lock
	@echo "Compiling them ..."
	@.venv/bin/python -m compileall -q -j 0 .venv/lib >/dev/null || true  # some packages ship files that are not Python 3
	@touch $@

.venv/.ready: .venv/.locked pyproject.toml
	@echo "Installing review from this folder ..."
	@.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@echo "Building the index of the vocabulary (about 10 seconds) ..."
	@.venv/bin/python -c "from review.mesh.building import place_of_index; place_of_index()"
	@touch $@
