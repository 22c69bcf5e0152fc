"""Every figure function: its sentence, its bytes, what it leaves behind, and what it says to bad input."""

import json
import re
import subprocess
import sys
from base64 import b64decode
from functools import cache
from io import BytesIO

import matplotlib
import nbformat
import numpy as np
import pytest
from bs4 import BeautifulSoup
from IPython.core.formatters import DisplayFormatter
from matplotlib.backends.backend_agg import FigureCanvasAgg
from nbconvert import HTMLExporter
from PIL import Image

from attention_course import figures

WORDS = ["your", "journey", "starts", "with", "one"]


def inputs():
    """For each public function: its arguments, realistic and without randomness of its own."""
    rng = np.random.default_rng(7)
    weights = rng.dirichlet(np.ones(5), 5)
    scores = rng.normal(size=(5, 5)) * 3
    image = rng.uniform(size=(16, 24))
    samples = rng.normal(size=(2, 200))
    rate = np.linspace(0, 1, 11)
    plane = rng.normal(size=(5, 2))
    return {
        "agreement": ((scores, scores + 1e-9), {}),
        "arrows": ((plane, WORDS), {"moved": plane + 0.5}),
        "bars": ((weights.sum(axis=0), WORDS), {"reference": 1, "value_axis": "column sum"}),
        "curves": (({"plain": ([32, 64, 128], [0.1, 0.4, 1.6])},), {"x_axis": "n", "y_axis": "s", "log_y": True}),
        "gradient_chain": ((5, 4, 3, 2), {}),
        "heads_diagram": ((5, 6, 2, 3), {}),
        "heatmap": ((weights, WORDS), {"row_sums": True}),
        "heatmaps": (({"S": scores, "A": weights}, WORDS), {"kind": ["signed", "weights"], "row_sums": True}),
        "histograms": (({"q.k": {"d = 4": samples[0], "d = 64": samples[1]}},), {}),
        "image_heatmap": ((image, np.arange(6.0), 8), {"defect": image > 0.99}),
        "images": (({"good": image, "bad": image / 2},), {}),
        "kernel_smoothing": ((np.arange(4.0), np.arange(4.0) ** 2, rate, rate), {"truth": rate / 2}),
        "matrix_product": (((5, 4), (4, 3)), {"names": ("X", "W_Q", "Q"), "cell": (1, 2)}),
        "outputs_among_values": ((plane, weights[:2], WORDS), {"query": 1, "queries": ["a", "b"]}),
        "patches": ((image, 8), {"query": 2, "weights": np.arange(6) / 15}),
        "point_map": ((plane, WORDS), {"groups": list("aabbc"), "lit": ["one"]}),
        "query_against_keys": (([1.0, 2.0], plane, WORDS), {}),
        "roc_curves": (({"attention": (rate, rate**0.5)},), {}),
        "spreads": (({"attention": scores, "nearest": scores + 1}, WORDS), {"value_axis": "area", "reference": 0}),
        "temperatures": ((scores[0], WORDS), {}),
        "tokens_beside_vectors": ((WORDS, scores[:, :4]), {"outline_row": 1}),
        "training": (({"start": weights, "end": np.eye(5)}, 2.0 ** -np.arange(9)), {"steps": [0, 8]}),
        "weighted_mean": ((plane, weights[0], WORDS), {}),
    }


INPUTS = inputs()


def draw(name, **changes):
    args, kwargs = INPUTS[name]
    return getattr(figures, name)(*args, **{"title": "The finding", **kwargs, **changes})


@cache
def picture_of(name):
    """A picture for the tests that only look at it."""
    return draw(name)


@cache
def stored_png(name):
    return picture_of(name).png()


def test_every_public_function_is_tested_and_listed():
    functions = set(figures.__all__) - {"Picture"}
    assert functions == {*INPUTS, "explore"}  # which has a test file of its own
    for name in functions:
        assert f"    {name}(" in figures.__doc__
        assert getattr(figures, name).__doc__


