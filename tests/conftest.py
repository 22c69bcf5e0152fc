"""What tests of several folders share: a browser, and a place for its screenshots."""

import os
import shutil
from pathlib import Path

import pytest

CHROMIUMS = ("chromium", "chromium-browser", "google-chrome")  # Debian's name first
SCREENSHOTS = "ATTENTION_COURSE_SCREENSHOTS"  # a folder for them; pytest's temporary one if not set


# Not for the whole session: while Playwright is open, no other event loop can run in this process.
@pytest.fixture(scope="module")
def browser():
    """The system's Chromium, headless, driven by Playwright.

    No name but localhost is found, so that a page that needs the network fails here as it would offline.
    """
    program = next(filter(None, map(shutil.which, CHROMIUMS)), None)
    if program is None:
        pytest.skip("no chromium on the PATH: see scripts/debian_packages.sh")
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: see pyproject.toml")
    with playwright.sync_playwright() as driver:
        opened = driver.chromium.launch(
            executable_path=program, args=["--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]
        )
        yield opened
        opened.close()


@pytest.fixture
def photograph(request, tmp_path):
    """photograph(page, name): keep a screenshot."""
    folder = Path(os.environ.get(SCREENSHOTS) or tmp_path).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    return lambda page, name: page.screenshot(path=folder / f"{request.node.originalname}-{name}.png")
