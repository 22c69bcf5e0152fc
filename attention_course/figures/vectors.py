"""Vectors and points in the plane."""

from collections.abc import Collection, Sequence

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path as Outline
from matplotlib.ticker import MaxNLocator
from numpy.typing import ArrayLike
from scipy.spatial import ConvexHull, QhullError

from .labels import label_points
from .messages import sentence
from .picture import ROLE_COLOURS, alt_text, draws, headline, new_figure, wrapped
from .text import as_index, as_labels, as_matrix, as_vector, counted, listed, number, where_largest

PLAIN = "#404040"
MOST_LISTED = 12


@draws
def arrows(
    vectors: ArrayLike,
    labels: Sequence[str] | None,
    *,
    moved: ArrayLike | None = None,
    lit: int | None = None,
    colours: Sequence[str] | None = None,
    title: str = "",
    axes: tuple[str, str] = ("", ""),
) -> tuple[Figure, str]:
    """Vectors `(n, 2)` as labelled arrows from the origin.

    moved: `(n, 2)`, where context moves each of them: a dashed line to a second tip; equal rows are not drawn.
    lit: place of one vector in the query's colour, the others in that of the keys. colours: one for each instead.
    """
    vectors = _plane(vectors, "vectors")
    labels = as_labels(labels, len(vectors), "labels")
    lit = as_index(lit, len(vectors), "lit")
    ends = vectors if moved is None else _plane(moved, "moved")
    if len(ends) != len(vectors):
        raise ValueError(sentence("moved_differs", came=len(ends), vectors=counted(len(vectors), "vector")))
    if colours is None:
        base = PLAIN if lit is None else ROLE_COLOURS["K"]
        colours = [ROLE_COLOURS["Q"] if place == lit else base for place in range(len(vectors))]
    elif len(colours) != len(vectors):
        raise ValueError(sentence("colours_differ", came=len(colours), vectors=counted(len(vectors), "vector")))
    figure, axis = _square_plane(title, np.vstack([vectors, ends]), axes)
    named, shifted = [], []
    for vector, end, label, colour in zip(vectors, ends, labels, colours, strict=True):
        moves = not np.allclose(end, vector)
        _arrow(axis, (0, 0), vector, colour, alpha=0.45 if moves else 1)
        if moves:
            _arrow(axis, (0, 0), end, colour)
            _arrow(axis, vector, end, PLAIN, linestyle="--", width=1.2)
            shifted.append(sentence("moved_from_to", name=label, before=_point(vector), after=_point(end)))
        else:
            named.append(f"{label!r} {_point(vector)}")
    origin = np.zeros_like(vectors)
    lines = [*zip(origin, vectors, strict=True), *zip(origin, ends, strict=True), *zip(vectors, ends, strict=True)]
    label_points(axis, ends, labels, lines=lines)
    return figure, alt_text(
        title,
        sentence("arrows_from_origin", arrows=counted(len(named), "arrow"), named=listed(named, MOST_LISTED))
        if named
        else "",
        sentence("context_moves", moved=listed(shifted, MOST_LISTED)) if shifted else "",
    )


