"""Heatmaps: what lies where, which colours, which numbers, and what the sentence says of them."""

from io import BytesIO

import numpy as np
import pytest
from matplotlib import colormaps
from matplotlib.colors import to_rgb
from PIL import Image

from attention_course import figures
from attention_course.figures import cells, text

WORDS = ["the", "cat", "sat"]
WEIGHTS = np.array([[0.5, 0.3, 0.2], [0.05, 0.9, 0.05], [0.25, 0.25, 0.5]])


def panels(picture):
    """The axes that hold a matrix, in order."""
    return [axis for axis in picture.figure.axes if axis.images]


def printed(axis):
    """{(row, column): (text, colour)} of the numbers in the cells."""
    return {(round(t.get_position()[1]), round(t.get_position()[0])): (t.get_text(), t.get_color()) for t in axis.texts}


def test_contrast_is_that_of_wcag():
    assert cells.contrast("black", "white") == pytest.approx(21)
    assert cells.contrast("#777777", "white") == pytest.approx(4.48, abs=0.005)  # the known grey that just fails
    assert cells.contrast("white", "#777777") == cells.contrast("#777777", "white")


@pytest.mark.parametrize("kind", cells.COLOUR_MAPS)
def test_printed_numbers_contrast_with_every_colour_of_the_map(kind):
    for colour in colormaps[cells.COLOUR_MAPS[kind]](np.linspace(0, 1, 256)):
        assert cells.contrast(cells.text_colour(colour), colour) >= 4.5
    assert cells.contrast(cells.text_colour(cells.MASKED_COLOUR), cells.MASKED_COLOUR) >= 4.5


@pytest.mark.parametrize("kind", ["weights", "signed"])
def test_stored_pixels_have_that_contrast(kind):
    """Measured in the drawn figure: the text's colour against the pixel colour at the corner of its cell."""
    matrix = np.linspace(0, 1, 24).reshape(4, 6) * (1 if kind == "weights" else np.resize([-1, 1], (4, 6)))
    picture = figures.heatmap(matrix, kind=kind)
    (axis,) = panels(picture)
    pixels = np.asarray(Image.open(BytesIO(picture.png())).convert("RGB")) / 255
    for (row, column), (_, colour) in printed(axis).items():
        x, y = axis.transData.transform((column - 0.4, row - 0.35))
        background = pixels[len(pixels) - 1 - int(y), int(x)]
        assert cells.contrast(to_rgb(colour), background) >= 4.5, (row, column)


def test_stored_cells_have_exactly_the_colours_of_the_map():
    """The PNG is stored in a palette: equal weights must stay equal colours, and none may drift."""
    matrix = np.linspace(0, 1, 64).reshape(8, 8)
    picture = figures.heatmap(matrix)
    (axis,) = panels(picture)
    pixels = np.asarray(Image.open(BytesIO(picture.png())).convert("RGB"))
    for (row, column), weight in np.ndenumerate(matrix):
        x, y = axis.transData.transform((column - 0.4, row - 0.35))
        stored = pixels[len(pixels) - 1 - int(y), int(x)]
        assert stored.tolist() == list(colormaps["Blues"](weight, bytes=True)[:3])


def test_origin_is_top_left_and_nothing_is_flipped():
    picture = figures.heatmap(WEIGHTS, WORDS)
    (axis,) = panels(picture)
    assert printed(axis)[0, 2][0] == "0.20" and printed(axis)[1, 0][0] == "0.05"
    left, top = axis.transData.transform((0, 0))
    right, bottom = axis.transData.transform((2, 2))
    assert left < right and bottom < top
    assert axis.images[0].origin == "upper"
    assert axis.images[0].get_array()[0, 2] == 0.2
    assert [label.get_text() for label in axis.get_yticklabels()] == WORDS
    assert [label.get_text() for label in axis.get_xticklabels()] == WORDS
    assert axis.get_ylabel() == "query (asks)" and axis.get_xlabel() == "key (is asked)"


def test_weights_are_always_coloured_from_0_to_1():
    (axis,) = panels(figures.heatmap(WEIGHTS * 0.1))
    assert axis.images[0].get_clim() == (0, 1)


