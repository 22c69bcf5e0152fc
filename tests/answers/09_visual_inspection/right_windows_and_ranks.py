"""Right: windows, ranks, eigenvectors, and sizes told as 6x9.

score: 17
lost:
"""

import numpy as np
from scipy import special, stats


def patchify(image, size):
    image = np.array(image, dtype=np.float64)
    if any(side % size for side in image.shape):
        raise ValueError("{}x{} pixels do not make squares of {}".format(*image.shape, size))
    return np.lib.stride_tricks.sliding_window_view(image, (size, size))[::size, ::size].reshape(-1, size ** 2).copy()


def unpatchify(patches, shape):
    side = round(patches.shape[-1] ** 0.5)
    across = shape[1] // side
    strips = [np.hstack([p.reshape(side, side) for p in patches[i:i + across]]) for i in range(0, len(patches), across)]
    return np.vstack(strips).astype(float)


def novelty(patches, reference, sharpness):
    P, R = np.asarray(patches, float), np.asarray(reference, float)
    S = sharpness * (P @ R.T - 0.5 * (R ** 2).sum(axis=1))
    A = np.exp(special.log_softmax(S, axis=1))
    return np.sqrt(((P - A @ R) ** 2).sum(axis=1))


def mahalanobis_distance(patches, reference):
    P, R = np.asarray(patches, float), np.asarray(reference, float)
    values, vectors = np.linalg.eigh(np.cov(R.T).reshape(R.shape[1], R.shape[1]))
    keep = values > 1e-10 * values.max()
    return np.linalg.norm((P - R.mean(axis=0)) @ vectors[:, keep] / np.sqrt(values[keep]), axis=1)


def recognition_taguchi(patches, reference):
    P, R = np.asarray(patches, float), np.asarray(reference, float)
    m = R.sum(axis=0) / len(R)
    m_m = (m * m).sum()

    def two(X):
        V_e = np.clip(((X * X).sum(axis=1) - (X @ m) ** 2 / m_m) / (m.size - 1), 0, None)
        return np.stack([X @ m / m_m, np.sqrt(V_e)], axis=1)
    return mahalanobis_distance(two(P), two(R))


def auroc(values, labels):
    labels = np.asarray(labels).astype(bool)
    bad, good = labels.sum(), (~labels).sum()
    if min(bad, good) == 0:
        raise ValueError("both classes must be present; all labels are equal")
    return (stats.rankdata(values)[labels].sum() - bad * (bad + 1) / 2) / (bad * good)


def locate_defect(image, references, size):
    good = []
    for reference in references:
        good.extend(patchify(reference, size))
    values = novelty(patchify(image, size), np.array(good), 100.0)
    return np.unravel_index(values.argmax(), (image.shape[0] // size, image.shape[1] // size))
