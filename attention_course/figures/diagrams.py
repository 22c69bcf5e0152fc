"""Diagrams in unit cells: what each matrix product does to the shapes."""

from collections.abc import Sequence

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch, Rectangle
from numpy.typing import ArrayLike

from .cells import cell_texts, draw_matrix, label_matrix, outline, symmetric_limits, text_colour, text_size
from .messages import sentence
from .picture import ROLE_COLOURS, alt_text, draws, new_figure, wrapped
from .text import as_index, as_labels, as_matrix, counted, listed, number, span

PALE_CELL = "#F2F2F2"
EDGE = "#707070"
WEIGHT_COLOUR = "#6BAED6"  # of the map in which weights are drawn
BACKWARD = {"arrowstyle": "-|>", "color": "black", "linewidth": 2.2, "shrinkA": 0, "shrinkB": 0}
CHAIN_PLACES = {
    "W_Q": (0.2, 0.3),
    "W_K": (0.2, 1.9),
    "W_V": (0.2, 3.7),
    "Q": (2.6, 0.3),
    "K": (2.6, 1.9),
    "V": (2.6, 3.7),
    "S": (4.7, 1.1),
    "A": (6.5, 1.1),
    "O": (8.3, 2.4),
    "loss": (10.2, 2.4),
}
CHAIN_LINKS = [
    *(("W_Q", "Q"), ("W_K", "K"), ("W_V", "V"), ("Q", "S"), ("K", "S")),
    *(("S", "A"), ("A", "O"), ("V", "O"), ("O", "loss")),
]


@draws
def tokens_beside_vectors(
    words: Sequence[str],
    X: ArrayLike,
    *,
    title: str = "",
    outline_row: int | None = None,
    columns: Sequence[str] | None = None,
    column_axis: str = "feature",
    decimals: int | None = None,
) -> tuple[Figure, str]:
    """Each token in a box, an arrow from it to its row of `X (n, d)`; one row outlined on request. decimals: of X."""
    X = as_matrix(X, "X")
    words = as_labels(words, len(X), "words")
    columns = as_labels(columns, X.shape[1], "columns")
    outline_row = as_index(outline_row, len(X), "outline_row")
    cell = (min(0.95, 6.5 / X.shape[1]), min(0.55, 6.5 / len(X)))
    word_width = 0.11 * max(len(word) for word in words) + 0.35
    figure = new_figure(word_width + 1.4 + cell[0] * X.shape[1], cell[1] * len(X) + 1.1)
    tokens, axis = figure.subplots(1, 2, width_ratios=[word_width + 0.6, cell[0] * X.shape[1]], sharey=True)
    texts = cell_texts(X, None, "signed", decimals)
    draw_matrix(axis, X, "signed", symmetric_limits(X), cell=cell, texts=texts if text_size(texts, cell) > 6 else None)
    label_matrix(axis, None, columns, "", column_axis, cell)
    tokens.set(xlim=(0, word_width + 0.6), xlabel=sentence("token"))
    tokens.set_axis_off()
    for row, word in enumerate(words):
        lit = row == outline_row
        tokens.text(
            word_width / 2,
            row,
            word,
            ha="center",
            va="center",
            parse_math=False,
            bbox={
                "boxstyle": "round,pad=0.3",
                "facecolor": "white" if lit else PALE_CELL,
                "edgecolor": ROLE_COLOURS["Q"] if lit else EDGE,
                "linewidth": 2.5 if lit else 1,
            },
        )
        tokens.annotate(
            "",
            (word_width + 0.55, row),
            (word_width + 0.05, row),
            arrowprops={"arrowstyle": "-|>", "color": EDGE},
        )
    if outline_row is not None:
        outline(axis, outline_row, X.shape[1])
    axis.set_title(f"X ({len(X)} x {X.shape[1]})")
    if title:
        figure.suptitle(wrapped(title, figure.get_figwidth()), x=0.01, ha="left")
    outlined = (
        ""
        if outline_row is None
        else sentence("outlined", word=words[outline_row], numbers=listed(map(number, X[outline_row]), 12))
    )
    return figure, alt_text(
        title,
        sentence(
            "tokens_beside",
            tokens=counted(len(X), "token"),
            words=listed(words, 12),
            n_rows=len(X),
            n_columns=X.shape[1],
            values=span(X),
        ),
        outlined,
    )