def test_panels_of_one_kind_share_their_limits():
    picture = figures.heatmaps(
        {"S / 2": WEIGHTS * 4, "S": WEIGHTS * -8, "A": WEIGHTS}, WORDS, kind=["signed", "signed", "weights"]
    )
    limits = [axis.images[0].get_clim() for axis in panels(picture)]
    assert limits == [(-7.2, 7.2), (-7.2, 7.2), (0, 1)]


def test_signed_limits_are_symmetric_and_counts_start_at_0():
    assert panels(figures.heatmap([[-1.0, 5.0]], kind="signed"))[0].images[0].get_clim() == (-5, 5)
    assert panels(figures.heatmap([[2.0, 5.0]], kind="counts"))[0].images[0].get_clim() == (0, 5)
    assert panels(figures.heatmap([[0.0, 0.0]], kind="signed"))[0].images[0].get_clim() == (-1, 1)


def test_chances_are_pale_at_one_half_and_orange_below():
    picture = figures.heatmap(np.array([[0.15, 0.5], [0.9, 0.3]]), ["a", "b"], ["p", "q"], kind="chances")
    image = picture.figure.axes[0].images[0]
    assert image.get_clim() == (0, 1)
    low, middle, high = (np.array(image.to_rgba(value)) for value in (0.15, 0.5, 0.9))
    assert middle[:3].min() > 0.95 and low[0] > low[2] and high[2] > high[0]
    assert "2 cells below 0.5" in picture.alt and "sum" not in picture.alt
    with pytest.raises(ValueError, match="between 0 and 1"):
        figures.heatmap(np.array([[1.5]]), kind="chances")


def test_masked_cells_are_grey_with_a_dash():
    mask = np.tri(3, dtype=bool)
    picture = figures.heatmap(np.where(mask, WEIGHTS, 0), WORDS, mask=mask)
    (axis,) = panels(picture)
    for row, column in np.ndindex(3, 3):
        assert (printed(axis)[row, column][0] == "\N{EN DASH}") == (not mask[row, column])
    assert (axis.images[0].get_array().mask == ~mask).all()
    assert "3 cells masked" in picture.alt


def test_infinite_and_missing_values_are_named():
    picture = figures.heatmap([[1.0, -np.inf], [np.nan, 2.0]], ["a", "b"], kind="signed")
    texts = [text for text, _ in printed(panels(picture)[0]).values()]
    assert texts == ["1", "\N{MINUS SIGN}inf", "NaN", "2"]
    assert "Values 1 to 2, the largest at row 'b', column 'b'; 1 cell -inf; 1 cell NaN." in picture.alt


def test_nothing_visible_still_draws():
    assert "nothing to attend to; 4 cells masked" in figures.heatmap(np.eye(2), mask=np.zeros((2, 2), bool)).alt.lower()
    figures.heatmap(np.full((2, 2), np.nan)).png()


@pytest.mark.parametrize(
    ("values", "kind", "expected"),
    [
        ([1.0, -2.0, 0.0], "signed", ["1", "\N{MINUS SIGN}2", "0"]),
        ([0.5, 0.123, 0.0], "weights", ["0.50", "0.12", "0"]),
        ([0.9, 4e-4, 0.0996], "weights", ["0.90", "0.00", "0.10"]),
        ([999.5, -2.5, 1e-3], "signed", ["999.5", "\N{MINUS SIGN}2.5", "1e\N{MINUS SIGN}3"]),
        ([0.0123, 0.5], "signed", ["0.012", "0.500"]),
        ([0.1, -0.9, 0.0], "signed", ["0.1", "\N{MINUS SIGN}0.9", "0"]),
        ([1e6, 3.0], "signed", ["1e6", "3"]),
    ],
)
def test_cell_texts(values, kind, expected):
    assert cells.cell_texts(np.array([values]), None, kind)[0].tolist() == expected


def test_given_decimals_print_a_small_value_as_zeros():
    assert cells.cell_texts(np.array([[-1e-5, 1.5, 0.0]]), None, "signed", 2)[0].tolist() == ["0.00", "1.50", "0"]


def test_sentence_of_weights():
    alt = figures.heatmap(WEIGHTS, WORDS, title="Each row sums to 1", outline_row=1).alt
    assert alt == (
        "Each row sums to 1. Heatmap, 3 x 3, rows query (asks), columns key (is asked). "
        "Values 0.05 to 0.9, the largest at row 'cat', column 'cat'; each row sums to 1. The row 'cat' is outlined."
    )


