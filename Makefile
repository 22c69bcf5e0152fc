# Every target does all the set-up it needs, in .venv; no virtual environment has to be active.
#   make TARGET                        what there is: make help
#   make TARGET PYTHON=python3.12      the Python that .venv is made with
#   make TARGET ARGS="--option ..."    further arguments for the program behind the target
PYTHON ?= python3
ARGS ?=
TOPIC ?=
READY := .venv/.ready
RUN := .venv/bin/python -m

# nbgrader finds alembic, and jupyter its subcommands, only on the PATH.
export PATH := $(CURDIR)/.venv/bin:$(PATH)

.PHONY: help setup build demo test lab check-my-work instructor grade collect export bundle mutants bench report site lock lint clean
.DEFAULT_GOAL := help

help:  ## this list
	@sed -n 's/^\([a-z-]*\):[^#]*## /\1|/p' Makefile | awk -F'|' '{printf "  make %-14s %s\n", $$1, $$2}'

# An environment works only in the folder it was made for, so a moved copy of the project sets up again.
ifneq ($(shell cat $(READY) 2>/dev/null),$(CURDIR))
.PHONY: $(READY)
endif
$(READY): requirements.txt pyproject.toml scripts/set_up.py
	@$(PYTHON) scripts/set_up.py

setup: $(READY)  ## make .venv and install everything into it (the other targets do this by themselves)

lab: $(READY)  ## open JupyterLab on the lessons and assignments, in workspace/
	@$(RUN) attention_course lab $(ARGS)

check-my-work: $(READY)  ## check what you have done in workspace/ (TOPIC=... for one topic), and open model answers
	@$(RUN) attention_course check $(TOPIC) $(ARGS)

instructor: $(READY)  ## open JupyterLab on the whole project, with nbgrader's formgrader
	@$(RUN) attention_course lab --instructor $(ARGS)

demo: $(READY)  ## build the notebooks, grade a sample class, show points and reasons
	@$(RUN) attention_course build
	@$(RUN) attention_course demo $(ARGS)

build: $(READY)  ## derive notebooks/, source/ and release/ from content/ (TOPIC=... for one topic)
	@$(RUN) attention_course build $(TOPIC) $(ARGS)

grade: $(READY)  ## grade submitted/ (TOPIC=... for one topic)
	@$(RUN) attention_course grade $(TOPIC) $(ARGS)

collect: $(READY)  ## take in hand-ins (FROM=downloads.zip TOPIC=... ROSTER=class.csv); see docs/lms.md
	@$(RUN) attention_course collect "$(FROM)" --topic "$(TOPIC)" --roster "$(ROSTER)" $(ARGS)

export: $(READY)  ## write grades for an LMS to import (LMS=moodle or canvas, ROSTER=class.csv)
	@$(RUN) attention_course export --lms "$(LMS)" --roster "$(ROSTER)" $(addprefix --topic ,$(TOPIC)) $(ARGS)

bundle: $(READY)  ## make dist/attention-course-student.zip, for students without git
	@$(RUN) attention_course bundle $(ARGS)

report: $(READY)  ## picture the graded class (TOPIC=... for one topic)
	@$(RUN) attention_course report $(TOPIC) $(ARGS)

# Sphinx and the like come with the first `make site`, so that students and graders never download them.
.venv/.site: $(READY) requirements-site.txt
	@echo "Installing requirements-site.txt ..."
	@$(RUN) uv pip install --quiet --system-certs --requirements requirements-site.txt \
		|| $(RUN) pip install --quiet --requirement requirements-site.txt
	@touch $@

site: .venv/.site  ## make the lessons into web pages to read, without Jupyter and without network
	@.venv/bin/python reading_site/build.py $(ARGS)

test: $(READY)  ## run every stored notebook again, compare its outputs, and run all tests
	@$(RUN) pytest --numprocesses=logical $(ARGS)

lint: $(READY)  ## check the style of all Python, in content/ and the lessons too
	@$(RUN) ruff check $(ARGS)
	@$(RUN) ruff format --check $(ARGS)

mutants: $(READY)  ## break what the tests guard, and see them fail
	@$(RUN) tests.mutants $(ARGS)

bench: $(READY)  ## time grading against stock nbgrader
	@$(RUN) attention_course bench $(ARGS)

lock: $(READY)  ## turn requirements*.in into requirements*.txt (ARGS=--upgrade for the newest of everything)
	@$(RUN) uv pip compile requirements.in --output-file requirements.txt --quiet --no-config --universal \
		--python-version 3.11 --custom-compile-command "make lock" $(ARGS)
	@grep -v '^-e' requirements.txt | $(RUN) uv pip compile requirements-site.in --constraint /dev/stdin \
		--output-file requirements-site.txt --quiet --no-config --universal \
		--python-version 3.11 --custom-compile-command "make lock" $(ARGS)

clean:  ## remove .venv and caches; never a student's work, a submission or a gradebook
	rm -rf .venv .pytest_cache .ruff_cache reading_site/_build reading_site/node_modules
	find attention_course tests -name __pycache__ -type d -prune -exec rm -rf {} +
