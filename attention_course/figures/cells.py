"""One matrix as coloured cells on matplotlib axes: colours, numbers that stay readable on them, labels."""

from collections.abc import Sequence

import numpy as np
from matplotlib import colormaps
from matplotlib.axes import Axes
from matplotlib.colors import Normalize, to_rgb
from matplotlib.image import AxesImage
from matplotlib.patches import Rectangle
from matplotlib.typing import ColorType

from .messages import sentence

QUERY_AXIS = sentence("query_axis")
KEY_AXIS = sentence("key_axis")
COLOUR_MAPS = {"weights": "Blues", "signed": "PuOr", "counts": "Purples", "chances": "PuOr"}
SHARES = ("weights", "chances")  # kinds whose values lie between 0 and 1
MASKED_COLOUR = "#C8C8C8"
OUTLINE_COLOUR = "#D55E00"
SMALLEST_TEXT = 7.5  # points; where a number would have to be smaller, a colour bar takes its place
MOST_LABELLED = 26  # rows or columns up to which each one is labelled


def draw_matrix(
    axis: Axes,
    matrix: np.ndarray,
    kind: str,
    limits: tuple[float, float],
    *,
    mask: np.ndarray | None = None,
    texts: np.ndarray | None = None,
    cell: tuple[float, float] = (0.9, 0.6),
) -> AxesImage:
    """Colour the cells (`cell` inches each) of one matrix on `axis` and print `texts` in them; returns the image."""
    shown = shown_cells(matrix, mask)
    colours = colormaps[COLOUR_MAPS[kind]].with_extremes(bad=MASKED_COLOUR)
    image = axis.imshow(
        np.ma.array(np.where(shown, matrix, 0.0), mask=~shown),
        cmap=colours,
        norm=Normalize(*limits),
        aspect="auto",
        interpolation="nearest",
        origin="upper",
    )
    axis.spines[:].set_visible(False)
    axis.set_xticks(np.arange(matrix.shape[1] + 1) - 0.5, minor=True)
    axis.set_yticks(np.arange(matrix.shape[0] + 1) - 0.5, minor=True)
    if min(cell) > 0.2:
        axis.grid(which="minor", color="white", linewidth=1.5)
    axis.set_axisbelow(False)
    axis.tick_params(which="both", length=0)
    if texts is not None:
        size = text_size(texts, cell)
        for (row, column), text in np.ndenumerate(texts):
            background = colours(image.norm(matrix[row, column])) if shown[row, column] else MASKED_COLOUR
            colour = text_colour(background)
            axis.text(column, row, text, ha="center", va="center", color=colour, fontsize=size, in_layout=False)
    return image


def text_size(texts: np.ndarray, cell: tuple[float, float]) -> float:
    """Points at which the longest of `texts` fits into a cell of that many inches, at most 12."""
    return min(12.0, 72 * cell[1] * 0.5, 72 * cell[0] * 0.86 / (0.64 * max(len(text) for text in texts.ravel())))


def label_matrix(
    axis: Axes,
    rows: Sequence[str] | None,
    columns: Sequence[str],
    row_axis: str,
    column_axis: str,
    cell: tuple[float, float],
) -> None:
    """Put the caller's words at rows and columns (`rows=None`: none, a neighbour has them), thinned where too many."""
    step = _label_step(len(columns))
    room = cell[0] * step
    longest = max(len(label) for label in columns)
    axis.set_xticks(range(0, len(columns), step), columns[::step], parse_math=False)
    axis.tick_params(axis="x", labelsize=_label_size(room))
    if longest * 0.105 > room * 0.95:
        axis.tick_params(axis="x", rotation=40 if room > 0.25 else 90)
        for label in axis.get_xticklabels():
            label.set(ha="right", va="top" if room > 0.25 else "center", rotation_mode="anchor")
    axis.set_yticks([])
    if rows is not None:
        step = _label_step(len(rows))
        axis.set_yticks(range(0, len(rows), step), rows[::step], parse_math=False)
        axis.tick_params(axis="y", labelsize=_label_size(cell[1] * step))
    axis.set(xlabel=column_axis, ylabel=row_axis)


