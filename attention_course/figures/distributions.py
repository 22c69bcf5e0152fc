"""Bars and histograms: how weights and scores are shared out and spread."""

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import ArrayLike
from scipy.special import softmax

from .cells import cell_texts
from .messages import sentence
from .picture import alt_text, draws, headline, new_figure, wrapped
from .text import as_labels, as_matrix, as_vector, counted, listed, number, where_largest

SPREAD_COLOURS = ["#0072B2", "#E69F00", "#D55E00", "#999999", "#009E73"]
SPREAD_MARKERS = ["o", "s", "D", "v", "^"]
WEIGHT_COLOUR = "#4292C6"
SAMPLE_COLOUR = "#8073AC"


@draws
def bars(
    values: ArrayLike,
    labels: Sequence[str] | None,
    *,
    reference: float | None = None,
    title: str = "",
    value_axis: str = "",
    colour: str = WEIGHT_COLOUR,
) -> tuple[Figure, str]:
    """One bar with its number for each of `values (n,)`; a dotted line at `reference`, where one is given."""
    values = as_vector(values, "values")
    labels = as_labels(labels, len(values), "labels")
    figure = new_figure(min(8.8, max(4.8, 0.75 * len(values) + 1.2)), 3.4)
    axis = figure.add_subplot()
    _bars(axis, values, labels, colour)
    axis.set_ylabel(value_axis)
    if reference is not None:
        axis.axhline(reference, color="black", linestyle=":", linewidth=1.8)
    if title:
        axis.set_title(wrapped(title, figure.get_figwidth() - 0.6))
    named = [f"{label!r} {number(value)}" for label, value in zip(labels, values, strict=True)]
    line = "" if reference is None else sentence("dotted_line", at=number(reference))
    return figure, alt_text(
        title, sentence("bars_of", values=value_axis or sentence("values"), bars=listed(named, 12)), line
    )


@draws
def temperatures(
    scores: ArrayLike, labels: Sequence[str] | None, *, temperatures: ArrayLike = (0.25, 1, 4), title: str = ""
) -> tuple[Figure, str]:
    """One row of scores `(n,)` after softmax at several temperatures, one panel of bars for each, all from 0 to 1."""
    scores = as_vector(scores, "scores")
    labels = as_labels(labels, len(scores), "labels")
    temperatures = as_vector(temperatures, "temperatures")
    if (temperatures <= 0).any():
        raise ValueError(sentence("temperatures_not_above_zero", smallest=number(temperatures.min())))
    figure = new_figure(8.6, 3.3)
    panels = figure.subplots(1, len(temperatures), sharey=True, squeeze=False)[0]
    facts = []
    for axis, temperature in zip(panels, temperatures, strict=True):
        weights = softmax(scores / temperature)
        _bars(axis, weights, labels, WEIGHT_COLOUR, "weights")
        axis.set(ylim=(0, 1.12), title=sentence("temperature", temperature=number(temperature)))
        best = where_largest(weights)
        at = "" if best is None else sentence("at_label", label=labels[best])
        facts.append(
            sentence(
                "temperature_weights",
                temperature=number(temperature),
                largest=number(weights.max()),
                at=at,
                smallest=number(weights.min()),
            )
        )
    panels[0].set_ylabel(sentence("weight"))
    headline(figure, title)
    return figure, alt_text(
        title,
        sentence(
            "bars_at",
            weights=counted(len(scores), "weight"),
            labels=listed(labels, 12),
            temperatures=counted(len(temperatures), "temperature"),
        ),
        *facts,
    )


