"""Anomaly scores of many patches against reference patches, in blocks: memory does not grow with the picture."""

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.stats import rankdata

BLOCK = 2048  # patches at a time

# The smallest variance that a pixel is taken to have: that of rounding to 256 grey levels. A pixel that never varied
# among the good patches then counts strongly, where a pseudo-inverse would not count it at all.
ROUNDING = (1 / 255) ** 2 / 12


def as_patches(pictures: ArrayLike, size: int) -> NDArray:
    """The patches of one picture (H, W) or of several (count, H, W), one a row of size * size pixels, in reading order.

    H and W are multiples of `size`.
    """
    pictures = np.asarray(pictures)
    *_, height, width = pictures.shape
    squares = pictures.reshape(-1, height // size, size, width // size, size).swapaxes(2, 3)
    return squares.reshape(-1, size * size)


def attention_scores(patches: NDArray, references: NDArray, sharpness: float) -> NDArray:
    """(n,): the length of what attention over `references` (m, k) leaves of each patch (n, k).

    sharpness: the inverse temperature of the softmax over minus half the squared distances.
    """
    return attention_and_nearest_scores(patches, references, sharpness)[0]


def attention_and_nearest_scores(patches: NDArray, references: NDArray, sharpness: float) -> tuple[NDArray, NDArray]:
    """What `attention_scores` gives, and the distance from each patch to the nearest of `references`, (n,) each."""
    middle = references.mean(axis=0)  # distances do not change, and their rounding errors shrink
    R = references - middle  # (m, k)
    lengths = (R**2).sum(axis=1) / 2  # (m,)
    scores, nearest = np.empty((2, len(patches)))
    for begin in range(0, len(patches), BLOCK):
        block = slice(begin, begin + BLOCK)
        P = patches[block] - middle  # (b, k)
        A = P @ R.T  # (b, m); from here on in place, since this is the largest array
        A -= lengths
        largest = A.max(axis=1, keepdims=True)  # (b, 1)
        nearest[block] = np.sqrt(np.maximum((P**2).sum(axis=1) - 2 * largest[:, 0], 0))
        A -= largest
        A *= sharpness
        np.exp(A, out=A)
        scores[block] = np.linalg.norm(P - A @ R / A.sum(axis=1, keepdims=True), axis=1)
    return scores, nearest


class UnitSpace:
    """The good patches as their mean and covariance, and Mahalanobis distances from there."""

    def __init__(self, references: NDArray):
        """references: (m, k), the good patches."""
        self.mean = references.mean(axis=0)  # (k,)
        variances, directions = np.linalg.eigh(np.cov(references, rowvar=False))
        # Whitening: after it, the good patches vary alike in all directions.
        self.whitening = directions / np.sqrt(variances.clip(0) + ROUNDING)  # (k, k)

    def distances(self, patches: NDArray) -> NDArray:
        """(n,): the Mahalanobis distance of each patch (n, k) from the mean."""
        return np.concatenate(
            [
                np.linalg.norm((patches[begin : begin + BLOCK] - self.mean) @ self.whitening, axis=1)
                for begin in range(0, len(patches), BLOCK)
            ]
        )


def two_sided(distances: NDArray, good: NDArray) -> NDArray:
    """How far each distance lies from the usual one, above it or below: |log(distance / median of the good ones)|."""
    smallest = np.finfo(float).tiny  # of a distance that is 0
    return np.abs(np.log(np.maximum(distances, smallest)) - np.log(np.median(good)))


def strength_and_rest(patches: NDArray, mean: NDArray) -> NDArray:
    """The pair of numbers (n, 2) of the RT method: the multiple of `mean` (k,) in each patch, and the root of what is
    left per free pixel."""
    strength = patches @ mean / (mean @ mean)  # (n,)
    rest = np.linalg.norm(patches - np.outer(strength, mean), axis=1) / (len(mean) - 1) ** 0.5
    return np.column_stack([strength, rest])


def area_under_roc(values: NDArray, labels: NDArray) -> float:
    """The probability that a value whose label is true exceeds one whose label is false, ties counted half."""
    ranks = rankdata(values)
    positive = labels.sum()
    return (ranks[labels].sum() - positive * (positive + 1) / 2) / (positive * (~labels).sum())