def test_each_panel_can_have_an_outline_of_its_own():
    panels = {"Q": WEIGHTS, "K": WEIGHTS, "V": WEIGHTS}
    picture = figures.heatmaps(panels, WORDS, outline_row=[2, None, 0])
    frames = [[patch.get_y() for patch in axis.patches] for axis in picture.figure.axes]
    assert frames == [[1.5], [], [-0.5]]
    of_q, of_k, of_v = picture.alt.split(". ")[1:]
    assert of_q.endswith("the row 'sat' is outlined") and of_v.endswith("the row 'the' is outlined.")
    assert "outlined" not in of_k


def test_sentence_tells_row_sums_that_are_not_1():
    assert "the rows sum to 0.5, 0.5, 0.5" in figures.heatmap(WEIGHTS / 2, WORDS).alt
    assert "the rows sum to 0.1 to 0.9" in figures.heatmap(np.diag(np.arange(1, 10)) / 10).alt


def test_sentence_claims_no_winner_of_a_tie():
    assert "largest" not in figures.heatmap([[0.5, 0.5 + 1e-12]]).alt
    assert "the largest at row '1', column '2'" in figures.heatmap([[0.4, 0.6]]).alt


def test_rounding_errors_do_not_change_the_sentence():
    rng = np.random.default_rng(3)
    scores = rng.normal(size=(5, 4))
    noisy = scores * (1 + 1e-13 * rng.normal(size=(5, 4)))
    assert figures.heatmap(scores, kind="signed").alt == figures.heatmap(noisy, kind="signed").alt
    assert figures.heatmap([[-1e-17, 1.0]], kind="weights").alt == figures.heatmap([[0.0, 1.0]], kind="weights").alt


def test_row_sums_stand_beside_weights_with_a_dotted_1():
    picture = figures.heatmaps({"S": WEIGHTS, "A": WEIGHTS / 2}, WORDS, kind=["signed", "weights"], row_sums=True)
    (beside,) = [axis for axis in picture.figure.axes if axis.patches and not axis.images]
    assert [bar.get_width() for bar in beside.patches] == pytest.approx([0.5] * 3)
    (line,) = beside.lines
    assert line.get_linestyle() == ":" and line.get_xdata()[0] == 1
    assert beside.get_ylim() == panels(picture)[1].get_ylim()  # bar and row at one height


@pytest.mark.slow
def test_panels_take_more_lines_where_their_numbers_would_not_fit():
    scores = {f"panel {place}": WEIGHTS * 0.123 for place in range(4)}
    wide = figures.heatmaps(scores, kind="signed", row_sums=False)
    assert {axis.get_subplotspec().rowspan.start for axis in panels(wide)} == {0}
    wrapped = figures.heatmaps({name: np.tile(m, (2, 2)) for name, m in scores.items()}, row_sums=True)
    assert [axis.get_subplotspec().rowspan.start for axis in panels(wrapped)] == [0, 0, 1, 1]
    assert all(len(axis.texts) == 36 for axis in panels(wrapped))


def test_large_matrices_get_a_colour_bar_and_fewer_labels():
    picture = figures.heatmap(np.sin(np.arange(60 * 32.0)).reshape(60, 32), kind="signed")
    (axis,) = panels(picture)[:1]
    assert not axis.texts
    assert len(picture.figure.axes) == 2
    assert len(axis.get_yticklabels()) <= 20
    assert [label.get_text() for label in axis.get_yticklabels()][:2] == ["1", "6"]


def test_words_are_no_math():
    picture = figures.heatmap(np.eye(2), ["$5", "a_b$"])
    assert [label.get_text() for label in panels(picture)[0].get_yticklabels()] == ["$5", "a_b$"]
    picture.png()


@pytest.mark.parametrize(
    ("value", "expected"),
    [(0.46789, "0.468"), (-12.54, "-12.5"), (4096, "4096"), (4096.3, "4100"), (4.06e-7, "4.06e-7"), (0.0, "0"),
     (-0.0, "0"), (1e-17, "1e-17"), (12345678.9, "1.23e7"), (np.inf, "infinity"), (2.9999999999999996, "3")],
)  # fmt: skip
def test_numbers_as_words(value, expected):
    assert text.number(value) == expected
