"""Grey images: patches as words, weights and novelty laid over the picture."""

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from numpy.typing import ArrayLike

from .cells import COLOUR_MAPS, OUTLINE_COLOUR, symmetric_limits
from .messages import sentence
from .picture import alt_text, draws, headline, new_figure, wrapped
from .text import as_matrix, as_vector, counted, listed, number, span, where_largest

OVERLAY_COLOUR = "#0072B2"
SMALLEST_PRINTED = 0.005  # weights below it would be printed as 0.00, which hides the picture and tells nothing


@draws
def images(
    pictures: Mapping[str, ArrayLike], *, differences: Sequence[str] = (), title: str = "", panels_per_row: int = 4
) -> tuple[Figure, str]:
    """Grey images side by side, {title: (H, W)}; all share their limits, black the least, white the greatest value.

    differences: titles of those that hold signed differences, drawn in PuOr about 0, on one scale of their own.
    """
    pictures = _images(pictures)
    unknown = [name for name in differences if name not in pictures]
    if unknown:
        raise ValueError(sentence("unknown_differences", names=listed(map(repr, unknown))))
    across = min(len(pictures), panels_per_row)
    down = -(-len(pictures) // across)
    side = min(3.4, 8.6 / across)
    ratio = max(image.shape[0] / image.shape[1] for image in pictures.values())
    figure = new_figure(side * across, (side * ratio + 0.35) * down + 0.4)
    panels = figure.subplots(down, across, squeeze=False).ravel()
    signed = symmetric_limits(np.concatenate([np.zeros(1), *(pictures[name].ravel() for name in differences)]))
    limits = _limits([image for name, image in pictures.items() if name not in differences] or [np.zeros(1)])
    for axis, (name, image) in zip(panels, pictures.items(), strict=False):
        if name in differences:
            _show(axis, image, signed, COLOUR_MAPS["signed"])
        else:
            _show(axis, image, limits)
        axis.set_title(wrapped(name, side))
    for axis in panels[len(pictures) :]:
        axis.set_axis_off()
    headline(figure, title)
    grey, few = len(pictures) - len(differences), len(pictures) <= 8
    sizes = {name: f"{image.shape[0]} x {image.shape[1]}" for name, image in pictures.items()}
    named = [f"{name} ({sizes[name]}, {span(image)})" if few else name for name, image in pictures.items()]
    what = counted(grey, "grey_image")
    if differences:
        what += sentence("and_differences", differences=counted(len(differences), "signed_difference"))
    if not few and len(set(sizes.values())) == 1:
        what += sentence("of_pixels", size=sizes[next(iter(sizes))])
    return figure, alt_text(title, f"{what}: {listed(named, 20)}")


@draws
def patches(
    image: ArrayLike, size: int, *, query: int | None = None, weights: ArrayLike | None = None, title: str = ""
) -> tuple[Figure, str]:
    """An image `(H, W)` cut into patches of `size` x `size` pixels, numbered in reading order from 0.

    query: place of one patch to outline. weights: (n_patches,) from 0 to 1, as opacity and, in the place of the
    patch's number, as a number; those that round to 0.00 are left out.
    """
    image = as_matrix(image, "image", finite=True)
    down, across = _patch_grid(image, size)
    count = down * across
    if query is not None and not 0 <= query < count:
        raise ValueError(sentence("query_out_of_range", came=query, last=count - 1))
    if weights is not None:
        weights = as_vector(weights, "weights")
        if len(weights) != count or weights.min() < -1e-9 or weights.max() > 1 + 1e-9:
            raise ValueError(
                sentence("patch_weights_out_of_range", came=len(weights), values=span(weights), expected=count)
            )
    figure, axis = _one(image, title)
    _show(axis, image, _limits([image]))
    # In a corner, and small, so that it hides as little as possible of the picture.
    points = min(10.0, 72 * 5.2 / max(across, down) * 0.5 / (0.64 * (len(str(count - 1)) if weights is None else 4)))
    # Opacity is scaled to the largest weight: with many patches all weights are small.
    largest = 0.0 if weights is None else weights.max()
    for place in range(count):
        row, column = divmod(place, across)
        corner = (column * size - 0.5, row * size - 0.5)
        if weights is not None and largest > 0:
            opacity = 0.55 * float(weights[place]) / largest
            axis.add_patch(Rectangle(corner, size, size, color=OVERLAY_COLOUR, linewidth=0, alpha=opacity))
        axis.add_patch(Rectangle(corner, size, size, fill=False, edgecolor="white", linewidth=1))
        if points >= 6.5 and (weights is None or weights[place] >= SMALLEST_PRINTED):
            axis.annotate(
                str(place) if weights is None else f"{weights[place]:.2f}",
                corner,
                (4, -4),
                textcoords="offset points",
                ha="left",
                va="top",
                fontsize=points,
                bbox={"facecolor": "white", "alpha": 0.85, "linewidth": 0, "pad": 1.2},
            )
    if query is not None:
        row, column = divmod(query, across)
        corner = (column * size - 0.5, row * size - 0.5)
        axis.add_patch(Rectangle(corner, size, size, fill=False, zorder=5, edgecolor=OUTLINE_COLOUR, linewidth=3.5))
    outlined = "" if query is None else sentence("patch_outlined", row=query // across, column=query % across)
    told = ""
    if weights is not None:
        best = where_largest(weights)
        at = "" if best is None else sentence("largest_at_patch", row=best // across, column=best % across)
        told = sentence(
            "patch_weights",
            values=span(weights),
            at=at,
            total=number(weights.sum()),
            printed=(weights >= SMALLEST_PRINTED).sum(),
            count=count,
            limit=SMALLEST_PRINTED,
        )
    return figure, alt_text(
        title,
        sentence("image_in_patches", height=image.shape[0], width=image.shape[1], down=down, across=across, size=size),
        outlined,
        told,
    )


@draws
def image_heatmap(
    image: ArrayLike,
    values: ArrayLike,
    size: int,
    *,
    defect: ArrayLike | None = None,
    title: str = "",
    value_axis: str = "novelty",
) -> tuple[Figure, str]:
    """One value of each patch, `(n_patches,)` in reading order, as colour over the image `(H, W)`; a bar names it.

    defect: boolean `(H, W)`, true where the defect is; its edge is drawn, so that both can be compared.
    """
    image, values = as_matrix(image, "image", finite=True), as_vector(values, "values")
    down, across = _patch_grid(image, size)
    if len(values) != down * across:
        raise ValueError(sentence("values_out_of_shape", came=len(values), values=span(values), expected=down * across))
    figure, axis = _one(image, title, room=1.0)
    _show(axis, image, _limits([image]))
    height, width = image.shape
    grid = values.reshape(down, across)
    overlay = axis.imshow(
        grid,
        cmap="YlOrRd",
        interpolation="nearest",
        alpha=0.8 * (grid - grid.min()) / (np.ptp(grid) or 1.0),
        extent=(-0.5, width - 0.5, height - 0.5, -0.5),
    )
    figure.colorbar(overlay, ax=axis, fraction=0.05, pad=0.03, label=value_axis).outline.set_visible(False)
    told = ""
    if defect is not None:
        defect = np.asarray(defect)
        if defect.shape != image.shape or defect.dtype != bool:
            raise ValueError(
                sentence("defect_out_of_shape", shape=defect.shape, came=defect.dtype, expected=image.shape)
            )
        told = (
            sentence("defect_drawn", pixels=counted(int(defect.sum()), "pixel"))
            if defect.any()
            else sentence("no_defect")
        )
        if defect.any():
            axis.contour(
                np.pad(defect, 1).astype(float),
                levels=[0.5],
                colors="#0072B2",
                linewidths=2.2,
                extent=(-1, width, -1, height),  # where the centres of the first and last padded pixels lie
            )
    best = where_largest(values)
    at = "" if best is None else sentence("largest_in_patch", row=best // across, column=best % across)
    inside = ""
    if best is not None and defect is not None and defect.any():
        row, column = np.array(divmod(best, across)) * size
        hit = defect[row : row + size, column : column + size].any()
        inside = sentence("patch_holds" if hit else "patch_holds_not")
    return figure, alt_text(
        title,
        sentence(
            "image_with_values",
            height=height,
            width=width,
            values=value_axis,
            down=down,
            across=across,
            span=span(values),
            at=at,
        ),
        told,
        inside,
    )


def _one(image, title, room=0.0):
    width = min(6.4, 5.4 * image.shape[1] / image.shape[0])
    figure = new_figure(max(width, 3.6) + room + 0.2, width * image.shape[0] / image.shape[1] + (0.5 if title else 0.2))
    axis = figure.add_subplot()
    if title:
        axis.set_title(wrapped(title, max(width, 3.4)))
    return figure, axis


def _show(axis, image, limits, colours="gray"):
    axis.imshow(image, cmap=colours, vmin=limits[0], vmax=limits[1], interpolation="nearest", origin="upper")
    axis.set(xticks=[], yticks=[])
    axis.spines[:].set_visible(False)


def _limits(images) -> tuple[float, float]:
    low, high = min(image.min() for image in images), max(image.max() for image in images)
    return (low, high) if high > low else (low - 0.5, high + 0.5)


def _images(pictures) -> dict:
    if not isinstance(pictures, Mapping) or not pictures:
        raise ValueError(sentence("pictures_not_a_dict", came=type(pictures).__name__))
    return {name: as_matrix(image, sentence("image", name=name), finite=True) for name, image in pictures.items()}


def _patch_grid(image, size) -> tuple[int, int]:
    height, width = image.shape
    if size < 1 or height % size or width % size:
        raise ValueError(sentence("image_not_divisible", height=height, width=width, size=size))
    return height // size, width // size
