"""The reading site, built once for all tests."""

import subprocess
import sys

import pytest

from tests import ROOT
from tests.conftest import once

SCRIPTS = ROOT / "reading_site" / "node_modules"
BUILD = ROOT / "reading_site" / "build.py"
SECONDS = 60  # that `make site` may take


def run_build(*options):
    """Run reading_site/build.py."""
    return subprocess.run(
        [sys.executable, str(BUILD), *map(str, options)], capture_output=True, text=True, timeout=SECONDS
    )


class Site:
    """The built pages in the folder `html`, what the build said, and the notebooks it was made from."""

    def __init__(self, folder, built):
        self.built = subprocess.CompletedProcess(**built)
        self.html = folder / "html"
        self.notebooks = sorted((ROOT / "notebooks").glob("*.ipynb"))
        self.pages = sorted(self.html.glob("*.html"))


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    return Site(*once(tmp_path_factory, "site", lambda folder: vars(run_build("--output", folder))))