@pytest.mark.slow
@pytest.mark.parametrize("name", INPUTS)
def test_same_data_same_bytes_and_sentence_whatever_the_reader_has_set(name, capfd):
    """Neither the arguments nor the reader's settings are changed."""
    data = json.dumps(INPUTS[name], default=np.ndarray.tolist, sort_keys=True)
    with matplotlib.rc_context({"font.size": 23, "image.origin": "lower", "axes.facecolor": "red"}):
        settings = dict(matplotlib.rcParams)
        again = draw(name)
        png = again.png()
        assert dict(matplotlib.rcParams) == settings
    assert json.dumps(INPUTS[name], default=np.ndarray.tolist, sort_keys=True) == data
    assert png == again.png() == stored_png(name)
    assert again.alt == picture_of(name).alt
    assert b"Software" not in png and b"matplotlib" not in png and b"tIME" not in png
    assert len(png) < 45_000
    assert 380 <= round(again.figure.get_figwidth() * 100) <= 900
    output = capfd.readouterr()
    assert output.out == output.err == ""  # matplotlib's log messages would cost a student points


@pytest.mark.parametrize("name", INPUTS)
def test_sentence_reads_well(name):
    alt = picture_of(name).alt
    assert alt.startswith("The finding. ")
    assert alt.endswith(".") and "\n" not in alt and "  " not in alt and ".." not in alt
    assert not re.search(r"\bnan\b|not a number|np\.|\[|array|None", alt.replace("Q[1, 2]", "")), alt
    assert len(alt) < 700
    assert not draw(name, title="").alt.startswith("The finding")


@pytest.mark.parametrize("name", INPUTS)
def test_text_lies_inside_the_figure(name):
    figure = picture_of(name).figure
    figure.draw_without_rendering()
    width, height = figure.canvas.get_width_height()
    for text in figure.findobj(matplotlib.text.Text):
        if text.get_text() and text.get_visible():
            box = text.get_window_extent()
            drawn = text.axes is None or text.axes.axison
            outside_view = text.get_clip_on() or (box.width == 0)
            if drawn and not outside_view and _is_tick_in_view(text):
                assert -1 <= box.x0 and box.x1 <= width + 1, text.get_text()
                assert -1 <= box.y0 and box.y1 <= height + 1, text.get_text()


def _is_tick_in_view(text):
    """False for the label of a tick beyond the axis limits, which matplotlib keeps but does not draw."""
    axes = text.axes
    if axes is None:
        return True
    for axis in (axes.xaxis, axes.yaxis):
        labels = axis.get_ticklabels(which="both")
        if text in labels:
            low, high = sorted(axis.get_view_interval())
            ticks = axis.get_ticklocs()
            place = axis.get_ticklabels().index(text) if text in axis.get_ticklabels() else None
            return place is not None and place < len(ticks) and low <= ticks[place] <= high
        if text in [tick.label2 for tick in [*axis.get_major_ticks(), *axis.get_minor_ticks()]]:
            return False
    return True


