"""The reading site, built once for all tests of a worker."""

import importlib.util
import subprocess
import sys

import pytest

from tests import ROOT

BUILD = ROOT / "reading_site" / "build.py"
SCRIPTS = ROOT / "reading_site" / "node_modules"
SECONDS = 60  # that `make site` may take


def run_build(*options):
    """Run reading_site/build.py; skips where the packages of the site are not installed."""
    if importlib.util.find_spec("myst_nb") is None or not (SCRIPTS / "mathjax").exists():
        pytest.skip("the packages of the reading site are not installed: run `make site` once")
    return subprocess.run(
        [sys.executable, str(BUILD), *map(str, options)], capture_output=True, text=True, timeout=SECONDS
    )


class Site:
    """The built pages in the folder `html`, what the build said, and the notebooks it was made from."""

    def __init__(self, folder):
        self.built = run_build("--output", folder)
        self.html = folder / "html"
        self.notebooks = sorted((ROOT / "notebooks").glob("*.ipynb"))
        self.pages = sorted(self.html.glob("*.html"))


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    return Site(tmp_path_factory.mktemp("site"))