@draws
def spreads(
    samples: Mapping[str, ArrayLike],
    rows: Sequence[str],
    *,
    value_axis: str,
    title: str = "",
    reference: float | None = None,
    limits: tuple[float, float] | None = None,
    styles: Sequence[int] | None = None,
) -> tuple[Figure, str]:
    """Mean and standard deviation of repeated measurements: a mark with a line to both sides, one line of text a row.

    samples: {name: (n, rows)}, n repetitions, at least 2, up to five names. rows: their names, from the top.
    reference: a dotted upright line. limits: both ends of the value axis. styles: for each name the place, 0 to 4, of
    its mark and colour, so that a name keeps them from figure to figure; as they come, without.
    """
    if not isinstance(samples, Mapping) or not 1 <= len(samples) <= len(SPREAD_COLOURS):
        raise ValueError(sentence("samples_not_a_dict", came=type(samples).__name__, most=len(SPREAD_COLOURS)))
    arrays = {
        name: as_matrix(values, sentence("samples_of", name=name), finite=True) for name, values in samples.items()
    }
    rows = as_labels(rows, next(iter(arrays.values())).shape[1], "rows")
    for name, values in arrays.items():
        if values.shape[1] != len(rows) or len(values) < 2:
            raise ValueError(sentence("samples_out_of_shape", name=name, shape=values.shape, rows=len(rows)))
    styles = range(len(arrays)) if styles is None else styles
    if len(styles) != len(arrays) or not set(styles) <= set(range(len(SPREAD_COLOURS))):
        raise ValueError(sentence("styles_out_of_range", came=list(styles), places=counted(len(arrays), "place")))
    figure = new_figure(8.6, 1.2 + 0.075 * len(rows) * (len(arrays) + 1.5))
    axis = figure.add_subplot()
    middle = (len(arrays) - 1) / 2
    for place, (name, values) in enumerate(arrays.items()):
        axis.errorbar(
            values.mean(axis=0),
            np.arange(len(rows)) + 0.74 * (place - middle) / len(arrays),
            xerr=values.std(axis=0),
            fmt=SPREAD_MARKERS[styles[place]],
            color=SPREAD_COLOURS[styles[place]],
            markersize=6,
            elinewidth=1.8,
            label=name,
        )
    axis.set_yticks(range(len(rows)), rows, parse_math=False)
    axis.set_ylim(len(rows) - 0.5, -0.5)
    axis.set_xlabel(value_axis)
    if limits is not None:
        axis.set_xlim(limits)
    for gap in range(len(rows) - 1):
        axis.axhline(gap + 0.5, color="#D8D8D8", linewidth=0.8)
    if reference is not None:
        axis.axvline(reference, color="black", linestyle=":", linewidth=1.8)
    axis.legend(loc="center left", bbox_to_anchor=(1.0, 0.5))
    headline(figure, title)
    told = [
        f"{row}: " + ", ".join(f"{name} {v[:, i].mean():.2f} ({v[:, i].std():.2f})" for name, v in arrays.items())
        for i, row in enumerate(rows)
    ]
    line = "" if reference is None else sentence("dotted_line", at=number(reference))
    count = len(next(iter(arrays.values())))
    return figure, alt_text(title, sentence("spreads_of", values=value_axis, count=count), *told, line)


