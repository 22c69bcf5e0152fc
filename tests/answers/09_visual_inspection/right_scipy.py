"""Right, with SciPy: cdist, softmax, rankdata.

score: 17
lost:
"""

import numpy as np
from scipy.linalg import pinvh
from scipy.spatial.distance import cdist
from scipy.special import softmax
from scipy.stats import rankdata


def patchify(image, size):
    H, W = np.shape(image)
    if (H // size) * size != H or (W // size) * size != W:
        raise ValueError(f"expected sides that {size} divides, but they are {H} and {W}")
    windows = np.lib.stride_tricks.sliding_window_view(image.astype(float), (size, size))[::size, ::size]
    return windows.reshape(-1, size ** 2).copy()


def unpatchify(patches, shape):
    size = int(np.sqrt(patches.shape[1]))
    rows = [np.hstack([p.reshape(size, size) for p in row])
            for row in np.split(patches.astype(float), shape[0] // size)]
    return np.vstack(rows)


def novelty(patches, reference, sharpness):
    A = softmax(-sharpness * cdist(patches, reference, "sqeuclidean") / 2, axis=1)
    return np.sqrt(np.square(patches - A @ reference).sum(1))


def mahalanobis_distance(patches, reference):
    C = np.atleast_2d(np.cov(reference, rowvar=False))
    return cdist(patches, [reference.mean(axis=0)], "mahalanobis", VI=pinvh(C, rtol=1e-10)).ravel()


def recognition_taguchi(patches, reference):
    m = np.mean(reference, axis=0)
    beta, beta_R = patches @ m / (m @ m), reference @ m / (m @ m)
    rest, rest_R = patches - np.outer(beta, m), reference - np.outer(beta_R, m)
    k = m.size
    V, V_R = (rest**2).sum(1) / (k - 1), (rest_R**2).sum(1) / (k - 1)
    return mahalanobis_distance(np.c_[beta, np.sqrt(V)], np.c_[beta_R, np.sqrt(V_R)])


def auroc(values, labels):
    labels = labels.astype(bool)
    bad, good = labels.sum(), (~labels).sum()
    if bad * good == 0:
        raise ValueError("expected both classes, one came")
    return (rankdata(values)[labels].sum() - bad * (bad + 1) / 2) / (bad * good)


def locate_defect(image, references, size):
    R = np.vstack([patchify(r, size) for r in references])
    n = novelty(patchify(image, size), R, 100.0)
    return np.unravel_index(n.argmax(), (image.shape[0] // size, image.shape[1] // size))