@draws
def point_map(
    points: ArrayLike,
    labels: Sequence[str] | None,
    *,
    groups: Sequence[str] | None = None,
    lit: Collection[str] = (),
    title: str = "",
    axes: tuple[str, str] = ("", ""),
) -> tuple[Figure, str]:
    """Labelled points `(n, 2)`, for instance words on two singular vectors.

    groups: a group name for each point, shown by colour and marker. lit: labels to print bold.
    """
    points = _plane(points, "points")
    labels = as_labels(labels, len(points), "labels")
    groups = as_labels(groups, len(points), "groups") if groups is not None else [""] * len(points)
    unknown = [label for label in lit if label not in labels]
    if unknown:
        raise ValueError(sentence("unknown_labels", names=listed(map(repr, unknown))))
    figure, axis = _square_plane(
        title, points, axes, origin=False, width=7.2 if len(set(groups)) < 2 else 8.4, height=5.4, shape=1.35
    )
    palette = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000"]
    names = list(dict.fromkeys(groups))
    for place, name in enumerate(names):
        chosen = np.array([group == name for group in groups])
        axis.scatter(
            *points[chosen].T,
            s=36,
            color=palette[place % len(palette)],
            marker="osD^vPX"[place % 7],
            label=name,
            zorder=3,
        )
    if len(names) > 1:
        axis.legend(loc="center left", bbox_to_anchor=(1.0, 0.5))
    label_points(axis, points, labels, lit)  # last: it needs the axes where they will stay
    grouped = sentence("groups", names=listed(names)) if len(names) > 1 else ""
    alone = {name: points[groups.index(name)] for name in names if groups.count(name) == 1 < len(names)}
    return figure, alt_text(
        title,
        sentence("map_of", points=counted(len(points), "labelled_point"), labels=listed(labels, 20)),
        sentence("across_and_up", across=axes[0], up=axes[1]) if all(axes) else "",
        grouped,
        *(sentence("group_at", name=name, point=listed(map(number, point))) for name, point in alone.items()),
        sentence("printed_bold", labels=listed(lit)) if len(lit) else "",
    )


@draws
def query_against_keys(
    query: ArrayLike, keys: ArrayLike, labels: Sequence[str] | None, *, query_label: str = "query", title: str = ""
) -> tuple[Figure, str]:
    """One query `(2,)` and all keys `(n, 2)` as arrows; beside them a bar for each inner product."""
    query, keys = as_vector(query, "query"), _plane(keys, "keys")
    if query.shape != (2,):
        raise ValueError(sentence("query_out_of_shape", shape=query.shape))
    labels = as_labels(labels, len(keys), "labels")
    products = keys @ query
    figure = new_figure(8.4, 4.2)
    headline(figure, title)
    axis, bars = figure.subplots(1, 2, width_ratios=[1.15, 1])
    _frame_plane(axis, np.vstack([keys, query[None]]))
    for key in keys:
        _arrow(axis, (0, 0), key, ROLE_COLOURS["K"])
    _arrow(axis, (0, 0), query, ROLE_COLOURS["Q"], width=3)
    ends = np.vstack([keys, query[None]])
    label_points(axis, ends, [*labels, query_label], lines=zip(np.zeros_like(ends), ends, strict=True))
    bars.barh(range(len(keys)), products, color=ROLE_COLOURS["K"], height=0.6)
    bars.axvline(0, color="#808080", linewidth=0.8)
    bars.set_yticks(range(len(keys)), labels, parse_math=False)
    bars.invert_yaxis()
    bars.set_xlabel(sentence("inner_product_with", query=query_label), parse_math=False)
    bars.tick_params(axis="y", length=0)
    bars.spines["left"].set_visible(False)
    bars.margins(x=0.28)
    for place, product in enumerate(products):
        bars.annotate(
            number(product).replace("-", "\N{MINUS SIGN}"),
            (product, place),
            (4 if product >= 0 else -4, 0),
            textcoords="offset points",
            va="center",
            ha="left" if product >= 0 else "right",
        )
    best = where_largest(products)
    named = [f"{label!r} {number(product)}" for label, product in zip(labels, products, strict=True)]
    return figure, alt_text(
        title,
        sentence("query_and_keys", label=query_label, query=_point(query), keys=counted(len(keys), "key")),
        sentence("inner_products", named=listed(named, MOST_LISTED)),
        sentence("largest_with", key=labels[best]) if best is not None else "",
    )


