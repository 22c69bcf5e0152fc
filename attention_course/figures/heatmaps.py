"""Matrices as annotated heatmaps: origin top left, rows are queries, columns are keys, never flipped."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import ArrayLike

from .cells import (
    COLOUR_MAPS,
    KEY_AXIS,
    QUERY_AXIS,
    SHARES,
    SMALLEST_TEXT,
    cell_texts,
    draw_matrix,
    label_matrix,
    outline,
    shown_cells,
    symmetric_limits,
    text_size,
)
from .messages import sentence
from .picture import Picture, alt_text, draws, headline, new_figure, wrapped
from .text import as_index, as_labels, as_matrix, counted, listed, number, span, where_largest

MOST_WRAPPED = 8  # rows or columns up to which panels are put in more lines so that their numbers fit


def heatmap(
    matrix: ArrayLike, rows: Sequence[str] | None = None, columns: Sequence[str] | None = None, **options: Any
) -> Picture:
    """One matrix `(n_rows, n_columns)` with its values in the cells; options and errors as in `heatmaps`."""
    return heatmaps({"": matrix}, rows, columns, **options)


@draws
def heatmaps(
    panels: Mapping[str, ArrayLike],
    rows: Sequence[str] | None = None,
    columns: Sequence[str] | None = None,
    *,
    title: str = "",
    kind: str | Sequence[str] = "weights",
    mask: ArrayLike | Sequence[ArrayLike | None] | None = None,
    outline_row: int | Sequence[int | None] | None = None,
    values: bool | None = None,
    decimals: int | Sequence[int | None] | None = None,
    row_axis: str = QUERY_AXIS,
    column_axis: str = KEY_AXIS,
    row_sums: bool = False,
    panels_per_row: int = 4,
) -> tuple[Figure, str]:
    """Matrices of one shape `(n_rows, n_columns)` side by side: `panels` maps each panel's title to its matrix.

    rows, columns: labels; `columns` defaults to `rows` where the matrices are square, else to 1, 2, 3 ...
    kind: "weights" (Blues, always 0 to 1), "signed" (PuOr, symmetric about 0), "counts" (Purples, 0 to the largest) or
    "chances" (PuOr, 0 to 1: pale at 0.5, which is guessing).
    Panels of one kind share their limits, so that their colours can be compared.
    mask: booleans that broadcast to the matrix; True = may attend. Other cells are grey with a dash; -inf and NaN too.
    kind, mask, decimals: one for all panels, or a list with one for each panel.
    outline_row: place of a row to outline, in all panels or a list with one for each. decimals: of the numbers printed
    in the cells. values: whether to print them (default: where they fit; fewer panels than `panels_per_row` stand side
    by side where that helps).
    row_sums: bars of the row sums beside each panel of kind "weights", with a dotted line at 1.
    ValueError: shapes, labels, mask or lists that do not fit; values outside the range of their kind.
    """
    if not isinstance(panels, Mapping) or not panels:
        raise ValueError(sentence("panels_not_a_dict", came=type(panels).__name__))
    names = list(panels)
    matrices = [as_matrix(panels[name], sentence("panel", name=name) if name else "matrix") for name in names]
    shape = matrices[0].shape
    for name, matrix in zip(names, matrices, strict=True):
        if matrix.shape != shape:
            raise ValueError(sentence("panels_differ", name=name, shape=matrix.shape, expected=shape))
    kinds = _for_each(kind, names, "kind")
    masks = [_as_mask(one, shape) for one in _for_each(mask, names, "mask")]
    columns = rows if columns is None and shape[0] == shape[1] else columns
    rows, columns = as_labels(rows, shape[0], "rows"), as_labels(columns, shape[1], "columns")
    outlined = [as_index(row, shape[0], "outline_row") for row in _for_each(outline_row, names, "outline_row")]
    limits = {
        name: _limits(name, [m for m, k in zip(matrices, kinds, strict=True) if k == name])
        for name in dict.fromkeys(kinds)
    }

    with_sums = [row_sums and name == "weights" for name in kinds]
    texts = [
        cell_texts(*one) for one in zip(matrices, masks, kinds, _for_each(decimals, names, "decimals"), strict=True)
    ]
    across = most = min(len(names), panels_per_row)
    for lines in range(1, len(names) + 1 if max(shape) <= MOST_WRAPPED else 2):
        across = min(most, -(-len(names) // lines))
        cell = _cell_size(shape, across, rows, with_sums)
        fits = all(text_size(text, cell) >= SMALLEST_TEXT for text in texts)
        if fits:
            break
    values = fits if values is None else values
    if not values:
        across = most
        cell = (min(_cell_size(shape, across, rows, with_sums, colour_bar=True)),) * 2
    last_line = len(names) - across
    figure, axes = _axes(cell, across, rows, columns, with_sums, bool(title) + any(names), values)
    for place, (name, matrix) in enumerate(zip(names, matrices, strict=True)):
        axis, sums_axis = axes[place]
        image = draw_matrix(
            axis,
            matrix,
            kinds[place],
            limits[kinds[place]],
            mask=masks[place],
            texts=texts[place] if values else None,
            cell=cell,
        )
        label_matrix(
            axis,
            rows if place % across == 0 else None,
            columns,
            row_axis if place % across == 0 else "",
            column_axis if place >= last_line else "",
            cell,
        )
        if (lit := outlined[place]) is not None:
            outline(axis, lit, shape[1])
        axis.set_title(wrapped(name, shape[1] * cell[0] + (1.0 if with_sums[place] else 0.2)))
        if sums_axis is not None:
            _draw_row_sums(
                sums_axis, _visible(matrix, masks[place]).sum(axis=1, where=shown_cells(matrix, masks[place]))
            )
        if not values and (place == len(names) - 1 or kinds[place] != kinds[place + 1]):
            figure.colorbar(image, ax=axis, fraction=0.05, pad=0.03).outline.set_visible(False)
    if title and len(names) == 1:
        axes[0][0].set_title(wrapped(title, shape[1] * cell[0] + 0.3))
    elif title:
        headline(figure, title)

    facts = [
        describe(matrix, k, rows, columns, mask=m, name=name, sums=row_sums)
        for name, matrix, k, m in zip(names, matrices, kinds, masks, strict=True)
    ]
    frames = ["" if row is None else sentence("row_outlined", row=rows[row]) for row in outlined]
    if len(set(frames)) > 1:
        facts = [f"{fact}; {frame}" if frame else fact for fact, frame in zip(facts, frames, strict=True)]
        frames = [""]
    size = f"{shape[0]} x {shape[1]}"
    what = sentence("heatmap_of", size=size) if len(names) == 1 else sentence("heatmaps_of", n=len(names), size=size)
    return figure, alt_text(
        title, sentence("rows_and_columns", heatmaps=what, rows=row_axis, columns=column_axis), *facts, frames[0]
    )


def describe(
    matrix: np.ndarray,
    kind: str,
    rows: Sequence[str],
    columns: Sequence[str],
    *,
    mask: np.ndarray | None = None,
    name: str = "",
    sums: bool = False,
) -> str:
    """The facts of one matrix for the alt sentence."""
    shown = shown_cells(matrix, mask)
    values = np.where(shown, matrix, np.nan)
    facts = [sentence("values_span", span=span(values))] if shown.any() else [sentence("nothing_to_attend_to")]
    best = where_largest(values)
    if shown.any() and best is not None:
        row, column = map(int, np.unravel_index(best, matrix.shape))
        facts[0] += sentence("largest_at", row=rows[row], column=columns[column])
    if kind == "weights" and shown.any():
        totals = np.where(shown, matrix, 0.0).sum(axis=1)
        if np.allclose(totals, 1, atol=1e-6):
            facts.append(sentence("rows_sum_to_one"))
        elif len(totals) <= 8 or sums:
            facts.append(sentence("rows_sum_to", totals=listed(map(number, totals), 12)))
        else:
            facts.append(sentence("rows_sum_to", totals=span(totals)))
    if kind == "chances" and (values < 0.5).any():
        facts.append(sentence("below_half", cells=counted(int((values < 0.5).sum()), "cell")))
    masked = int((~mask).sum()) if mask is not None else 0
    if masked:
        facts.append(sentence("masked", cells=counted(masked, "cell")))
    for what, count in (
        ("-inf", np.isneginf(matrix)),
        ("inf", np.isposinf(matrix)),
        ("NaN", np.isnan(matrix)),
    ):
        count = int((count & (mask if mask is not None else True)).sum())
        if count:
            facts.append(f"{counted(count, 'cell')} {what}")
    return (f"{name}: " if name else "") + "; ".join(facts)


def _visible(matrix, mask) -> np.ndarray:
    return np.where(shown_cells(matrix, mask), matrix, 0.0)


def _limits(kind, matrices) -> tuple[float, float]:
    if kind not in COLOUR_MAPS:
        raise ValueError(sentence("unknown_kind", came=kind, known=", ".join(map(repr, COLOUR_MAPS))))
    finite = np.concatenate([m[np.isfinite(m)] for m in matrices])
    low, high = (finite.min(), finite.max()) if finite.size else (0.0, 0.0)
    if kind == "signed":
        return symmetric_limits(finite)
    if low < -1e-9 or (kind in SHARES and high > 1 + 1e-9):
        expected = sentence("between_zero_and_one") if kind in SHARES else sentence("at_least_zero")
        raise ValueError(
            sentence("kind_out_of_range", kind=kind, expected=expected, smallest=number(low), largest=number(high))
        )
    return (0.0, 1.0) if kind in SHARES else (0.0, high or 1.0)


def _for_each(given, names, what) -> list:
    """One setting for all panels, or a list with one for each."""
    if not isinstance(given, list | tuple):
        return [given] * len(names)
    if len(given) != len(names):
        raise ValueError(sentence("one_for_each", what=what, came=len(given), expected=counted(len(names), "panel")))
    return list(given)


def _as_mask(mask, shape):
    if mask is None:
        return None
    mask = np.asarray(mask)
    if mask.dtype != bool:
        raise ValueError(sentence("mask_not_boolean", came=mask.dtype))
    try:
        return np.broadcast_to(mask, shape)
    except ValueError:
        raise ValueError(sentence("mask_out_of_shape", shape=mask.shape, expected=shape)) from None


def _cell_size(shape, across, rows, with_sums, colour_bar=False) -> tuple[float, float]:
    """Width and height of a cell in inches, such that `across` panels and the bars beside them stay below 9 inches."""
    sums = sum(any(with_sums[column::across]) for column in range(across))
    room = 8.4 - 0.1 * len(max(rows, key=len)) - 1.3 * sums - 0.25 * (across - 1) - (0.8 if colour_bar else 0)
    width = min(0.95, room / (across * shape[1]))
    if across == 1:
        width = max(width, min(3.2 / shape[1], 3.2))
    return width, min(0.6, 6.5 / shape[0], max(width, 0.35))


def _axes(cell, across, rows, columns, with_sums, titles, values):
    """The figure and, for each panel, its axes and those of its row sums (or None)."""
    down = -(-len(with_sums) // across)
    label = 0.1 * len(max(columns, key=len))
    below = 0.6 + (label * 0.7 if label > cell[0] * 0.95 else 0)
    widths, slots = [], []
    for column in range(across):
        slots.append(len(widths))
        widths += [len(columns) * cell[0]] + ([1.1] if any(with_sums[column::across]) else [])
    width = sum(widths) + 0.55 + 0.1 * len(max(rows, key=len)) + 0.2 * (len(widths) - 1) + (0.0 if values else 0.8)
    height = down * (len(rows) * cell[1] + below + (0.35 if titles else 0.1)) + (0.35 if titles == 2 else 0)
    figure = new_figure(width, height)
    grid = figure.add_gridspec(down, len(widths), width_ratios=widths)
    axes = []
    for place, sums in enumerate(with_sums):
        line, column = divmod(place, across)
        axis = figure.add_subplot(grid[line, slots[column]])
        axes.append((axis, figure.add_subplot(grid[line, slots[column] + 1], sharey=axis) if sums else None))
    return figure, axes


def _draw_row_sums(axis, totals):
    axis.barh(range(len(totals)), totals, height=0.6, color="#56B4E9")
    axis.axvline(1, color="black", linestyle=":", linewidth=1.5)
    axis.set_xlim(0, max(1, totals.max()) * 1.5)
    for row, total in enumerate(totals):
        axis.text(max(total, 1), row, f" {total:.2f}", va="center", fontsize=10)
    axis.set(xlabel=sentence("row_sum"))
    axis.set_xticks([0, 1])
    axis.tick_params(axis="y", which="both", left=False, labelleft=False)
    axis.spines["left"].set_visible(False)