@draws
def histograms(
    samples: Mapping[str, Mapping[str, ArrayLike]],
    *,
    title: str = "",
    weights_of: int = 8,
    value_axis: str = "",
    shared: str = "row",
    reach: Sequence[float] | None = None,
) -> tuple[Figure, str]:
    """A grid of histograms, and under each the softmax weights of its first samples.

    samples: {row title: {column title: samples (n,)}}, every row with the same columns, for instance the inner
    products q.k raw and scaled (rows) for d = 4, 64 and 1024 (columns).
    weights_of: how many samples become the scores of the bars beneath; 0 leaves the bars out.
    shared: "row" (histograms of one row have one x axis), "all" or "none".
    reach: how far the x axis goes to both sides of 0, for each column, where `shared` shall not find it from the
    samples: pictures that replace each other need one frame.
    """
    grid = _grid(samples)
    if shared not in ("row", "all", "none"):
        raise ValueError(sentence("shared_unknown", came=shared))
    row_names, column_names = list(grid), list(next(iter(grid.values())))
    if reach is not None and len(as_vector(reach, "reach")) != len(column_names):
        columns = counted(len(column_names), "column")
        raise ValueError(sentence("reach_differs", came=counted(len(reach), "number"), expected=columns))
    fewest = min(len(values) for row in grid.values() for values in row.values())
    if weights_of > fewest:
        raise ValueError(sentence("too_many_weights", came=weights_of, samples=counted(fewest, "sample")))
    bands = 2 if weights_of else 1
    figure = new_figure(8.6, len(row_names) * (1.55 + 1.15 * (bands - 1)) + 0.7)
    heights = ([1.5, 0.9] if weights_of else [1.5]) * len(row_names)
    panels = figure.subplots(len(heights), len(column_names), squeeze=False, height_ratios=heights)
    everything = np.concatenate([values for row in grid.values() for values in row.values()])
    facts = []
    for line, row_name in enumerate(row_names):
        row = np.concatenate(list(grid[row_name].values()))
        for column, column_name in enumerate(column_names):
            values = grid[row_name][column_name]
            if reach is None:
                edge = np.abs({"row": row, "all": everything, "none": values}[shared]).max() * 1.02 or 1.0
            else:
                edge = reach[column]
            axis = panels[bands * line, column]
            bins = np.linspace(-edge, edge, 42)
            axis.hist(values, bins=bins, color=SAMPLE_COLOUR, density=True, histtype="stepfilled")
            axis.set(yticks=[], xlabel=value_axis, xlim=(-edge, edge))
            axis.spines["left"].set_visible(False)
            axis.text(0.03, 0.97, sentence("spread", spread=number(values.std())), transform=axis.transAxes, va="top")
            if line == 0:
                axis.set_title(column_name)
            fact = sentence("histogram_of", row=row_name, column=column_name, spread=number(values.std()))
            if weights_of:
                weights = softmax(values[:weights_of])
                below = panels[bands * line + 1, column]
                below.bar(range(weights_of), weights, color=WEIGHT_COLOUR)
                below.set(ylim=(0, 1.05), xticks=[], yticks=[0, 1] if column == 0 else [])
                fact += sentence("histogram_weights", n=weights_of, largest=number(weights.max()))
            facts.append(fact)
        panels[bands * line, 0].set_ylabel(row_name)
        if weights_of:
            panels[bands * line + 1, 0].set_ylabel(sentence("softmax"))
    headline(figure, title)
    beneath = sentence("histograms_weights", n=weights_of) if weights_of else ""
    return figure, alt_text(title, f"{counted(len(facts), 'histogram')}{beneath}", *facts)


def _bars(axis, values, labels, colour, kind="signed"):
    axis.bar(range(len(values)), values, color=colour, width=0.7)
    axis.set_xticks(range(len(labels)), labels, parse_math=False)
    if max(map(len, labels)) * len(labels) * 0.1 > axis.figure.get_figwidth() / _columns(axis) - 0.8:
        axis.tick_params(axis="x", rotation=40)
        for label in axis.get_xticklabels():
            label.set(ha="right", rotation_mode="anchor")
    axis.tick_params(axis="x", length=0)
    axis.axhline(0, color="#808080", linewidth=0.8)
    axis.margins(y=0.16)
    texts = cell_texts(values[None], None, kind)[0]
    room = 72 * (axis.figure.get_figwidth() / _columns(axis) - 0.8) / len(values)
    size = min(10.0, room * 0.95 / (0.64 * max(map(len, texts))))
    if size < 6.5:
        return
    for place, value in enumerate(values):
        axis.annotate(
            texts[place],
            (place, value),
            (0, 3 if value >= 0 else -3),
            textcoords="offset points",
            ha="center",
            va="bottom" if value >= 0 else "top",
            fontsize=size,
        )


def _columns(axis) -> int:
    return axis.get_gridspec().ncols


def _grid(samples) -> dict:
    """`samples` with every entry checked to be a vector, every row to have the columns of the first."""
    if (
        not isinstance(samples, Mapping)
        or not samples
        or not all(isinstance(row, Mapping) and row for row in samples.values())
    ):
        raise ValueError(sentence("samples_not_nested"))
    first = list(next(iter(samples.values())))
    for name, row in samples.items():
        if list(row) != first:
            raise ValueError(sentence("columns_differ", row=name, came=listed(row), expected=listed(first)))
    grid = {
        name: {column: as_vector(values, f"{name}, {column}") for column, values in row.items()}
        for name, row in samples.items()
    }
    return grid