def test_drawing_needs_no_pyplot():
    code = (
        "import sys, attention_course.figures as f; f.heatmap([[1]]).png(); print('matplotlib.pyplot' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout == "False\n"


def test_picture_publishes_image_sentence_and_alt():
    picture = draw("heatmap")
    data, metadata = DisplayFormatter().format(picture)
    assert set(data) == {"image/png", "text/plain"}
    assert b64decode(data["image/png"]) == picture.png()
    assert data["text/plain"] == picture.alt
    assert metadata["image/png"]["alt"] == picture.alt
    assert metadata["image/png"]["width"] == round(picture.figure.get_figwidth() * 100)


def test_pages_of_nbgrader_keep_the_alt():
    """Feedback and Formgrader build on nbconvert's classic template, which reads the image's metadata."""
    picture = draw("heatmap", title="Rows & columns <here>")
    data, metadata = DisplayFormatter().format(picture)
    output = nbformat.v4.new_output("execute_result", data, metadata=metadata, execution_count=1)
    cell = nbformat.v4.new_code_cell("picture", outputs=[output], execution_count=1)
    page, _ = HTMLExporter(template_name="classic").from_notebook_node(nbformat.v4.new_notebook(cells=[cell]))
    (image,) = BeautifulSoup(page, "html.parser").find_all("img")
    assert image["alt"] == picture.alt
    assert image["width"] == str(metadata["image/png"]["width"])


@pytest.mark.slow
@pytest.mark.parametrize("name", INPUTS)
def test_palette_changes_no_more_than_the_odd_pixel(name):
    canvas = FigureCanvasAgg(picture_of(name).figure)
    canvas.draw()
    drawn = np.asarray(canvas.buffer_rgba())[..., :3].astype(float)
    stored = np.asarray(Image.open(BytesIO(stored_png(name))).convert("RGB")).astype(float)
    assert (np.linalg.norm(drawn - stored, axis=2) > 20).mean() <= 0.004


def test_save_writes_the_same_bytes(tmp_path):
    picture = draw("bars")
    picture.save(tmp_path / "bars.png")
    assert (tmp_path / "bars.png").read_bytes() == picture.png()


def test_math_in_titles_is_read_as_words():
    alt = figures.heatmap([[0.5, 0.5]], title=r"$S / \sqrt{d_k}$ is scaled").alt
    assert alt.startswith("S / sqrt(d_k) is scaled.")


BAD = [
    ("heatmap", ([1.0, 2.0],), {}, "shape (2,)"),
    ("heatmap", (np.zeros((0, 3)),), {}, "shape (0, 3)"),
    ("heatmap", (np.eye(3), ["a", "b"]), {}, "rows has 2 labels, but there are 3"),
    ("heatmap", (np.eye(2), "ab"), {}, "expected a list of 2 labels"),
    ("heatmap", (np.eye(2) * 3,), {}, "between 0 and 1, but they go from 0 to 3"),
    ("heatmap", (-np.eye(2),), {"kind": "counts"}, "at least 0"),
    ("heatmap", (np.eye(2),), {"kind": "blue"}, "kind is 'blue'"),
    ("heatmap", (np.eye(2),), {"mask": np.ones((3, 3), bool)}, "shape (3, 3), which does not broadcast to (2, 2)"),
    ("heatmap", (np.eye(2),), {"mask": np.eye(2)}, "expected booleans"),
    ("heatmap", (np.eye(2),), {"outline_row": 2}, "outline_row is 2, expected a place from 0 to 1"),
    ("heatmaps", ({},), {}, "not empty"),
    ("heatmaps", ({"a": np.eye(2), "b": np.eye(3)},), {}, "'b' has shape (3, 3), the first has (2, 2)"),
    ("heatmaps", ({"a": np.eye(2)},), {"kind": ["weights", "signed"]}, "kind has 2 entries, but there are 1 panel"),
    ("tokens_beside_vectors", (["a"], np.eye(2)), {}, "words has 1 label, but there are 2"),
    ("matrix_product", ((5, 4), (3, 2)), {}, "X has 4 columns but W has 3 rows"),
    ("matrix_product", ((5, 4), (4, 2)), {"cell": (5, 0)}, "cell[0] is 5"),
    ("heads_diagram", (4, 6, 0, 3), {}, "n_heads is 0"),
    ("arrows", (np.eye(3), list("abc")), {}, "shape (3, 3), expected (n, 2)"),
    ("arrows", ([[np.nan, 1.0]], ["a"]), {}, "1 value that is infinite or NaN"),
    ("arrows", (np.eye(2), ["a", "b"]), {"moved": [[1.0, 2.0]]}, "moved has 1 rows, but there are 2 vectors"),
    ("point_map", (np.eye(2), ["a", "b"]), {"lit": ["c"]}, "'c'"),
    ("query_against_keys", ([1.0, 2.0, 3.0], np.eye(2), ["a", "b"]), {}, "shape (3,), expected (2,)"),
    ("weighted_mean", (np.eye(2), [0.5, 0.6], ["a", "b"]), {}, "sum to 1.1"),
    ("weighted_mean", (np.eye(2), [1.0], ["a", "b"]), {}, "weights has 1 entries, but there are 2 values"),
    ("outputs_among_values", (np.eye(2), np.eye(2), ["a", "b"]), {"query": 2}, "query is 2, expected a place"),
    ("outputs_among_values", (np.eye(2), np.ones((2, 2)), ["a", "b"]), {"query": 0}, "sum to 2, expected"),
    ("bars", ([1.0, 2.0], ["a"]), {}, "labels has 1 label, but there are 2"),
    ("bars", ([1.0, np.nan], ["a", "b"]), {}, "1 value that is infinite or NaN"),
    ("temperatures", ([1.0, 2.0], ["a", "b"]), {"temperatures": [1, 0]}, "temperatures go down to 0"),
    ("histograms", ({"a": {"x": [1.0] * 9}, "b": {"y": [1.0] * 9}},), {}, "row 'b' has the columns y"),
    ("histograms", ({"a": {"x": [1.0]}},), {}, "weights_of is 8, but one panel has only 1 sample"),
    ("histograms", ({"a": {"x": [1.0] * 9}},), {"reach": [1, 2]}, "reach has 2 numbers, but there are 1 column"),
    ("spreads", ([1.0], ["a"]), {"value_axis": "x"}, "samples is list"),
    ("spreads", ({"a": np.eye(3)[:1]}, list("abc")), {"value_axis": "x"}, "shape (1, 3), expected (n, 3) with n"),
    ("spreads", ({"a": np.eye(3), "b": np.eye(2)}, list("abc")), {"value_axis": "x"}, "'b' have shape (2, 2)"),
    ("spreads", ({"a": np.eye(2)}, list("ab")), {"value_axis": "x", "styles": [5]}, "styles is [5], expected 1 place"),
    ("curves", ({"a": ([1, 2], [1])},), {"x_axis": "x", "y_axis": "y"}, "2 x values but 1 y values"),
    ("curves", ({"a": [0, 1]},), {"x_axis": "x", "y_axis": "y", "log_y": True}, "y values down to 0"),
    ("agreement", ([1.0], [1.0, 2.0]), {}, "shapes (1,) and (2,)"),
    ("roc_curves", ({"a": ([0, 2], [0, 1])},), {}, "between 0 and 1"),
    ("kernel_smoothing", ([1.0], [1.0, 2.0], [1.0], [1.0]), {}, "x has 1 entries but y has 2"),
    ("kernel_smoothing", ([1.0], [1.0], [1.0], [1.0, 2.0]), {}, "'estimate' has 2 entries, but there are 1 queries"),
    ("training", ({"a": np.eye(2)}, [1.0, 0.0]), {}, "losses go down to 0"),
    ("training", ({"a": np.eye(2)}, [1.0, 0.5]), {"steps": [2]}, "steps is [2], expected 1 places from 0 to 1"),
    ("images", (np.eye(2),), {}, "expected a dict"),
    ("patches", (np.eye(5), 2), {}, "5 x 5 pixels, which does not divide into patches of 2 x 2"),
    ("patches", (np.eye(4), 2), {"query": 4}, "query is 4, expected a patch from 0 to 3"),
    ("patches", (np.eye(4), 2), {"weights": [1.0]}, "weights has 1 entries"),
    ("image_heatmap", (np.eye(4), [1.0], 2), {}, "values has 1 entries"),
    ("image_heatmap", (np.eye(4), [1.0] * 4, 2), {"defect": np.eye(4)}, "expected (4, 4) and booleans"),
]


@pytest.mark.parametrize(("name", "args", "kwargs", "message"), BAD)
def test_bad_input_says_what_came_and_what_was_expected(name, args, kwargs, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        getattr(figures, name)(*args, **kwargs)
