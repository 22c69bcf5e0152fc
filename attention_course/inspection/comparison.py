"""The metrics of lesson 09 on many draws of surfaces and defects: areas under the ROC curve, one for each seed."""

import numpy as np
from numpy.typing import NDArray

from attention_course.datasets.surfaces import DEFECTS, TEXTURES, blemish, photographs, surfaces
from attention_course.inspection.metrics import (
    UnitSpace,
    area_under_roc,
    as_patches,
    attention_and_nearest_scores,
    attention_scores,
    strength_and_rest,
    two_sided,
)

SIZE = 8  # pixels to a side of a patch
LEAST_DEFECTIVE = 3  # pixels that make a patch count as defective
REFERENCES, GOOD = 8, 4  # pictures to compare with, and others to tune and to set limits on
TESTED = 6  # pictures of each defect; of a photograph 4, the squares that are left
METRICS = ("attention", "nearest", "Mahalanobis", "RT", "Mahalanobis, two limits", "attention, two limits")
SHARPNESS = 100.0  # what lesson 09 finds for the drawn surfaces
STEPS = (10.0, 30.0, 100.0, 300.0)  # to choose from for photographs


def compare_on_surfaces(seeds: int) -> dict[str, NDArray]:
    """Areas of each of METRICS, `{metric: (seeds, 3, 4)}`: seed, one of TEXTURES, one of DEFECTS."""
    rngs = [np.random.default_rng([9, seed]) for seed in range(seeds)]
    return _areas([[(*_drawn(texture, rng), SHARPNESS) for texture in TEXTURES] for rng in rngs])


def compare_on_photographs(seeds: int) -> dict[str, NDArray]:
    """The same on photographs of brick, grass and gravel with drawn defects, `{metric: (seeds, 3, 4)}`.

    A seed decides which of a photograph's 16 squares are references, and the defects; the squares stay the same. The
    sharpness is chosen for each by good squares alone.
    """
    pictures = photographs()
    rngs = [np.random.default_rng([9, seed]) for seed in range(seeds)]
    return _areas([[_photographed(squares, rng) for squares in pictures.values()] for rng in rngs])


def compare_on_three_products(seeds: int) -> dict[str, NDArray]:
    """One heap of references of all three TEXTURES, `{way: (seeds, 4)}`: seed, one of DEFECTS.

    Beside attention and the Mahalanobis distance on the heap stands the usual way: a unit space for each product, and
    the smallest of the three distances, with an upper limit alone and with two limits.
    """
    ways = ("attention, one heap", "Mahalanobis, one heap", "smallest of three", "smallest, two limits")
    areas = np.empty((len(ways), seeds, len(DEFECTS)))
    for seed in range(seeds):
        rng = np.random.default_rng([10, seed])
        products = [_drawn(texture, rng, TESTED // 2) for texture in TEXTURES]
        heap = np.concatenate([references for references, *_ in products])
        good = np.concatenate([good for _, good, _ in products])
        one, each = UnitSpace(heap), [UnitSpace(references) for references, *_ in products]
        usual = np.min([space.distances(good) for space in each], axis=0)
        for place, parts in enumerate(zip(*(tested for *_, tested in products), strict=True)):
            P, bad = (np.concatenate(arrays) for arrays in zip(*parts, strict=True))
            smallest = np.min([space.distances(P) for space in each], axis=0)
            values = attention_scores(P, heap, SHARPNESS), one.distances(P), smallest, two_sided(smallest, usual)
            areas[:, seed, place] = [area_under_roc(value, bad) for value in values]
    return dict(zip(ways, areas, strict=True))


def _areas(draws) -> dict[str, NDArray]:
    """draws: for each seed and surface `(references, good, [(patches, defective) for each defect], sharpness)`."""
    areas = np.empty((len(METRICS), len(draws), len(draws[0]), len(DEFECTS)))
    for seed, kinds in enumerate(draws):
        for kind, (references, good, tested, sharpness) in enumerate(kinds):
            space, mean = UnitSpace(references), references.mean(axis=0)
            pairs, usual = strength_and_rest(references, mean), space.distances(good)
            usually_left = attention_scores(good, references, sharpness)
            for defect, (P, bad) in enumerate(tested):
                far = space.distances(P)
                left, nearest = attention_and_nearest_scores(P, references, sharpness)
                values = (
                    left,
                    nearest,
                    far,
                    UnitSpace(pairs).distances(strength_and_rest(P, mean)),
                    two_sided(far, usual),
                    two_sided(left, usually_left),
                )
                areas[:, seed, kind, defect] = [area_under_roc(value, bad) for value in values]
    return dict(zip(METRICS, areas, strict=True))


def _drawn(texture, rng, count=TESTED):
    references, good = (as_patches(surfaces(texture, rng, count)[0], SIZE) for count in (REFERENCES, GOOD))
    tested = (surfaces(texture, rng, count, defect=defect) for defect in DEFECTS)
    return references, good, [_labelled(pictures, masks) for pictures, masks in tested]


def _photographed(squares, rng):
    order = rng.permutation(len(squares))
    references, good, tested = np.split(squares[order], [REFERENCES, REFERENCES + GOOD])
    damaged = ([blemish(square, defect, rng) for square in tested] for defect in DEFECTS)
    parts = [_labelled(*(np.array(part) for part in zip(*pairs, strict=True))) for pairs in damaged]
    references, good = as_patches(references, SIZE), as_patches(good, SIZE)
    return references, good, parts, min(STEPS, key=lambda step: attention_scores(good[::2], references, step).mean())


def _labelled(pictures, masks):
    return as_patches(pictures, SIZE), as_patches(masks, SIZE).sum(axis=1) >= LEAST_DEFECTIVE