@draws
def matrix_product(
    left: ArrayLike,
    right: ArrayLike,
    *,
    names: tuple[str, str, str] = ("X", "W", "Y"),
    cell: tuple[int, int] = (0, 0),
    title: str = "",
) -> tuple[Figure, str]:
    """`left @ right` in unit cells: one cell of the product lit, with the row and the column that it is made of.

    left, right: matrices `(a, b)` and `(b, c)`, whose values are printed, or only their shapes as pairs of integers.
    names: of the three matrices; a name's last letter picks the role colour (`W_Q` and `Q` look alike).
    """
    shapes = [_shape(left, names[0]), _shape(right, names[1])]
    if shapes[0][1] != shapes[1][0]:
        raise ValueError(
            sentence("inner_sizes_differ", left=names[0], columns=shapes[0][1], right=names[1], rows=shapes[1][0])
        )
    shapes.append((shapes[0][0], shapes[1][1]))
    row, column = as_index(cell[0], shapes[2][0], "cell[0]"), as_index(cell[1], shapes[2][1], "cell[1]")
    numbers = None
    if not _is_shape(left) and not _is_shape(right):
        left, right = as_matrix(left, names[0]), as_matrix(right, names[1])
        numbers = [left, right, left @ right]

    starts = np.cumsum([0, shapes[0][1] + 1.3, shapes[1][1] + 1.3])
    wide, tall = starts[2] + shapes[2][1], max(shape[0] for shape in shapes)
    unit = min(0.55, 8.4 / wide, 5.5 / tall)
    figure = new_figure(max(wide * unit + 0.4, 4.0), (tall + 2.2) * unit + 0.4)
    axis = figure.add_subplot()
    axis.set(xlim=(-0.3, wide + 0.3), ylim=(tall + 1.2, -1.0), aspect="equal")
    axis.set_axis_off()
    tops = [(tall - shape[0]) / 2 for shape in shapes]
    lit = [(row, slice(None)), (slice(None), column), (row, column)]
    for place, (shape, name) in enumerate(zip(shapes, names, strict=True)):
        colours = np.full(shape, PALE_CELL, dtype=object)
        colours[lit[place]] = _role_colour(name)
        texts = None if numbers is None else cell_texts(numbers[place], None, "signed")
        _unit_cells(axis, starts[place], tops[place], colours, texts, unit)
        axis.text(starts[place] + shape[1] / 2, tops[place] - 0.25, f"${_as_math(name)}$", ha="center", fontsize=14)
        inner = [(str(shape[0]), f"[{shape[1]}]"), (f"[{shape[0]}]", str(shape[1])), tuple(map(str, shape))][place]
        axis.text(starts[place] + shape[1] / 2, tall + 0.75, f"{inner[0]} x {inner[1]}", ha="center", va="center")
    for place, sign in enumerate("@="):
        axis.text(starts[place + 1] - 0.65, tall / 2, sign, ha="center", va="center", fontsize=16)
    if title:
        axis.set_title(wrapped(title, figure.get_figwidth() - 0.4))
    shape_words = [f"{name} ({a} x {b})" for name, (a, b) in zip(names, shapes, strict=True)]
    value = "" if numbers is None else f" = {number(numbers[2][row, column])}"
    return figure, alt_text(
        title,
        sentence(
            "product",
            left=shape_words[0],
            right=shape_words[1],
            result=shape_words[2],
            inner_left=shapes[0][1],
            inner_right=shapes[1][0],
        ),
        sentence(
            "lit_cell",
            name=names[2],
            row=row,
            column=column,
            value=value,
            left_row=row,
            left=names[0],
            right_column=column,
            right=names[1],
        ),
    )


