"""Every assignment with its solutions, run from top to bottom in a browser: `make test ARGS="-m everything"`."""

import pytest

from tests import ROOT
from tests.browser.pages import open_notebook

pytestmark = pytest.mark.everything


@pytest.mark.parametrize("topic", sorted(path.name for path in (ROOT / "release").iterdir() if path.is_dir()))
def test_a_solved_assignment_passes_its_visible_tests(start_page, topic):
    assert open_notebook(start_page, f"assignments/{topic}/{topic}.ipynb").run_all() == []
