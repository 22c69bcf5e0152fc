"""A figure with a slider: what it publishes with and without ipywidgets, what the slider does, what is stored."""

import json
import struct
import sys
from base64 import b64decode
from html.parser import HTMLParser
from io import BytesIO
from zlib import crc32

import ipywidgets
import nbformat
import numpy as np
import pytest
from IPython.core.formatters import DisplayFormatter
from PIL import Image

from attention_course import figures
from attention_course.authoring.content import ContentError
from attention_course.authoring.execute import execute
from attention_course.figures.interactive import WIDGET
from attention_course.figures.picture import arranged_like
from tests import ROOT

LESSONS = sorted(ROOT.glob("notebooks/*.ipynb"))
EXPLORE = figures.explore
SCORES, WORDS = np.array([0.2, 1.0, -0.5]), ["a", "b", "c"]


def at(temperature):
    return figures.temperatures(SCORES, WORDS, temperatures=[temperature])


@pytest.fixture
def explored():
    return figures.explore(at, temperature=[0.25, 1, 4], start=1)


@pytest.fixture
def parts(explored):
    """The slider, and the stack of pictures of which one is shown."""
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


@pytest.mark.slow
def test_each_position_has_its_picture_and_alt_text(parts):
    slider, stack = parts
    images = [shown(child) for child in stack.children]
    assert [image["alt"] for image in images] == [at(value).alt for _, value in slider.options]
    assert len({image["src"] for image in images}) == 3
    assert all(image["src"].startswith("data:image/png;base64,") for image in images)
    assert {image["width"] for image in images} == {"860"} and len({image["height"] for image in images}) == 1


def test_the_page_itself_moves_the_stack_with_the_slider(parts):
    slider, stack = parts
    assert stack.selected_index == slider.index == 1
    state = ipywidgets.Widget.get_manager_state()["state"].values()
    ends = [link["state"] for link in state if link["model_name"] == "DirectionalLinkModel"]
    assert {
        "source": [f"IPY_MODEL_{slider.model_id}", "index"],
        "target": [f"IPY_MODEL_{stack.model_id}", "selected_index"],
    } in [{end: link[end] for end in ("source", "target")} for link in ends]


def test_no_picture_is_drawn_when_the_slider_moves():
    """By then, the names that the function reads may stand for something else."""
    drawn = []

    def draw(value):
        drawn.append(value)
        return at(value)

    slider, _ = figures.explore(draw, temperature=[0.25, 1, 4], start=1).widget(ipywidgets).children
    slider.value = 4
    assert sorted(drawn) == [0.25, 1, 4]


def test_slider_names_what_it_changes_and_shows_the_value(parts):
    slider, _ = parts
    assert slider.description == "temperature" and slider.label == "1"
    assert [label for label, _ in slider.options] == ["0.25", "1", "4"]


def test_words_are_positions_and_reach_an_alt_text_unharmed():
    def draw(word):
        return figures.bars(SCORES, WORDS, title=f'"{word}" & <others>')

    slider, stack = figures.explore(draw, query=["the", "cat"]).widget(ipywidgets).children
    assert [label for label, _ in slider.options] == ["the", "cat"]
    assert [shown(child)["alt"] for child in stack.children] == [draw("the").alt, draw("cat").alt]


def test_frame_of_one_picture_is_taken_over():
    def frame(picture):
        return [axes.get_position().bounds for axes in picture.figure.axes]

    narrow, wide = ({"row": {"few": np.arange(9.0) * size}} for size in (1, 1e6))
    first, alone = figures.histograms(narrow, value_axis="score"), figures.histograms(wide)
    with arranged_like(first):
        alike, other = figures.histograms(wide), figures.bars(SCORES, WORDS)
    assert frame(alike) == frame(first) != frame(alone)
    assert frame(other) == frame(figures.bars(SCORES, WORDS)), "a figure of another kind keeps its own"


