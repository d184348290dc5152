# Everything that is run by hand, by tests and by the build machine goes through these few words.
# Each does its own set-up on a fresh machine: .venv from requirements.lock, system packages where they are missing.

.DEFAULT_GOAL := help
.PHONY: help demo test soak bench samples lint lock clean

help:
	@echo "make demo     look at the sample sessions and record where there is a display"
	@echo "make test     everything that is checked: format, lint, types, rooms, tests"
	@echo "make soak     the tests that count in hundreds, in full"
	@echo "make bench    measure CPU, memory and stop time of the recorder"
	@echo "make samples  record the sample sessions anew, on a display of their own"
	@echo "make lint     format, lint, types and rooms only"
	@echo "make lock     write requirements.lock anew (needs uv)"
	@echo "make clean    remove .venv and everything that tools left behind"

demo:
	@. .ci/setup && setup demo && .venv/bin/workbench demo

test:
	@. .ci/setup && setup test && .ci/lint && .venv/bin/python -m pytest -n 3 --dist loadfile

soak:
	@. .ci/setup && setup test && SOAK=full .venv/bin/python -m pytest -m soak --timeout 3600

bench:
	@. .ci/setup && setup test && .ci/bench

samples:
	@. .ci/setup && setup test && .venv/bin/python -m sample_sessions.record

lint:
	@. .ci/setup && setup lint && .ci/lint

lock:
	@.ci/lock

clean:
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis dist snapshot_report.html
	find workbench tests benchmarks sample_sessions -name __pycache__ -prune -exec rm -rf {} +