def _label_size(room) -> float:
    """Points of labels that stand `room` inches apart."""
    return min(11.0, 72 * room * 0.85)


def _label_step(count) -> int:
    """1 where each label fits, else the first of 2, 5, 10, 20 ... that leaves at most 20 labels."""
    steps = (factor * 10**power for power in range(9) for factor in (1, 2, 5))
    return 1 if count <= MOST_LABELLED else next(step for step in steps if count <= 20 * step)


def outline(axis: Axes, row: int, width: float, colour: str = OUTLINE_COLOUR) -> None:
    """A frame around one row of `width` cells."""
    axis.add_patch(
        Rectangle((-0.5, row - 0.5), width, 1, fill=False, edgecolor=colour, linewidth=3, clip_on=False, zorder=5)
    )


def cell_texts(matrix: np.ndarray, mask: np.ndarray | None, kind: str, decimals: int | None = None) -> np.ndarray:
    """What is printed in each cell: the value, a dash where masked, `-inf` or `NaN`.

    Decimals default to 0 for integers, 2 for weights and chances, and otherwise to what gives the largest value three
    digits, less the zeros that all values end in. A small value that is not 0 prints as `0.00` where the decimals are
    given or the kind is one of SHARES, and with an exponent elsewhere; `0` is 0 itself.
    """
    finite = matrix[shown_cells(matrix, mask)]
    largest = np.abs(finite).max() if finite.size else 0.0
    rounds = decimals is not None or kind in SHARES
    if decimals is None and (finite == np.round(finite)).all():
        decimals = 0
    elif decimals is None and kind in SHARES:
        decimals = 2
    elif decimals is None:
        most = int(np.clip(2 - np.floor(np.log10(largest)), 1, 3))
        exact = (places for places in range(1, most) if np.allclose(finite, np.round(finite, places), 1e-12, 1e-12))
        decimals = next(exact, most)

    def text(value, attended):
        if not attended:
            return "\N{EN DASH}"
        if not np.isfinite(value):
            return "NaN" if np.isnan(value) else "inf" if value > 0 else "\N{MINUS SIGN}inf"
        if value == 0:
            return "0"
        small = round(abs(value), decimals) == 0
        if small and rounds:
            return f"{0:.{decimals}f}"
        if small or abs(value) >= 1e5:
            mantissa, exponent = f"{value:.0e}".split("e")
            return f"{mantissa}e{int(exponent)}".replace("-", "\N{MINUS SIGN}")
        return f"{value:.{decimals}f}".replace("-", "\N{MINUS SIGN}")

    attended = np.ones(matrix.shape, bool) if mask is None else mask
    return np.array(
        [[text(*pair) for pair in zip(*pairs, strict=True)] for pairs in zip(matrix, attended, strict=True)]
    )


def contrast(colour: ColorType | np.ndarray, other: ColorType | np.ndarray) -> float:
    """Contrast ratio of two colours, 1 to 21, as WCAG 2 defines it."""
    dark, light = sorted((_luminance(colour), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def text_colour(background: ColorType | np.ndarray) -> str:
    """Black or white, whichever reads better on `background`; the better one never has less than 4.58:1."""
    return max("black", "white", key=lambda colour: contrast(colour, background))


def _luminance(colour) -> float:
    channels = np.array(to_rgb(colour))
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    return float(linear @ [0.2126, 0.7152, 0.0722])


def shown_cells(matrix: np.ndarray, mask: np.ndarray | None) -> np.ndarray:
    """Where a cell has a colour: it may attend, and its value is finite."""
    return np.isfinite(matrix) & (True if mask is None else mask)


def symmetric_limits(values: np.ndarray) -> tuple[float, float]:
    """Limits about 0 that hold all finite values, for the colours of signed quantities."""
    finite = np.abs(values[np.isfinite(values)])
    largest = float(finite.max()) if finite.size else 0.0
    return (-largest, largest) if largest > 0 else (-1.0, 1.0)
