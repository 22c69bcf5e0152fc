"""Right, as the lesson goes: inner products with the keys' norms off, a whitening matrix, and a curve for the area.

score: 17
lost:
"""

import numpy as np


def patchify(image, size):
    height, width = image.shape
    for side in (height, width):
        if side % size:
            raise ValueError(f"an image of {height} x {width} pixels has no whole number of patches of side {size}")
    strips = [image[top:top + size] for top in range(0, height, size)]
    return np.array([np.ravel(part) for strip in strips for part in np.split(strip, width // size, axis=1)], dtype=float)


def unpatchify(patches, shape):
    size = int(round(len(patches[0]) ** 0.5))
    return np.einsum("darc->drac", np.asarray(patches, dtype=float).reshape(
        shape[0] // size, shape[1] // size, size, size)).reshape(shape)


def novelty(patches, reference, sharpness):
    P, R = 1.0 * patches, 1.0 * reference
    scores = sharpness * (P @ R.T - (R**2).sum(axis=1) / 2)
    scores = scores - scores.max(axis=1)[:, np.newaxis]
    A = np.exp(scores)
    A = A / A.sum(axis=1)[:, np.newaxis]
    return np.linalg.norm(A @ R - P, axis=-1)


def mahalanobis_distance(patches, reference):
    centre = np.mean(reference, axis=0)
    U, s, Vt = np.linalg.svd((reference - centre) / np.sqrt(len(reference) - 1), full_matrices=False)
    used = s > 1e-6 * s.max()
    return np.linalg.norm((patches - centre) @ Vt[used].T / s[used], axis=1)


def recognition_taguchi(patches, reference):
    m = reference.mean(axis=0)
    unit = m / np.linalg.norm(m)
    Y = {}
    for name, X in {"new": patches * 1.0, "good": reference * 1.0}.items():
        along = X @ unit
        Y[name] = np.stack([along / np.linalg.norm(m),
                            np.linalg.norm(X - along[:, None] * unit, axis=1) / np.sqrt(len(m) - 1)]).T
    return mahalanobis_distance(Y["new"], Y["good"])


def auroc(values, labels):
    labels = np.asarray(labels) == 1
    if len(set(labels.tolist())) < 2:
        raise ValueError(f"all {len(labels)} labels are alike")
    thresholds = np.concatenate([[np.inf], np.unique(values)[::-1]])
    hits = [np.mean(values[labels] >= t) for t in thresholds]
    alarms = [np.mean(values[~labels] >= t) for t in thresholds]
    return float(np.trapezoid(hits, alarms))


def locate_defect(image, references, size):
    good = patchify(references[0], size)
    for picture in references[1:]:
        good = np.append(good, patchify(picture, size), axis=0)
    most = list(novelty(patchify(image, size), good, 100.0))
    return divmod(most.index(max(most)), image.shape[1] // size)