@draws
def weighted_mean(
    values: ArrayLike,
    weights: ArrayLike,
    labels: Sequence[str] | None,
    *,
    title: str = "",
    axes: tuple[str, str] = ("", ""),
) -> tuple[Figure, str]:
    """The output of one query as a mean of values `(n, 2)` with weights `(n,)`, which sum to 1; axes: their names.

    Left: marker area = weight, the output as a star inside the values' convex hull. Right: the same sum tip to tail.
    """
    values, weights = _plane(values, "values"), as_vector(weights, "weights")
    _require_shares(weights, values)
    labels = as_labels(labels, len(values), "labels")
    output = weights @ values
    steps = np.vstack([np.zeros(2), np.cumsum(weights[:, None] * values, axis=0)])
    figure = new_figure(8.6, 4.8)
    left, right = figure.subplots(1, 2)
    headline(figure, title)
    left.set_title(wrapped(sentence("area_is_weight"), 3.6))
    right.set_title(wrapped(sentence("tip_to_tail"), 3.6))
    _frame_plane(left, np.vstack([values, output[None]]), origin=False)
    _frame_plane(right, steps)
    for axis in (left, right):
        axis.set(xlabel=axes[0], ylabel=axes[1])
    hull = _mixture(left, values, weights, labels)
    for start, end in zip(steps, steps[1:], strict=False):
        _arrow(right, start, end, ROLE_COLOURS["V"])
    _arrow(right, (0, 0), output, ROLE_COLOURS["output"], linestyle="--", width=1.5)
    right.scatter(*output, s=260, marker="*", color=ROLE_COLOURS["output"], edgecolor="black", zorder=4)
    drawn = np.linalg.norm(np.diff(steps, axis=0), axis=1) > 0.06 * np.abs(steps).max()
    label_points(
        right,
        ((steps[1:] + steps[:-1]) / 2)[drawn],
        np.array(labels, dtype=object)[drawn],
        lines=[*zip(steps, steps[1:], strict=False), (np.zeros(2), output)],
        marks=output[None],
    )
    return figure, alt_text(
        title,
        sentence("across_and_up", across=axes[0], up=axes[1]) if all(axes) else "",
        sentence("output_is_sum", output=_point(output), summands=_summands(values, weights, labels)),
        sentence("output_in_hull") if hull is not None else "",
    )


@draws
def outputs_among_values(
    values: ArrayLike,
    weights: ArrayLike,
    labels: Sequence[str] | None,
    *,
    query: int,
    queries: Sequence[str] | None = None,
    title: str = "",
    axes: tuple[str, str] = ("", ""),
) -> tuple[Figure, str]:
    """Where one query's output lies among the values `(n, 2)`; paler, where the outputs of the other queries lie.

    weights: a row for each query, `(n_q, n)`. query: the row of the one whose weights are the marker areas.
    queries: a name for each row; the labels of the values by default. axes: the names of a value's two numbers.
    """
    values, weights = _plane(values, "values"), as_matrix(weights, "weights", finite=True)
    for row in weights:
        _require_shares(row, values)
    labels = as_labels(labels, len(values), "labels")
    queries = as_labels(labels if queries is None else queries, len(weights), "queries")
    if (place := as_index(query, len(weights), "query")) is None:
        raise ValueError(sentence("query_is_none", last=len(weights) - 1))
    query = place
    outputs = weights @ values
    figure, axis = _square_plane(title, values, axes, origin=False, width=6.4, height=4.6, shape=1.4)
    hull = _mixture(axis, values, weights[query], labels, others=np.delete(outputs, query, axis=0))
    others = [f"{name!r} {_point(output)}" for name, output in zip(queries, outputs, strict=True)]
    del others[query]
    return figure, alt_text(
        title,
        sentence("across_and_up", across=axes[0], up=axes[1]) if all(axes) else "",
        sentence(
            "output_of_query_is_sum",
            query=queries[query],
            output=_point(outputs[query]),
            summands=_summands(values, weights[query], labels),
        ),
        sentence("other_outputs", others=listed(others, MOST_LISTED)) if others else "",
        sentence("outputs_in_hull") if hull is not None else "",
    )


def _require_shares(weights, values):
    if len(weights) != len(values):
        raise ValueError(sentence("weights_differ", came=len(weights), values=counted(len(values), "value")))
    if (weights < 0).any() or abs(weights.sum() - 1) > 1e-6:
        raise ValueError(
            sentence(
                "weights_no_mean",
                smallest=number(weights.min()),
                largest=number(weights.max()),
                total=number(weights.sum()),
            )
        )


