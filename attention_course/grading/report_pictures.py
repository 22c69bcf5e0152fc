"""The pictures of the class report: points as a heatmap and as a histogram, each with a sentence on what it shows."""

import base64
import dataclasses
import io

import numpy as np
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from attention_course.grading.rows import CellResult, Result

NAMED_ROWS = 40  # up to this number of students, each row of the heatmap has a name and numbers


@dataclasses.dataclass(frozen=True)
class ReportFigure:
    """A picture embedded in the page. `finding` is the sentence above it; `alt` also names the kind of picture."""

    png: str  # in base64
    width: int  # CSS pixels
    alt: str
    finding: str


def shares(rows: list[Result]) -> np.ndarray:
    """The share of the points that each student got in each exercise, (students, exercises); NaN if not graded yet."""
    return np.array([[_share(cell) for cell in row["cells"]] for row in rows])


def _share(cell):
    if has_no_points(cell):
        return np.nan
    return cell["points"] / cell["max"] if cell["max"] else 1.0


def has_no_points(cell: CellResult) -> bool:
    """Whether the cell waits for a person, and has no points so far."""
    return cell["manual"] and not cell["judged"]


def points(cell: CellResult) -> str:
    """The points of a cell as the report shows them, with a question mark if the answer has changed since."""
    if has_no_points(cell):
        return "–"
    return f"{cell['points']:g}{'?' if cell['manual'] else ''}"


def heatmap(rows: list[Result]) -> ReportFigure:
    """Students by exercises, best students on top."""
    ranked = sorted(rows, key=lambda row: (-row["score"], row["student"]))
    exercises = [cell["name"] for cell in rows[0]["cells"]]
    values = shares(ranked)
    named = len(rows) <= NAMED_ROWS
    height = 1.6 + 0.3 * len(rows) if named else 7
    figure = Figure(figsize=(2.5 + 0.75 * len(exercises), height), layout="constrained")
    axes = figure.subplots()
    axes.set_facecolor("#cccccc")  # what waits for a person
    image = axes.imshow(values, aspect="auto", cmap="Blues", vmin=0, vmax=1, interpolation="nearest")
    axes.set_xticks(range(len(exercises)), exercises, rotation=40, ha="left", rotation_mode="anchor")
    axes.tick_params(top=True, labeltop=True, bottom=False, labelbottom=False)
    if named:
        axes.set_yticks(range(len(ranked)), [_short(row["student"], 24) for row in ranked], parse_math=False)
        for i, row in enumerate(ranked):
            for j, cell in enumerate(row["cells"]):
                color = "white" if values[i, j] > 0.6 else "black"
                axes.text(j, i, points(cell), ha="center", va="center", color=color)
    else:
        axes.set_ylabel(f"{len(rows)} students, best first")
    figure.colorbar(image, ax=axes, label="share of the points", shrink=0.8 if not named else 1.0)
    means = values.mean(axis=0)
    done = [(means[j], exercise) for j, exercise in enumerate(exercises) if not np.isnan(means[j])]
    finding = ""
    if done:
        finding = (
            f"The exercise with the fewest points is {min(done)[1]} ({min(done)[0]:.0%} of them on average), "
            f"the one with the most is {max(done)[1]} ({max(done)[0]:.0%})."
        )
    what = f"Heatmap of {len(rows)} students by {len(exercises)} exercises, best students on top."
    return _picture(figure, what, finding)


def histogram(rows: list[Result]) -> ReportFigure:
    """How many students have how many points."""
    totals = [row["score"] for row in rows]
    top = rows[0]["max"] or 1
    figure = Figure(figsize=(7, 2.6), layout="constrained")
    axes = figure.subplots()
    edges = np.linspace(0, top, min(20, max(int(top), 1)) + 1)
    counts, _, _ = axes.hist(totals, bins=edges.tolist(), color="#0072b2", edgecolor="white")
    axes.set(xlabel="points", ylabel="students", xlim=(0, top))
    axes.yaxis.set_major_locator(MaxNLocator("auto", steps=[1, 2, 2.5, 5, 10], integer=True))
    axes.spines[["top", "right"]].set_visible(False)
    peak = int(np.argmax(counts))
    finding = (
        f"The largest group, {int(counts[peak])} of {len(rows)} student{'s' if len(rows) != 1 else ''}, has "
        f"{edges[peak]:g} to {edges[peak + 1]:g} of {top:g} points."
    )
    return _picture(figure, "Histogram of points.", finding)


def _picture(figure, what, finding):
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", dpi=130)
    png = base64.b64encode(buffer.getvalue()).decode("ascii")
    return ReportFigure(png, round(figure.get_figwidth() * 85), f"{what} {finding}".strip(), finding)


def _short(text, length):
    return text if len(text) <= length else text[: length - 1] + "…"
