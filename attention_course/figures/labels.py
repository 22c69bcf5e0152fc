"""Labels beside points, where they cover least."""

from collections.abc import Collection, Iterable, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from .picture import arrange


def label_points(
    axis: Axes,
    points: np.ndarray,
    labels: Sequence[str],
    lit: Collection[str] = (),
    gaps: np.ndarray | None = None,
    lines: Iterable[tuple[np.ndarray, np.ndarray]] = (),
    marks: np.ndarray | None = None,
) -> None:
    """Put each label beside its point, where it covers the fewest other points and labels and the least of `lines`,
    pairs (start, end), and of `marks`, the places of stars."""
    figure = axis.figure
    assert isinstance(figure, Figure)
    arrange(figure)
    to_points = axis.transData.transform(points) * 72 / figure.dpi
    taken = [(x - 4, y - 4, x + 4, y + 4) for x, y in to_points]
    if marks is not None:
        taken += [(x - 10, y - 10, x + 10, y + 10) for x, y in axis.transData.transform(marks) * 72 / figure.dpi]
    for start, end in lines:
        along = axis.transData.transform(np.linspace(start, end, 40)) * 72 / figure.dpi
        taken += [(x - 2, y - 2, x + 2, y + 2) for x, y in along]
    frame = np.asarray(axis.get_window_extent().extents) * 72 / figure.dpi
    gaps = np.full(len(points), 6.0) if gaps is None else gaps
    for (x, y), label, gap, point in zip(to_points, labels, gaps, points, strict=True):
        width, height = 6.7 * len(label) + 2, 12.0
        centre = np.array([x, y])
        best = None
        for angle in np.deg2rad([0, 90, 270, 180, 45, 315, 135, 225]):
            direction = np.array([np.cos(angle), np.sin(angle)])
            middle = centre + direction * (gap + np.abs(direction) @ [width, height] / 2)
            box = (*(middle - [width / 2, height / 2]), *(middle + [width / 2, height / 2]))
            cost = sum(_overlap(box, other) for other in taken)
            cost += 10 * (
                max(frame[0] - box[0], 0)
                + max(box[2] - frame[2], 0)
                + max(frame[1] - box[1], 0)
                + max(box[3] - frame[3], 0)
            )
            if best is None or cost < best[0] - 1e-6:
                best = cost, box, middle - centre
        assert best is not None  # one of the places tried
        taken.append(best[1])
        axis.annotate(
            label,
            point,
            best[2],
            textcoords="offset points",
            ha="center",
            va="center",
            color="black",
            parse_math=False,
            fontweight="bold" if label in lit else "normal",
            fontsize=11 if len(points) <= 40 else 9,
            zorder=5,
        )


def _overlap(box, other) -> float:
    """Area that two boxes (left, bottom, right, top) share."""
    return max(0.0, min(box[2], other[2]) - max(box[0], other[0])) * max(
        0.0, min(box[3], other[3]) - max(box[1], other[1])
    )