def _summands(values, weights, labels) -> str:
    named = [
        sentence("summand", weight=number(weight), label=label, value=_point(value))
        for weight, label, value in zip(weights, labels, values, strict=True)
    ]
    return listed(named, MOST_LISTED)


def _mixture(axis, values, weights, labels, others=()):
    """Draw the values as discs with their weights as areas, their hull, their mean as a star and `others` as pale
    stars; return the hull."""
    output, hull = weights @ values, _hull(values)
    if hull is not None:
        axis.add_patch(
            PathPatch(Outline(hull, closed=False), facecolor="#0072B21A", edgecolor=ROLE_COLOURS["V"], linestyle=":")
        )
    axis.scatter(*values.T, s=20 + 1400 * weights, color=ROLE_COLOURS["V"], alpha=0.85, linewidth=0, zorder=3)
    star = {"marker": "*", "color": ROLE_COLOURS["output"], "edgecolor": "black"}
    for place in others:
        axis.scatter(*place, s=110, alpha=0.35, zorder=4, **star)
    axis.scatter(*output, s=260, zorder=4, **star)
    label_points(
        axis,
        values,
        [f"{label} {number(round(weight, 2))}" for label, weight in zip(labels, weights, strict=True)],
        gaps=6 + np.sqrt(20 + 1400 * weights) / 2,
        lines=[] if hull is None else zip(hull, hull[1:], strict=False),
        marks=np.array([output, *others]),
    )
    return hull


def _hull(values):
    """Corners of the convex hull in order, the first one again at the end; None where all values lie on a line."""
    try:
        corners = ConvexHull(values).vertices if len(values) > 2 else None
    except QhullError:
        return None
    return None if corners is None else values[[*corners, corners[0]]]


def _plane(points, what) -> np.ndarray:
    points = as_matrix(points, what, finite=True)
    if points.shape[1] != 2:
        raise ValueError(sentence("not_in_the_plane", what=what, shape=points.shape))
    return points


def _square_plane(title, points, axes, origin=True, width=5.4, height=5.2, shape=1.0):
    figure = new_figure(width, height)
    axis = figure.add_subplot()
    _frame_plane(axis, points, origin, shape)
    axis.set(xlabel=axes[0], ylabel=axes[1])
    if title:
        axis.set_title(wrapped(title, width - 0.8))
    return figure, axis


def _frame_plane(axis, points, origin=True, shape=1.0):
    """A frame `shape` times as wide as it is high, equal units on both axes, room for labels, lines through 0."""
    shown = np.vstack([points, np.zeros((1, 2))]) if origin else points
    low, high = shown.min(axis=0), shown.max(axis=0)
    reach = np.array([shape, 1.0]) * (0.66 * max((high - low) / [shape, 1.0]) or 1.0)
    middle = (low + high) / 2
    axis.set(xlim=(middle[0] - reach[0], middle[0] + reach[0]), ylim=(middle[1] - reach[1], middle[1] + reach[1]))
    axis.set_aspect("equal", adjustable="box")
    for side in (axis.xaxis, axis.yaxis):
        side.set_major_locator(MaxNLocator(6, steps=[1, 2, 5, 10]))
    axis.grid(visible=True)
    for line in (axis.axhline, axis.axvline):
        line(0, color="#808080", linewidth=0.8, zorder=1)


def _arrow(axis, start, end, colour, *, linestyle="-", width=2.2, alpha=1.0):
    axis.annotate(
        "",
        end,
        start,
        arrowprops={
            "arrowstyle": "-|>,head_width=0.25,head_length=0.5",
            "color": colour,
            "linewidth": width,
            "linestyle": linestyle,
            "alpha": alpha,
            "shrinkA": 0,
            "shrinkB": 0,
            "mutation_scale": 16,
        },
        zorder=3,
    )


def _point(vector) -> str:
    return f"({', '.join(number(value) for value in vector)})"
