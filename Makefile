PYTHON ?= python3
PORT ?= 8000
# Options of pip for torch alone: README, "Which torch"
TORCH ?=
BIN = .venv/bin

.PHONY: setup serve test test-llm fuzz lint bench load

setup: .venv/ready

.venv/ready: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "anagen needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) --version). Name another: make PYTHON=python3.12 setup" >&2; exit 2; }
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check $(TORCH) --constraint constraints.txt torch
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	@touch $@

serve: setup
	@$(BIN)/anagen serve --port $(PORT) --seed seeds/raw

lint: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

test: lint
	$(BIN)/pytest

# The tests with a real language model: make test-llm LLM_URL=http://127.0.0.1:9001/v1 LLM_MODEL=small
test-llm: setup
	LLM_URL=$(LLM_URL) LLM_MODEL=$(LLM_MODEL) $(BIN)/pytest -rs tests/service/generation/test_real_endpoint.py

# At least 2,000 made-up requests, all checks on: minutes
fuzz: setup
	FUZZ_EXAMPLES=250 $(BIN)/pytest -s tests/service/test_http_fuzz.py

bench: setup
	$(BIN)/python -m eval.latency --url http://127.0.0.1:$(PORT)

# Four times what the service can carry
load: setup
	$(BIN)/python -m eval.load --url http://127.0.0.1:$(PORT)
