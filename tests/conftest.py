"""What tests of several folders share: what is made once for all, a browser, and a place for its screenshots."""

import fcntl
import json
import os
import shutil
from pathlib import Path

import pytest

from conftest import chromium

OFFLINE = ["--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]
SCREENSHOTS = "ATTENTION_COURSE_SCREENSHOTS"  # a folder for them; pytest's temporary one if not set


def once(tmp_path_factory, name, make):
    """make(folder)'s JSON result, made by the first of pytest's processes that asks; and the folder."""
    base = tmp_path_factory.getbasetemp()
    base = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base
    folder, result = base / name, base / f"{name}.json"
    with open(base / f"{name}.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not result.exists():
            shutil.rmtree(folder, ignore_errors=True)
            result.write_text(json.dumps(make(folder)))
    return folder, json.loads(result.read_text())


# Not for the whole session: while Playwright is open, no other event loop can run in this process.
@pytest.fixture(scope="module")
def browser():
    """The system's Chromium, headless, driven by Playwright.

    No name but localhost is found, so that a page that needs the network fails here as it would offline.
    """
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=chromium(), args=OFFLINE)
        yield opened
        opened.close()


@pytest.fixture
def photograph(request, tmp_path):
    """photograph(page, name): keep a screenshot."""
    folder = Path(os.environ.get(SCREENSHOTS) or tmp_path).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    return lambda page, name: page.screenshot(path=folder / f"{request.node.originalname}-{name}.png")
