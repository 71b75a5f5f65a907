# make reproduce   everything: environment, raw pages -> tables -> notebooks -> figures
# make test        environment and all tests
# make setup       the environment alone, in .venv
# make codebook    data/README.md from the declarations of the tables
# make lock        requirements.lock and environment.yml from requirements.in (needs uv)

JOBS ?= 2
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready

.PHONY: reproduce test setup codebook lock
.DEFAULT_GOAL := reproduce

reproduce: $(READY)
	$(BIN)/unionreports reproduce --jobs $(JOBS)

test: $(READY)
	@# With bytecode kept, each of the many processes the tests start need not compile everything again.
	PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest -q -n auto --dist loadfile

setup: $(READY)

# pip alone: about a minute once, and it heeds the mirror or proxy that a machine has set for pip.
$(READY): requirements.lock pyproject.toml
	@python=$$(for p in "$(PYTHON)" python3.11 python3 python; do \
	    [ -n "$$p" ] && "$$p" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null && echo "$$p" && break; \
	done); \
	if [ -z "$$python" ]; then \
	    echo "Python 3.11 was not found (looked for python3.11, python3, python)." >&2; \
	    echo "Install it, or name it: make setup PYTHON=/path/to/python3.11" >&2; exit 2; \
	fi; \
	"$$python" -m venv --clear $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

codebook: $(READY)
	$(BIN)/python -m unionreports.codebook data/README.md

# The conda way has the same versions; a local package cannot be installed beside hashes, so they are left out there.
lock:
	uv pip compile --quiet --python-version 3.11 --universal --generate-hashes --no-emit-index-url \
	    --custom-compile-command "make lock" requirements.in -o requirements.lock
	( printf '%s\n' '# The environment for conda, with the versions of requirements.lock. Made by: make lock' \
	    'name: unionreports' 'channels:' '  - conda-forge' 'dependencies:' '  - python=3.11' '  - pip' '  - pip:'; \
	  sed -n 's/^\([a-z0-9].*==.*\) \\$$/      - \1/p' requirements.lock; \
	  echo '      - -e .' ) > environment.yml