@draws
def heads_diagram(
    n: int, d_model: int, n_heads: int, d_head: int, *, d_v: int | None = None, title: str = ""
) -> tuple[Figure, str]:
    """Whole X into each head's own W_V, W_Q and W_K; Q and K give A, and A and V the head's output; all into W_O.

    n tokens of d_model numbers; n_heads heads with d_head columns in Q and K and d_v in V (d_head by default). Unit
    cells are drawn to one scale.
    """
    d_v = d_head if d_v is None else d_v
    sizes = {"n": n, "d_model": d_model, "n_heads": n_heads, "d_head": d_head, "d_v": d_v}
    for name, size in sizes.items():
        if size < 1:
            raise ValueError(sentence("size_below_one", name=name, size=size))
    widths = {"V": d_v, "Q": d_head, "K": d_head}
    shifts = dict(zip(widths, np.cumsum([0, d_v + 0.5, d_head + 0.5]), strict=True))
    group = d_v + 2 * d_head + 1.0
    gaps = [d_model + 1.6, group + 1.3, group + 1.5, n + 1.6, d_v + 2.2, n_heads * d_v + 1.6]
    starts = dict(zip("XWQAHCO", np.cumsum([0, *gaps]), strict=True))
    line = max(n, d_model) + 2.9
    wide, tall = starts["O"] + 2 * d_model + 1.6, n_heads * line - 1.9
    unit = min(0.2, 8.6 / wide)
    figure = new_figure(wide * unit + 0.3, (tall + 3) * unit + 0.5)
    axis = figure.add_subplot()
    axis.set(xlim=(-0.5, wide + 0.5), ylim=(tall + 0.4, -2.4), aspect="equal")
    axis.set_axis_off()

    def strip(x, y, rows, columns, colours, label):
        """colours: one for all cells, or an array that broadcasts to them."""
        _unit_cells(axis, x, y, np.broadcast_to(np.array(colours, dtype=object), (rows, columns)))
        axis.text(x + columns / 2, y - 0.4, f"${label}$", ha="center", fontsize=10)

    middle = (tall - 1) / 2
    strip(starts["X"], middle - n / 2, n, d_model, "#C8C8C8", "X")
    shades = [_shade(ROLE_COLOURS["output"], strength) for strength in np.linspace(0.8, 0.35, n_heads)]
    for head in range(n_heads):
        top = head * line
        centre = top + max(n, d_model) / 2
        _arrow(axis, (starts["X"] + d_model + 0.2, middle), (starts["W"] - 0.3, centre))
        for role, width in widths.items():
            colour, number_of_head = ROLE_COLOURS[role], head + 1
            left = starts["W"] + shifts[role], starts["Q"] + shifts[role]
            strip(left[0], centre - d_model / 2, d_model, width, colour, f"W_{{{role},{number_of_head}}}")
            strip(left[1], centre - n / 2, n, width, colour, f"{role}_{{{number_of_head}}}")
        strip(starts["A"], centre - n / 2, n, n, WEIGHT_COLOUR, f"A_{{{head + 1}}}")
        strip(starts["H"], centre - n / 2, n, d_v, shades[head], f"O_{{{head + 1}}}")
        for before, wide, after in (("W", group, "Q"), ("Q", group, "A"), ("A", n, "H")):
            _arrow(axis, (starts[before] + wide + 0.2, centre), (starts[after] - 0.25, centre))
        under = [starts["Q"] + d_v / 2, starts["H"] + d_v / 2], centre + n / 2  # V goes round Q, K and A, to the output
        axis.plot(np.repeat(under[0], [2, 1]), under[1] + np.array([0.2, 0.9, 0.9]), color=EDGE, linewidth=0.9)
        _arrow(axis, (under[0][1], under[1] + 0.9), (under[0][1], under[1] + 0.1))
        _arrow(axis, (starts["H"] + d_v + 0.2, centre), (starts["C"] - 0.3, middle))
    colours = np.repeat(shades, d_v)  # a head's columns side by side meet the rows of W_O in the same shade
    strip(
        starts["C"],
        middle - n / 2,
        n,
        n_heads * d_v,
        colours,
        r"\mathrm{" + sentence("side_by_side").replace(" ", r"\ ") + "}",
    )
    strip(starts["O"], middle - n_heads * d_v / 2, n_heads * d_v, d_model, colours[:, None], "W_O")
    strip(starts["O"] + d_model + 1.6, middle - n / 2, n, d_model, ROLE_COLOURS["output"], "O")
    axis.text(starts["C"] + n_heads * d_v + 0.8, middle, "@", ha="center", va="center")
    axis.text(starts["O"] + d_model + 0.8, middle, "=", ha="center", va="center")
    if title:
        axis.set_title(wrapped(title, figure.get_figwidth() - 0.4))
    own = (
        sentence("head_widths_equal", d_model=d_model, d_head=d_head, n=n)
        if d_v == d_head
        else sentence("head_widths_differ", d_model=d_model, d_head=d_head, n=n, d_v=d_v)
    )
    return figure, alt_text(
        title,
        sentence("heads_begin", heads=counted(n_heads, "head"), n=n, d_model=d_model, own=own),
        sentence("heads_weights", n=n, d_v=d_v),
        sentence("heads_end", n=n, joined=n_heads * d_v, d_model=d_model),
    )


