"""Lines and points: losses, times, gradients, ROC curves, kernel smoothing."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib import colormaps
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, LogLocator, MaxNLocator, NullLocator
from numpy.typing import ArrayLike

from .cells import KEY_AXIS, QUERY_AXIS, cell_texts, draw_matrix, label_matrix, text_size
from .messages import sentence
from .picture import ROLE_COLOURS, alt_text, draws, headline, new_figure, wrapped
from .text import as_labels, as_matrix, as_vector, counted, listed, number, span

LINE_COLOURS = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000"]
LINE_STYLES = ["-", "--", "-.", ":"]
SHADES = colormaps["Blues"]


@draws
def curves(
    series: Mapping[str, ArrayLike | tuple[ArrayLike, ArrayLike]],
    *,
    x_axis: str,
    y_axis: str,
    title: str = "",
    log_x: bool = False,
    log_y: bool = False,
    reference: float | None = None,
    digits: bool = True,
    lit: str | None = None,
) -> tuple[Figure, str]:
    """One line for each entry of `series`: {name: (x, y)}, or {name: y} against 0, 1, 2 ...

    log_x, log_y: logarithmic axes, which need values above 0. reference: a dotted level line.
    digits: the alt sentence states first and last values; False for measured times, which differ from run to run.
    lit: the name of one line that is drawn thick and black, while the others are thin, in shades from dark to pale.
    """
    if not isinstance(series, Mapping) or not series:
        raise ValueError(sentence("series_not_a_dict", came=type(series).__name__))
    if lit is not None and lit not in series:
        raise ValueError(sentence("unknown_line", came=lit, known=listed(map(repr, series))))
    figure = new_figure(7.2, 4.2)
    axis = figure.add_subplot()
    facts = []
    for place, (name, data) in enumerate(series.items()):
        x, y = _line(name, data)
        for values, logarithmic, which in ((x, log_x, "x"), (y, log_y, "y")):
            if logarithmic and (values <= 0).any():
                raise ValueError(
                    sentence("not_above_zero_on_log", name=name, which=which, smallest=number(values.min()))
                )
        style: dict[str, Any] = {"color": LINE_COLOURS[place % 7], "linestyle": LINE_STYLES[place % 4]}
        if lit is not None:
            shade = SHADES(0.25 + 0.75 * (1 - place / len(series)))
            style = {"color": "black", "linewidth": 3.5} if name == lit else {"color": shade, "linewidth": 1.2}
        axis.plot(
            x,
            y,
            **style,
            label=name,
            marker="o" if len(x) <= 12 else None,
            markersize=5,
        )
        if digits:
            facts.append(
                sentence(
                    "line_goes",
                    name=name,
                    first_y=number(y[0]),
                    first_x=number(x[0]),
                    last_y=number(y[-1]),
                    last_x=number(x[-1]),
                )
            )
        else:
            facts.append(
                sentence(
                    "line_counted", name=name, points=counted(len(x), "point"), first=number(x[0]), last=number(x[-1])
                )
            )
    if log_x:
        axis.set_xscale("log")
        places = np.unique(np.concatenate([_line(name, data)[0] for name, data in series.items()]))
        if len(places) <= 8:  # such as lengths that double: the measured places tell more than powers of ten
            axis.set_xticks(places, [number(place) for place in places])
            axis.xaxis.set_minor_locator(NullLocator())
    if log_y:
        axis.set_yscale("log")
        low, high = axis.get_ylim()
        if high < 1e3 * low and high < 1e5:  # powers of ten alone would label one or two places
            axis.yaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
            axis.yaxis.set_major_formatter(FuncFormatter(lambda value, _: number(value)))
            axis.yaxis.set_minor_locator(NullLocator())
    if reference is not None:
        axis.axhline(reference, color="black", linestyle=":", linewidth=1.8)
        facts.append(sentence("dotted_line", at=number(reference)))
    axis.grid(visible=True)
    axis.set(xlabel=x_axis, ylabel=y_axis)
    if len(series) > 1:
        axis.legend(loc="center left", bbox_to_anchor=(1.0, 0.5))
    if title:
        axis.set_title(wrapped(title, 6.2))
    x_axis = sentence("logarithmic", axis=x_axis) if log_x else x_axis
    y_axis = sentence("logarithmic", axis=y_axis) if log_y else y_axis
    return figure, alt_text(title, sentence("line_of", lines=counted(len(series), "line"), x=x_axis, y=y_axis), *facts)


@draws
def agreement(
    analytic: ArrayLike, numeric: ArrayLike, *, title: str = "", axes: tuple[str, str] = ("analytic", "numeric")
) -> tuple[Figure, str]:
    """Every entry of one array against that of another, on the line y = x: for instance two computed gradients."""
    analytic, numeric = np.asarray(analytic, dtype=float), np.asarray(numeric, dtype=float)
    if analytic.shape != numeric.shape or analytic.size == 0:
        raise ValueError(sentence("shapes_differ", first=analytic.shape, second=numeric.shape))
    figure = new_figure(5.2, 4.8)
    axis = figure.add_subplot()
    both = np.concatenate([analytic.ravel(), numeric.ravel()])
    if not np.isfinite(both).all():
        raise ValueError(sentence("arrays_not_finite"))
    axis.axline((float(both.mean()),) * 2, slope=1, color="#808080", linewidth=1.2)
    axis.scatter(analytic.ravel(), numeric.ravel(), s=42, color=LINE_COLOURS[0], alpha=0.7, linewidth=0, zorder=3)
    room = 0.06 * np.ptp(both) or 1.0
    limits = (both.min() - room, both.max() + room)
    axis.set(xlim=limits, ylim=limits, aspect="equal", xlabel=axes[0], ylabel=axes[1])
    axis.grid(visible=True)
    if title:
        axis.set_title(wrapped(title, 4.4))
    scale = np.abs(both).max() or 1.0
    worst = np.abs(analytic - numeric).max() / scale
    # The exact size of rounding errors differs between platforms: only its class is told.
    limit = next((limit for limit in (1e-9, 1e-6, 1e-3) if worst < limit), None)
    told = sentence("on_the_diagonal", limit=limit) if limit else sentence("off_the_diagonal", worst=number(worst))
    return figure, alt_text(
        title,
        sentence("points_against", points=counted(analytic.size, "point"), x=axes[0], y=axes[1], span=span(analytic)),
        told,
    )


@draws
def roc_curves(rates: Mapping[str, tuple[ArrayLike, ArrayLike]], *, title: str = "") -> tuple[Figure, str]:
    """ROC curves: `rates` maps a metric's name to (false positive rates, true positive rates), from (0, 0) to (1, 1).

    The legend and the alt sentence give each curve's area by the trapezoid rule, best first.
    """
    if not isinstance(rates, Mapping) or not rates:
        raise ValueError(sentence("rates_not_a_dict", came=type(rates).__name__))
    lines = {}
    for name, data in rates.items():
        x, y = _line(name, data)
        if min(x.min(), y.min()) < 0 or max(x.max(), y.max()) > 1 or (np.diff(x) < 0).any():
            raise ValueError(sentence("rates_out_of_range", name=name, x=span(x), y=span(y)))
        lines[name] = x, y, float(np.trapezoid(y, x))
    figure = new_figure(7.2, 4.4)
    axis = figure.add_subplot()
    axis.plot([0, 1], [0, 1], color="#808080", linewidth=1.2, linestyle=":")
    ordered = sorted(lines.items(), key=lambda item: -round(item[1][2], 6))
    for name, (x, y, area) in ordered:
        place = list(lines).index(name)
        axis.plot(x, y, color=LINE_COLOURS[place % 7], linestyle=LINE_STYLES[place % 4], label=f"{name}: {area:.3f}")
    axis.set(
        xlabel=sentence("false_positive_rate"),
        ylabel=sentence("true_positive_rate"),
        xlim=(-0.02, 1.02),
        ylim=(-0.02, 1.02),
        aspect="equal",
    )
    axis.grid(visible=True)
    axis.legend(loc="center left", bbox_to_anchor=(1.0, 0.5), title=sentence("area_under_curve"), alignment="left")
    if title:
        axis.set_title(wrapped(title, 6.0))
    named = [f"{name} {number(area)}" for name, (_, _, area) in ordered]
    return figure, alt_text(title, sentence("roc_areas", curves=counted(len(lines), "ROC_curve"), areas=listed(named)))


@draws
def kernel_smoothing(
    x: ArrayLike,
    y: ArrayLike,
    queries: ArrayLike,
    estimates: Mapping[str, ArrayLike],
    *,
    truth: ArrayLike | None = None,
    title: str = "",
    axes: tuple[str, str] = ("key", "value"),
) -> tuple[Figure, str]:
    """Noisy points (keys `x`, values `y`) and what weighted means of the values make of them.

    queries (m,): where the means are taken. estimates: {name: (m,)}, one line each. truth (m,): the curve behind the
    points, dotted.
    """
    x, y, queries = as_vector(x, "x"), as_vector(y, "y"), as_vector(queries, "queries")
    if len(x) != len(y):
        raise ValueError(sentence("x_and_y_differ", x=len(x), y=len(y)))
    lines = {
        name: as_vector(values, name)
        for name, values in (estimates if isinstance(estimates, Mapping) else {"estimate": estimates}).items()
    }
    if truth is not None:
        lines["truth"] = as_vector(truth, "truth")
    for name, values in lines.items():
        if len(values) != len(queries):
            raise ValueError(sentence("queries_differ", name=name, came=len(values), expected=len(queries)))
    figure = new_figure(7.2, 4.2)
    axis = figure.add_subplot()
    axis.scatter(x, y, s=36, color="#999999", label=sentence("points"), zorder=2)
    facts = []
    for place, (name, values) in enumerate(lines.items()):
        true = truth is not None and name == "truth"
        axis.plot(
            queries,
            values,
            label=name,
            color="black" if true else LINE_COLOURS[place % 7],
            linestyle=":" if true else LINE_STYLES[place % 3],
        )
        error = (
            ""
            if truth is None or true
            else (sentence("error_from_truth", error=number(np.abs(values - lines["truth"]).mean())))
        )
        facts.append(f"{name}: {span(values)}{error}")
    axis.grid(visible=True)
    axis.set(xlabel=axes[0], ylabel=axes[1])
    axis.legend(loc="center left", bbox_to_anchor=(1.0, 0.5))
    if title:
        axis.set_title(wrapped(title, 6.0))
    return figure, alt_text(
        title,
        sentence(
            "points_and_lines",
            points=counted(len(x), "point"),
            lines=counted(len(lines), "line"),
            axis=axes[0],
            queries=span(queries),
        ),
        *facts,
    )


@draws
def training(
    weights: Mapping[str, ArrayLike],
    losses: ArrayLike,
    labels: Sequence[str] | None = None,
    *,
    steps: Sequence[int] | None = None,
    title: str = "",
    row_axis: str = QUERY_AXIS,
    column_axis: str = KEY_AXIS,
) -> tuple[Figure, str]:
    """Weights at some steps of training, {title: (n, n)}, on one scale, beside the loss after each step.

    losses: (1 + number of steps,), before the first step and after each, above 0, drawn on a logarithmic axis.
    steps: places in `losses` to mark, one a panel.
    """
    if not isinstance(weights, Mapping) or not weights:
        raise ValueError(sentence("weights_not_a_dict", came=type(weights).__name__))
    matrices = {name: as_matrix(matrix, sentence("panel", name=name), finite=True) for name, matrix in weights.items()}
    shape = next(iter(matrices.values())).shape
    losses = as_vector(losses, "losses")
    if not (losses > 0).all():
        raise ValueError(sentence("losses_not_above_zero", smallest=number(losses.min())))
    for name, matrix in matrices.items():
        if matrix.shape != shape or matrix.min() < -1e-9 or matrix.max() > 1 + 1e-9:
            raise ValueError(
                sentence("panel_out_of_range", name=name, shape=matrix.shape, values=span(matrix), expected=shape)
            )
    if steps is not None and (len(steps) != len(matrices) or not all(0 <= step < len(losses) for step in steps)):
        raise ValueError(sentence("steps_out_of_range", came=list(steps), count=len(matrices), last=len(losses) - 1))
    rows, columns = as_labels(labels, shape[0], "labels"), as_labels(labels, shape[1], "labels")
    figure = new_figure(8.8, 2.9 if len(matrices) < 4 else 2.6)
    panels = figure.subplots(1, len(matrices) + 1, width_ratios=[1] * len(matrices) + [1.5])
    cell = (7.2 / (len(matrices) + 1.5) / shape[1], 1.7 / shape[0])
    for place, (axis, (name, matrix)) in enumerate(zip(panels, matrices.items(), strict=False)):
        texts = cell_texts(matrix, None, "weights")
        draw_matrix(axis, matrix, "weights", (0, 1), cell=cell, texts=texts if text_size(texts, cell) > 7.5 else None)
        label_matrix(axis, rows if place == 0 else None, columns, row_axis if place == 0 else "", column_axis, cell)
        axis.set_title(name)
    panels[-1].plot(np.arange(len(losses)), losses, color="black")
    if steps is not None:
        panels[-1].scatter(steps, losses[list(steps)], s=60, color=ROLE_COLOURS["Q"], zorder=3)
    panels[-1].set(yscale="log", xlabel=sentence("step"), title=sentence("loss"))
    panels[-1].xaxis.set_major_locator(MaxNLocator(4, integer=True))
    panels[-1].grid(visible=True)
    headline(figure, title)
    facts = [f"{name}: {_diagonals(matrix)}" for name, matrix in matrices.items()]
    return figure, alt_text(
        title,
        sentence(
            "training",
            heatmaps=counted(len(matrices), "heatmap"),
            n_rows=shape[0],
            n_columns=shape[1],
            rows=row_axis,
            columns=column_axis,
        ),
        *facts,
        sentence("loss_goes", first=_rough(losses[0]), last=_rough(losses[-1]), steps=counted(len(losses) - 1, "step")),
    )


def _diagonals(matrix) -> str:
    """How much weight lies on the diagonal and on the anti-diagonal, as a mean over the rows."""
    if matrix.shape[0] != matrix.shape[1]:
        return sentence("weights_of_panel", span=span(matrix))
    return sentence(
        "weight_on_diagonals", diagonal=np.diag(matrix).mean(), anti_diagonal=np.diag(matrix[:, ::-1]).mean()
    )


def _rough(loss) -> str:
    """A loss, whose digits differ between platforms, by its power of ten once it is small."""
    return number(loss) if loss >= 0.01 else sentence("loss_below", exponent=int(np.floor(np.log10(loss))) + 1)


def _line(name, data) -> tuple[np.ndarray, np.ndarray]:
    if isinstance(data, tuple) and len(data) == 2 and np.ndim(data[0]) == 1:
        x, y = as_vector(data[0], sentence("x_of", name=name)), as_vector(data[1], sentence("y_of", name=name))
    else:
        y = as_vector(data, sentence("y_of", name=name))
        x = np.arange(len(y), dtype=float)
    if len(x) != len(y):
        raise ValueError(sentence("line_x_and_y_differ", name=name, x=len(x), y=len(y)))
    return x, y
