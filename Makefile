# Every target sets up .venv by itself on first use. Needs Python 3.11 or newer and make.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/ready
export PIP_DISABLE_PIP_VERSION_CHECK = 1
export PIP_CONSTRAINT = constraints.txt

.PHONY: setup demo serve test check torture bench fairness fit docs clean

setup: $(READY)

$(READY): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit("sekisho needs Python 3.11 or newer: make PYTHON=python3.12 …" if sys.version_info < (3, 11) else 0)'
	@echo "Setting up .venv (a few minutes, once) …"
	@$(PYTHON) -m venv .venv
	@$(BIN)/pip install --quiet --editable '.[dev]'
	@PREFECT_HOME=$(CURDIR)/data/prefect DO_NOT_TRACK=1 $(BIN)/prefect server database upgrade -y > /dev/null
	@touch $(READY)

# One whole night on data/example, offline, in a folder of its own (data/demo): both tiers, two policies side by side, a plan.
demo: $(READY)
	@rm -rf data/demo
	@$(BIN)/sekisho --home data/demo nightly --mirror data/example/mirror --programs data/example/programs.xlsx
	@$(BIN)/sekisho --home data/demo confirm ask --round 2026 --due 2026-12-31 --by demo --programs data/example/programs.xlsx --out data/demo/out/confirmation.xlsx
	@$(BIN)/sekisho --home data/demo policy diff jp-integrity jp-osdd --program P-SENTAN
	@$(BIN)/sekisho --home data/demo plan draft C-201

# The desk in the browser, and a night by itself at half past two; ends with Ctrl+C.
serve: $(READY)
	@$(BIN)/sekisho desk --nightly 02:30

test: $(READY)
	@$(BIN)/pytest -n auto --dist loadfile

check: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -n auto --dist loadfile

# The long versions, besides what make check runs: a thousand kills, a disk full in sixty steps, a thousand flipped bits, a thousand
# invented inputs where check takes sixty. About half an hour on two cores, most of it the kills.
torture: $(READY)
	HYPOTHESIS_PROFILE=torture $(BIN)/pytest -n auto -m "torture or hypothesis"

# sql/README.md, from the SQL and the demo's database.
docs: demo
	@$(BIN)/python -m flows.dictionary

bench: $(READY)
	@$(BIN)/python tests/benchmarks/run.py

# Alerts and recall by origin of invented names, kept as data/reference/fairness.csv (a quarter of an hour).
fairness: $(READY)
	@$(BIN)/sekisho fairness --names 20000 --keep

# The fitted weights and scores of data/reference/names and data/reference/affiliations, from the development sets beside the checkout.
BENCH ?= ../shared/bench/dev
REGISTRY ?= $(wildcard ../shared/data/registry/ror/ror-records-*.jsonl.gz)
fit: $(READY)
	@$(BIN)/python -m flows.fit $(BENCH)
	@$(BIN)/python -m flows.calibrate $(BENCH)
	@$(BIN)/python -m flows.affiliations.fit $(BENCH) $(REGISTRY)

clean:
	rm -rf .venv data/demo
