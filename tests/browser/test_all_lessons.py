"""Every lesson, run from top to bottom in a browser: `make test ARGS="-m everything"`."""

import re

import numpy as np
import pytest
from PIL import Image

from attention_course.datasets.surfaces import surface
from attention_course.smollm.model_file import sentence
from tests import ROOT
from tests.browser.pages import open_notebook, run_lesson

TOPICS = [path.stem for path in sorted((ROOT / "notebooks").glob("*.ipynb"))]
# The language model of topic 12 is not for browsers.
RUN_HERE = [name for name in TOPICS if "smollm.load()" not in (ROOT / f"notebooks/{name}.ipynb").read_text("utf-8")]

pytestmark = pytest.mark.everything


@pytest.mark.parametrize("topic", RUN_HERE)
def test_a_lesson_runs_and_says_what_is_stored(start_page, topic, photograph, tmp_path):
    notebook = run_lesson(start_page, topic)
    if topic in BY_HAND:
        BY_HAND[topic](notebook, photograph, tmp_path)


def move_the_slider(notebook, photograph, tmp_path):
    handle = notebook.panel.get_by_role("slider", name="query the")
    assert "The output of 'the' (" in notebook.panel.locator(".widget-vbox img").get_attribute("alt")
    handle.press("ArrowRight")
    image = notebook.panel.get_by_alt_text("The output of 'cat' (")
    image.wait_for()
    photograph(notebook.page, "slider")
    assert image.evaluate("image => image.naturalWidth") > 0, "a broken image"
    figures = notebook.panel.locator(".jp-RenderedImage img")
    assert figures.count() > 3 and all(figures.evaluate_all("all => all.map(image => image.alt)"))


def judge_own_pictures(notebook, photograph, tmp_path):
    """As the start page says it: two folders beside the lesson, pictures uploaded into them, and their names."""
    rng = np.random.default_rng(5)
    good = [picture(tmp_path / f"good{k}.png", rng) for k in range(9)]
    upload(notebook.page, "good", [*good[:8]])
    upload(notebook.page, "doubtful", [good[8], picture(tmp_path / "scratched.jpg", rng, "scratch")])
    code = "inspector = Inspector.learn('good', size=8)\nprint(*inspector.inspect('doubtful'), sep='\\n')"
    notebook.write("inspector = Inspector.learn(folder", code)
    verdicts = notebook.cell(re.compile(r"scratched\.jpg: REJECTED, score"))
    verdicts.wait_for()
    photograph(notebook.page, "verdicts")
    assert re.search(r"good8\.png: \w+, score", verdicts.inner_text())


def picture(path, rng, defect=None):
    """A file with a photograph of stone, so to speak."""
    image, _ = surface("granular stone", rng, defect=defect, shape=(90, 120))
    Image.fromarray((255 * image).round().astype(np.uint8)).save(path)
    return path


def upload(page, folder, paths):
    """Make a folder beside the lessons by the buttons above the list of files, and upload into it."""
    page.locator(".jp-BreadCrumbs-home").click()
    page.locator(".jp-DirListing-item", has_text=re.compile("^lessons$")).dblclick()
    page.get_by_role("button", name="New Folder").click()
    page.locator(".jp-DirListing-editor").fill(folder)
    page.keyboard.press("Enter")
    page.locator(".jp-DirListing-item", has_text=re.compile(f"^{folder}$")).dblclick()
    page.locator(".jp-BreadCrumbs-item", has_text=folder).wait_for()
    with page.expect_file_chooser() as choosing:
        page.get_by_role("button", name="Upload Files").click()
    choosing.value.set_files(paths)
    for path in paths:
        page.locator(".jp-DirListing-item", has_text=path.name).wait_for()


BY_HAND = {"05_attention_output": move_the_slider, "09_visual_inspection": judge_own_pictures}


@pytest.mark.parametrize("topic", sorted(set(TOPICS) - set(RUN_HERE)))
def test_a_lesson_of_the_language_model_says_in_one_line_that_it_does_not_run_here(start_page, topic):
    [said] = open_notebook(start_page, f"lessons/{topic}_lesson.ipynb").run_all()
    assert said.strip() == sentence("browser")
