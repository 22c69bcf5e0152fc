"""A figure with a slider: what it publishes with and without ipywidgets, what the slider does, what is stored."""

import json
import sys
from html.parser import HTMLParser
from pathlib import Path

import ipywidgets
import nbformat
import numpy as np
import pytest
from IPython.core.formatters import DisplayFormatter

from attention_course import figures
from attention_course.build.execute import execute
from attention_course.figures.interactive import WIDGET
from attention_course.figures.picture import arranged_like

PROJECT = Path(__file__).resolve().parents[1]
LESSONS = sorted(PROJECT.glob("notebooks/*.ipynb"))
SCORES, WORDS = np.array([0.2, 1.0, -0.5]), ["a", "b", "c"]


def at(temperature):
    return figures.temperatures(SCORES, WORDS, temperatures=[temperature])


@pytest.fixture
def explored():
    return figures.explore(at, temperature=[0.25, 1, 4], start=1)


@pytest.fixture
def parts(explored):
    """The slider, and what shows the picture."""
    return explored.widget(ipywidgets).children


def shown(html):
    """The attributes of the one image in the string `html`."""
    found = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, attributes: found.append((tag, dict(attributes)))
    parser.feed(html.value)
    [(tag, attributes)] = found
    assert tag == "img"
    return attributes


def test_picture_and_slider_are_published_together(explored):
    data, metadata = DisplayFormatter().format(explored)
    assert set(data) == {"image/png", "text/plain", WIDGET}
    assert data["text/plain"] == metadata["image/png"]["alt"] == explored.alt == at(1).alt == repr(explored)
    assert data["image/png"] == DisplayFormatter().format(at(1))[0]["image/png"]


def test_without_ipywidgets_it_is_the_static_picture(explored, monkeypatch):
    monkeypatch.setitem(sys.modules, "ipywidgets", None)
    assert DisplayFormatter().format(explored) == DisplayFormatter().format(at(1))


def test_moving_the_slider_changes_picture_and_alt_text(parts):
    slider, image = parts
    before = shown(image)
    slider.index = 2
    after = shown(image)
    assert (before["alt"], after["alt"]) == (at(1).alt, at(4).alt)
    assert before["src"] != after["src"] and after["src"].startswith("data:image/png;base64,")
    assert before["width"] == after["width"] == "860" and before["height"] == after["height"]


def test_back_at_a_position_the_picture_is_the_same(parts):
    slider, image = parts
    seen = []
    for index in (2, 0, 2, 0):
        slider.index = index
        seen.append(shown(image))
    assert seen[0] == seen[2] != seen[1] == seen[3]


def test_slider_names_what_it_changes_and_shows_the_value(parts):
    slider, _ = parts
    assert slider.description == "temperature" and slider.label == "1"
    assert [label for label, _ in slider.options] == ["0.25", "1", "4"]


def test_words_are_positions_and_reach_an_alt_text_unharmed():
    def draw(word):
        return figures.bars(SCORES, WORDS, title=f'"{word}" & <others>')

    slider, image = figures.explore(draw, query=["the", "cat"]).widget(ipywidgets).children
    assert shown(image)["alt"] == draw("the").alt
    slider.value = "cat"
    assert shown(image)["alt"] == draw("cat").alt


def test_frame_of_one_picture_is_taken_over():
    def frame(picture):
        return [axes.get_position().bounds for axes in picture.figure.axes]

    narrow, wide = ({"row": {"few": np.arange(9.0) * size}} for size in (1, 1e6))
    first, alone = figures.histograms(narrow, value_axis="score"), figures.histograms(wide)
    with arranged_like(first):
        alike, other = figures.histograms(wide), figures.bars(SCORES, WORDS)
    assert frame(alike) == frame(first) != frame(alone)
    assert frame(other) == frame(figures.bars(SCORES, WORDS)), "a figure of another kind keeps its own"


@pytest.mark.parametrize("mistake, error, says", [
    (dict(), TypeError, "sliders none, expected one"),
    (dict(a=[1, 2], b=[1, 2]), TypeError, "sliders a, b, expected one"),
    (dict(a=[1]), ValueError, "a has 1 value, expected at least two"),
    (dict(a=[1, 2], start=3), ValueError, "start is 3, expected one of the values of a: 1, 2"),
])
def test_mistakes_are_named(mistake, error, says):
    with pytest.raises(error, match=says):
        figures.explore(at, **mistake)


def test_function_that_returns_no_figure_is_named():
    with pytest.raises(TypeError, match=r"draw\(1\) returned int, expected a figure"):
        figures.explore(lambda value: value, a=[1, 2])


def test_build_stores_the_picture_and_nothing_of_the_slider():
    source = ("from attention_course import figures\n"
              "figures.explore(lambda t: figures.bars([t, 1], ['a', 'b']), t=[1, 2])")
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source)])
    execute(notebook, "lesson.md")
    [output] = notebook.cells[0].outputs
    assert set(output.data) == {"image/png", "text/plain"}
    assert "widget" not in json.dumps(notebook)


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_no_lesson_stores_a_widget(path):
    text = path.read_text(encoding="utf-8")
    assert "jupyter.widget" not in text and "model_id" not in text


SLIDE = """
import ipywidgets
[explored] = {id(value): value for value in Out.values() if hasattr(value, "widget")}.values()
slider, image = explored.widget(ipywidgets).children
seen = set()
for slider.index in reversed(range(len(slider.options))):
    seen.add(image.value)
print(slider.description, len(slider.options) - len(seen))
"""


@pytest.mark.parametrize("topic, name", [("03_scores", "d_k"), ("04_softmax", "temperature"),
                                         ("05_attention_output", "query")])
def test_slider_of_a_lesson_works_after_all_cells_have_run(topic, name):
    """A later cell may give a new value to a name that the slider's function reads."""
    notebook = nbformat.read(PROJECT / "notebooks" / f"{topic}.ipynb", as_version=4)
    notebook.cells.append(nbformat.v4.new_code_cell(SLIDE))
    execute(notebook, topic)
    assert notebook.cells[-1].outputs[0].text == f"{name} 0\n", "each position has a picture of its own"
