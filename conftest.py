"""What some tests need and a machine may lack, and the order in which two and more workers take tests.

A marked test is skipped where what it needs is missing; a run's last lines say what was left out and how to get it.
"""

import functools
import gc
import importlib.util
import itertools
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests import ROOT  # before NumPy is imported: it limits threads

# Debian's names first. Without a window of its own to draw, Chromium needs a fifth less of the processor.
CHROMIUMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")


def _starts(*program):
    try:
        return subprocess.run([*program, "--version"], capture_output=True, timeout=60).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


@functools.cache
def chromium():
    """The path of a browser that Playwright can drive, or None. Ubuntu has one that only says that there is none."""
    return next((path for path in map(shutil.which, CHROMIUMS) if path and _starts(path)), None)


@functools.cache
def _browser():
    # What drives it is linked against a library that a small system may lack.
    return bool(chromium() and _has("playwright") and _starts(sys.executable, "-m", "playwright"))


def postgresql():
    """The folder of PostgreSQL's server programs, which Debian keeps off the PATH, or None."""
    found = shutil.which("initdb") or max(map(str, Path("/usr/lib/postgresql").glob("*/bin/initdb")), default=None)
    return Path(found).parent if found else None


def _has(*modules):
    return all(importlib.util.find_spec(module) for module in modules)


def _model():
    from attention_course.smollm import installed

    return installed()


def _sandbox():
    from attention_course.sandbox.bubblewrap import SandboxError, find_bubblewrap

    try:
        return bool(find_bubblewrap())
    except SandboxError:
        return False


def _root():
    return hasattr(os, "geteuid") and os.geteuid() == 0


ALLOW = "allow user namespaces, which bubblewrap lacks here, see SECURITY.md"
# marker: (what its tests need, how to get it, whether it is there)
NEEDS = {
    "sandbox": ("bubblewrap", ALLOW if shutil.which("bwrap") else "apt install bubblewrap", _sandbox),
    "browser": ("Chromium", "apt install chromium-headless-shell libatomic1", _browser),
    "postgresql": ("PostgreSQL", "apt install postgresql", lambda: postgresql() and _has("psycopg", "distributed")),
    "site": (
        "the packages of the reading site",
        "make site",
        lambda: _has("myst_nb") and (ROOT / "reading_site" / "node_modules" / "mathjax").exists(),
    ),
    "edition": (
        "what the course for browsers is made of",
        "make browser",
        lambda: _has("jupyterlite_core") and (ROOT / "browser_site" / "node_modules" / "pyodide").exists(),
    ),
    "hub": ("JupyterHub and root", "sudo make test", lambda: _root() and _has("jupyterhub", "configurable_http_proxy")),
    "torch": ("PyTorch", "pip install torch", lambda: _has("torch")),
    "model": ("the language model", "make model", _model),
}
# Who asks for such a fixture gets these marks; so do all tests below such a path, where nobody can write marks.
FIXTURES = {
    "browser": ["browser"],
    "site": ["site"],
    "edition": ["edition", "slow"],
    "corpus_class": ["sandbox", "slow"],
}
PATHS = {"notebooks": ["slow"], "source": ["slow"], "tests/content/test_answers.py": ["slow"]}
NOT_QUICK = {"slow", *NEEDS} - {"torch"}  # a sandbox, a browser, a server, a site or a model takes seconds to start


@functools.cache
def runs_the_model(path):
    """Whether the stored lesson at this path loads the language model."""
    return path.is_relative_to(ROOT / "notebooks") and "smollm.load()" in path.read_text(encoding="utf-8")


@functools.cache
def lacks(marker):
    """Why a test with this marker cannot run here, or None."""
    what, how, there = NEEDS[marker]
    return None if there() else f"needs {what}: {how}"


def pytest_collection_modifyitems(items):
    for item in items:
        marks = [FIXTURES[fixture] for fixture in FIXTURES if fixture in getattr(item, "fixturenames", ())]
        marks += [PATHS[path] for path in PATHS if item.path.is_relative_to(ROOT / path)]
        marks += [["model"]] if runs_the_model(item.path) else []
        for mark in itertools.chain(*marks):
            item.add_marker(mark)
        if not any(map(item.get_closest_marker, NOT_QUICK)):
            item.add_marker("quick")
        if "torch" in getattr(item, "cell", {}).get("metadata", {}).get("tags", []) and not lacks("torch"):
            item.options["check"] = True  # what a lesson stores as PyTorch's result is what PyTorch gives


PATH, DEFAULT_PATH = os.environ.get("PATH", os.defpath), os.defpath
UNMARKED = f"{ROOT / 'tests' / 'support' / 'unmarked'}{os.pathsep}"


def _offer_sandbox(marked):
    """To a test without the mark no sandbox works, here either, so that a mark that was forgotten is seen here."""
    from attention_course.sandbox.bubblewrap import find_bubblewrap

    before = "" if marked else UNMARKED
    os.environ["PATH"], os.defpath = before + PATH, before + DEFAULT_PATH
    if not marked:
        find_bubblewrap.cache_clear()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item):
    _offer_sandbox(item.get_closest_marker("sandbox"))
    for marker in NEEDS:
        if item.get_closest_marker(marker) and lacks(marker):
            pytest.skip(lacks(marker))


def pytest_terminal_summary(terminalreporter):
    """One sentence on the tests that were left out because the machine lacks something."""
    reasons = [report.longrepr[2] for report in terminalreporter.stats.get("skipped", [])]
    counts = {marker: sum(f"needs {what}:" in reason for reason in reasons) for marker, (what, _, _) in NEEDS.items()}
    left_out = {marker: count for marker, count in counts.items() if count}
    if left_out:
        named = ", ".join(f"{count} for want of {NEEDS[marker][0]}" for marker, count in left_out.items())
        ways = ", ".join(f"`{NEEDS[marker][1]}`" for marker in left_out)
        terminalreporter.section("left out")
        terminalreporter.line(f"{sum(counts.values())} tests were left out ({named}); to run them too: {ways}.")


def pytest_configure(config):
    """A run in the background of a script ignores SIGINT, and would hand that on to all that it starts."""
    if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    gc.set_threshold(20_000, 10, 100)


def pytest_collection_finish():
    """What thousands of tests are made of is no garbage: to look through it again and again took a fifth of the time
    that they spend in this process."""
    gc.freeze()


def _only_quick(config):
    return config.option.markexpr == "quick"


def pytest_ignore_collect(collection_path, config):
    """Of the quick tests none stands in a path of slow ones: reading those would take a second in each worker."""
    slow = _only_quick(config) and collection_path.is_relative_to(ROOT)
    return True if slow and collection_path.relative_to(ROOT).as_posix() in PATHS else None


def pytest_xdist_auto_num_workers(config):
    """One more than there are cores: at any time a test waits for a browser, a time limit or a process that ends. The
    quick ones wait for nothing."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return cores + (not _only_quick(config))


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config):
    """With workers, the cells of one notebook and the tests of one file stay on one, in the order of testpaths."""
    option = config.option
    if getattr(option, "numprocesses", None) and option.dist == "no":
        option.dist, option.loadscopereorder = "loadscope", False