@draws
def gradient_chain(n: int, d_model: int, d_k: int, d_v: int, *, title: str = "") -> tuple[Figure, str]:
    """Self-attention of n tokens as a chain of boxes: thin arrows forward, and backward one arrow for each gradient,
    with its name and shape, which are those of the matrix that it points to."""
    shapes = {
        "W_Q": (d_model, d_k),
        "W_K": (d_model, d_k),
        "W_V": (d_model, d_v),
        "Q": (n, d_k),
        "K": (n, d_k),
        "V": (n, d_v),
        "S": (n, n),
        "A": (n, n),
        "O": (n, d_v),
    }
    for name, size in {"n": n, "d_model": d_model, "d_k": d_k, "d_v": d_v}.items():
        if size < 1:
            raise ValueError(sentence("size_below_one", name=name, size=size))
    figure = new_figure(9.0, 4.3)
    axis = figure.add_subplot()
    axis.set(xlim=(-0.5, 10.6), ylim=(4.35, -0.45))
    axis.set_axis_off()
    for name, (x, y) in CHAIN_PLACES.items():
        label = "loss" if name == "loss" else f"${_as_math(name)}$\n{shapes[name][0]} x {shapes[name][1]}"
        colour = (
            "white" if name == "loss" else _shade(ROLE_COLOURS["output"] if name == "O" else _role_colour(name), 0.45)
        )
        axis.text(
            x,
            y,
            label,
            ha="center",
            va="center",
            fontsize=11,
            zorder=4,
            bbox={"boxstyle": "round,pad=0.3", "facecolor": colour, "edgecolor": EDGE},
        )
    for source, target in CHAIN_LINKS:
        start, end = (np.array(CHAIN_PLACES[name], dtype=float) for name in (source, target))
        along = (end - start) / np.linalg.norm(end - start)
        reach = np.array([0.52, 0.42]) / np.maximum(np.abs(along), 1e-9)  # from a box's middle to its edge
        near, far = start + along * reach.min(), end - along * reach.min()
        beside = 0.1 * np.array([along[1], -along[0]])
        _arrow(axis, near + beside, far + beside)
        axis.annotate("", near - beside, far - beside, arrowprops=BACKWARD)
        rows, columns = shapes[source]
        middle = (near + far) / 2 - beside * [5.5, 4.6]
        axis.text(*(*middle, f"$d{_as_math(source)}$\n{rows} x {columns}"), ha="center", va="center", fontsize=9.5)
    if title:
        axis.set_title(wrapped(title, 8.4))
    steps = [sentence("link", start=a, end=b) for a, b in CHAIN_LINKS]
    gradients = [f"d{name} ({rows} x {columns})" for name, (rows, columns) in reversed(shapes.items())]
    return figure, alt_text(
        title,
        sentence("chain_forward", steps=listed(steps, 12)),
        sentence("chain_backward", gradients=listed(gradients, 12)),
    )


def _unit_cells(axis, x, y, colours, texts=None, unit=None):
    """One square for each cell from (x, y) down and to the right."""
    size = 11 if texts is None else text_size(texts, (unit, unit))
    for (row, column), colour in np.ndenumerate(colours):
        axis.add_patch(Rectangle((x + column, y + row), 1, 1, facecolor=colour, edgecolor="white", linewidth=1))
        if texts is not None:
            axis.text(
                x + column + 0.5,
                y + row + 0.5,
                texts[row, column],
                ha="center",
                va="center",
                fontsize=size,
                color=text_colour(colour),
            )
    rows, columns = colours.shape
    axis.add_patch(
        FancyBboxPatch((x, y), columns, rows, boxstyle="square,pad=0.02", fill=False, edgecolor=EDGE, linewidth=1)
    )


def _role_colour(name) -> str:
    """The colour of the role that a name's last letter tells: `Q`, `W_Q` and `Q^T` are alike."""
    return {**ROLE_COLOURS, "S": "#8073AC", "A": WEIGHT_COLOUR}.get(name.removesuffix("^T")[-1:], ROLE_COLOURS["X"])


def _arrow(axis, start, end):
    axis.annotate(
        "",
        end,
        start,
        arrowprops={"arrowstyle": "-|>", "color": EDGE, "linewidth": 0.9, "shrinkA": 0, "shrinkB": 0},
    )


def _shade(colour, strength):
    """`colour` mixed with white."""
    channels = [int(colour[place : place + 2], 16) for place in (1, 3, 5)]
    return "#" + "".join(f"{round(255 - (255 - channel) * strength):02X}" for channel in channels)


def _is_shape(matrix) -> bool:
    return isinstance(matrix, tuple) and len(matrix) == 2 and all(isinstance(size, int) for size in matrix)


def _shape(matrix, name) -> tuple[int, int]:
    if not _is_shape(matrix):
        return as_matrix(matrix, name).shape
    if min(matrix) < 1:
        raise ValueError(sentence("shape_below_one", name=name, shape=matrix))
    return matrix


def _as_math(name) -> str:
    """`W_Q` as math with its subscript; other names as they stand."""
    letter, _, subscript = name.partition("_")
    return f"{letter}_{{{subscript}}}" if subscript else letter