@pytest.mark.parametrize(
    "mistake, error, says",
    [
        (dict(), TypeError, "sliders none, expected one"),
        (dict(a=[1, 2], b=[1, 2]), TypeError, "sliders a, b, expected one"),
        (dict(a=[1]), ValueError, "a has 1 value, expected at least two"),
        (dict(a=[1, 2], start=3), ValueError, "start is 3, expected one of the values of a: 1, 2"),
    ],
)
def test_mistakes_are_named(mistake, error, says):
    with pytest.raises(error, match=says):
        figures.explore(at, **mistake)


def test_function_that_returns_no_figure_is_named():
    with pytest.raises(TypeError, match=r"draw\(1\) returned int, expected a figure"):
        figures.explore(lambda value: value, a=[1, 2])


@pytest.mark.slow
def test_build_stores_the_picture_and_nothing_of_the_slider():
    source = (
        "from attention_course import figures\nfigures.explore(lambda t: figures.bars([t, 1], ['a', 'b']), t=[1, 2])"
    )
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source)])
    execute(notebook, "lesson.md")
    [output] = notebook.cells[0].outputs
    assert set(output.data) == {"image/png", "text/plain"}
    assert "widget" not in json.dumps(notebook)
    drawn, stored = figures.bars([1, 1], ["a", "b"]).png(), b64decode(output.data["image/png"])
    assert len(stored) < len(drawn), "no more is done for what is stored once and sent to everybody"
    pixels = [np.asarray(Image.open(BytesIO(png)).convert("RGBA")) for png in (drawn, stored)]
    assert np.array_equal(*pixels)


def png(*frames):
    """The bytes of a picture, or of an animated one."""
    stored = BytesIO()
    frames[0].save(stored, "png", save_all=len(frames) > 1, append_images=frames[1:])
    return stored.getvalue()


RED, BLUE = (Image.new("RGB", (4, 4), colour) for colour in ("red", "blue"))
HUGE = b"IHDR" + struct.pack(">2I5B", 20_000, 20_000, 8, 2, 0, 0, 0)  # width, height and how a pixel is stored
LENGTH = 36  # where a PNG file says how many bytes of pixels follow
UNREADABLE = {
    "no picture": b"no picture",
    "cut off": png(RED)[:50],
    "a wrong length": png(RED)[:LENGTH] + b"\0" + png(RED)[LENGTH + 1 :],
    "huge": png(RED)[:12] + HUGE + crc32(HUGE).to_bytes(4) + png(RED)[33:],
}


def built(picture):
    """What the build stores of a picture that a cell shows."""
    source = f"from IPython.display import Image\nImage({picture!r}, format='png')"
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source)])
    execute(notebook, "lesson.md")
    return b64decode(notebook.cells[0].outputs[0].data["image/png"])


def test_build_keeps_an_animated_picture():
    assert built(png(RED, BLUE)) == png(RED, BLUE)


@pytest.mark.parametrize("picture", UNREADABLE.values(), ids=UNREADABLE)
def test_build_names_the_cell_of_a_picture_that_cannot_be_read(picture):
    with pytest.raises(ContentError, match="lesson.md, cell 1: a picture cannot be read"):
        built(picture)


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_no_lesson_stores_a_widget(path):
    text = path.read_text(encoding="utf-8")
    assert "jupyter.widget" not in text and "model_id" not in text


@pytest.mark.slow
@pytest.mark.parametrize(
    "topic, name", [("03_scores", "d_k"), ("04_softmax", "temperature"), ("05_attention_output", "query")]
)
def test_each_position_of_a_lessons_slider_has_a_picture_of_its_own(topic, name, monkeypatch):
    explored = []
    monkeypatch.setattr(figures, "explore", lambda *args, **kwargs: explored.append(EXPLORE(*args, **kwargs)))
    notebook = nbformat.read(ROOT / "notebooks" / f"{topic}.ipynb", as_version=4)
    names = {}
    for cell in notebook.cells:
        if cell.cell_type == "code" and not explored:
            exec(cell.source, names)
    [explorable] = explored
    slider, stack = explorable.widget(ipywidgets).children
    assert slider.description == name
    assert len({child.value for child in stack.children}) == len(slider.options)
