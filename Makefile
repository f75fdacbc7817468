# Everything runs in the project's own environment; uv is fetched when it is missing.
UV := $(shell uv --version >/dev/null 2>&1 && command -v uv)
ifeq ($(UV),)
UV := .uv/bin/uv
endif
RUN := $(UV) run --no-sync
export RASA_TELEMETRY_ENABLED = false
export TF_CPP_MIN_LOG_LEVEL = 3
export SQLALCHEMY_SILENCE_UBER_WARNING = 1
export PYTHONWARNINGS = ignore

.PHONY: run test check train bench clean install

run: install
	@$(RUN) aura serve

test: install
	@$(RUN) pytest

check: install
	$(RUN) ruff check .
	$(RUN) ruff format --check .
	$(RUN) mypy
	$(RUN) lint-imports
	$(RUN) python -m tests.checks
	tools/check_js
	$(RUN) rasa data validate --data bot/data --fail-on-warnings --max-history 3

train: install
	@$(RUN) aura train

# All of it, or parts: make bench PART="accuracy peers"
bench: install
	@$(RUN) python -m benchmarks $(PART)

# Leaves aura.db alone: it holds conversations.
clean:
	rm -rf .venv .uv .rasa models .mypy_cache .ruff_cache .pytest_cache *.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Installs only when the lock file or the project file is newer than the environment.
install: .venv/.installed

.venv/.installed: pyproject.toml uv.lock $(filter .uv/%,$(UV))
	@echo "Installing (about 2 GB the first time; a warm cache takes under a minute)"
	@$(UV) sync --locked --compile-bytecode
	@touch $@

.uv/bin/uv:
	@echo "Fetching uv"
	@python3 tools/fetch_uv.py .uv/bin/uv
