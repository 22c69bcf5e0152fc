"""An inspector for one's own pictures: learns from a folder of good ones, judges another, in bounded memory."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from attention_course.datasets.own_images import OwnImages
from attention_course.figures import Picture, image_heatmap
from attention_course.inspection.messages import sentence
from attention_course.inspection.metrics import UnitSpace, as_patches, attention_scores, two_sided

STEPS = np.geomspace(0.1, 1e5, 13)  # sharpnesses to choose from
LONGEST_SIDE = 640  # pixels of the small picture under a heatmap
STRIP = 64  # rows of patches at a time
TUNED_ON = 512  # good patches that the sharpness is chosen with


@dataclass(frozen=True)
class Verdict:
    """What the inspector says of one picture.

    name: of the file. score: its largest anomaly score; above `limit` the picture is rejected. row, column: the patch
    that has it. scores: (rows, columns), one a patch. small: the picture, reduced to a few pixels a patch.
    """

    name: str
    score: float
    limit: float
    row: int
    column: int
    scores: NDArray
    small: NDArray

    @property
    def rejected(self) -> bool:
        return self.score > self.limit

    def __str__(self) -> str:
        verdict = sentence("picture_rejected" if self.rejected else "picture_good")
        return sentence(
            "verdict",
            name=self.name,
            verdict=verdict,
            score=self.score,
            limit=self.limit,
            row=self.row,
            column=self.column,
        )

    def heatmap(self, title: str = "") -> Picture:
        """The anomaly scores as colour over the picture."""
        side = self.small.shape[0] // self.scores.shape[0]
        title = title or sentence("title_rejected" if self.rejected else "title_good", name=self.name)
        return image_heatmap(self.small, self.scores.ravel(), side, title=title, value_axis=sentence("anomaly_score"))


@dataclass
class Inspector:
    """Judges pictures by what good ones look like; `Inspector.learn` makes one.

    A patch has two scores: what attention over good patches leaves of it, and how far its Mahalanobis distance lies
    from the usual one, above it or below. Each is divided by what good pictures usually have as their largest, and the
    larger counts. A picture has the score of its worst patch.

    sharpness: chosen so that good pictures are explained best. limit: see `learn`. notices: what was skipped or cropped
    among the good pictures, or in the last folder that was inspected.
    """

    size: int
    white: int | None
    references: NDArray  # (m, k)
    sharpness: float
    usual: NDArray  # Mahalanobis distances of good patches
    scale: tuple[float, float]
    good_scores: list[float]
    false_alarms: float
    notices: list[str]

    @classmethod
    def learn(
        cls, folder: str | Path, size: int = 8, *, false_alarms: float = 0.05, references: int = 1500, seed: int = 0
    ) -> "Inspector":
        """An inspector that knows the good pictures in `folder`.

        size: the side of a patch in pixels. references: how many good patches are kept, drawn with `seed`.
        false_alarms: the share of good pictures that may be rejected. Each good picture is judged by the others alone;
        the limit is the quantile of these scores that a new good picture exceeds with that probability. Of n pictures
        none can promise less than 1 / (n + 1); then the largest of their scores is the limit.
        Raises ValueError where there are fewer than two good pictures, or too few patches for their size.
        """
        if not 0 < false_alarms < 1:
            raise ValueError(sentence("false_alarms_out_of_range", came=false_alarms))
        pictures, rng = OwnImages(folder, size), np.random.default_rng(seed)
        share = max(1, references // len(pictures.files))
        kept = [_some(picture.image, size, share, rng) for picture in pictures]
        notices = list(pictures.notices)
        if len(kept) < 2:
            raise ValueError(" ".join([sentence("too_few_good", came=len(kept), folder=Path(folder).name), *notices]))
        owner = np.repeat(np.arange(len(kept)), [len(part) for part in kept])  # (m,): of which picture a patch is
        R = np.concatenate(kept)
        fewest = min((owner != one).sum() for one in range(len(kept)))
        if fewest < 4 * size**2:
            raise ValueError(
                sentence("too_few_patches", came=fewest, size=size, expected=4 * size**2, references=references)
            )
        sharpness = _tuned(R, owner, rng)
        raw = []  # of each good picture, judged by the others
        for one, picture in enumerate(pictures):
            others = R[owner != one]
            raw.append(_raw_scores(picture.image, size, others, UnitSpace(others), sharpness))
        usual = np.concatenate([rng.permutation(distances.ravel())[:share] for _, distances in raw])
        worst = np.array([(left.max(), two_sided(distances, usual).max()) for left, distances in raw])  # (n, 2)
        scale = tuple(np.median(worst, axis=0).clip(np.finfo(float).eps).tolist())
        scores = (worst / scale).max(axis=1).tolist()
        return cls(size, pictures.white, R, sharpness, usual, scale, sorted(scores), false_alarms, notices)

    @property
    def limit(self) -> float:
        n = len(self.good_scores)
        return self.good_scores[min(n, math.ceil((n + 1) * (1 - self.false_alarms))) - 1]

    @property
    def promised(self) -> float:
        """The share of good pictures that will be rejected, on average over folders, if new ones come as these came."""
        return max(self.false_alarms, 1 / (len(self.good_scores) + 1))

    def inspect(self, folder: str | Path) -> Iterator[Verdict]:
        """A verdict on each picture of `folder`; afterwards `notices` tells what was skipped or cropped, and why."""
        pictures, space = OwnImages(folder, self.size, self.white), UnitSpace(self.references)
        self.notices = pictures.notices
        for picture in pictures:
            left, far = _raw_scores(picture.image, self.size, self.references, space, self.sharpness)
            scores = np.maximum(left / self.scale[0], two_sided(far, self.usual) / self.scale[1])
            row, column = divmod(int(scores.argmax()), scores.shape[1])
            small = _reduced(picture.image, self.size)
            yield Verdict(picture.name, float(scores.max()), self.limit, row, column, scores, small)
        self.notices = pictures.notices


def _some(image, size, count, rng) -> NDArray:
    """At most `count` of the patches of an image, drawn without building the others: (count, size * size)."""
    down, across = (n // size for n in image.shape)
    squares = image.reshape(down, size, across, size)
    places = rng.permutation(down * across)[:count]
    return squares[places // across, :, places % across].reshape(len(places), -1).astype(float)


def _tuned(R, owner, rng) -> float:
    """The sharpness with which attention over the patches of other pictures leaves least of good patches."""
    asked = rng.permutation(len(R))[:TUNED_ON]

    def left(step):
        parts = []
        for one in np.unique(owner[asked]):
            parts.append(attention_scores(R[asked[owner[asked] == one]], R[owner != one], step))
        return np.concatenate(parts).mean()

    return float(min(STEPS, key=left))


def _raw_scores(image, size, references, space, sharpness) -> tuple[NDArray, NDArray]:
    """What attention leaves of each patch, and its Mahalanobis distance: (rows, columns) each, a strip at a time."""
    left, far = [], []
    for top in range(0, image.shape[0], STRIP * size):
        patches = as_patches(image[top : top + STRIP * size], size).astype(float)
        left.append(attention_scores(patches, references, sharpness))
        far.append(space.distances(patches))
    shape = image.shape[0] // size, image.shape[1] // size
    return np.concatenate(left).reshape(shape), np.concatenate(far).reshape(shape)


def _reduced(image, size) -> NDArray:
    """The image with `side` x `side` pixels for each patch, `side` a divisor of `size`, small enough to be drawn."""
    down, across = (n // size for n in image.shape)
    fits = [d for d in range(1, size + 1) if size % d == 0 and (d == 1 or d * max(down, across) <= LONGEST_SIDE)]
    step = size // max(fits)
    return image.reshape(image.shape[0] // step, step, image.shape[1] // step, step).mean(axis=(1, 3), dtype=float)
