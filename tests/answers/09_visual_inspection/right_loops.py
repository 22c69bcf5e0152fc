"""Right, with loops over patches and pixels.

score: 17
lost:
"""

import math

import numpy as np


def patchify(image, size):
    H, W = image.shape
    if H % size != 0 or W % size != 0:
        raise ValueError(f"got {H} rows and {W} columns, which are no multiples of {size}")
    patches = []
    for top in range(0, H, size):
        for left in range(0, W, size):
            patches.append([float(image[top + r, left + c]) for r in range(size) for c in range(size)])
    return np.array(patches)


def unpatchify(patches, shape):
    size = math.isqrt(patches.shape[1])
    image = np.zeros(shape)
    for number, patch in enumerate(patches):
        top, left = divmod(number, shape[1] // size)
        image[top * size:(top + 1) * size, left * size:(left + 1) * size] = patch.reshape(size, size)
    return image


def novelty(patches, reference, sharpness):
    patches, reference = patches.astype(float), reference.astype(float)
    result = np.zeros(len(patches))
    for i, p in enumerate(patches):
        distances = np.array([np.dot(p - r, p - r) for r in reference])
        weights = np.exp(-sharpness * (distances - distances.min()) / 2)
        weights /= weights.sum()
        explained = sum(w * r for w, r in zip(weights, reference))
        result[i] = math.sqrt(((p - explained) ** 2).sum())
    return result


def mahalanobis_distance(patches, reference):
    inverse = np.linalg.pinv(np.cov(reference.T))
    centre = reference.mean(0)
    return np.array([math.sqrt(max((p - centre) @ inverse @ (p - centre), 0.0)) for p in patches])


def recognition_taguchi(patches, reference):
    m = reference.mean(0)
    k = len(m)

    def Y(x):
        x = x.astype(float)
        V_e = (x @ x - (x @ m) ** 2 / (m @ m)) / (k - 1)
        return [x @ m / (m @ m), math.sqrt(max(V_e, 0.0))]

    return mahalanobis_distance(np.array([Y(x) for x in patches]), np.array([Y(x) for x in reference]))


def auroc(values, labels):
    bad = [v for v, label in zip(values, labels) if label]
    good = [v for v, label in zip(values, labels) if not label]
    if not bad or not good:
        raise ValueError(f"{len(bad)} defective and {len(good)} good values; both are needed")
    won = sum(1.0 if b > g else 0.5 if b == g else 0.0 for b in bad for g in good)
    return won / (len(bad) * len(good))


def locate_defect(image, references, size):
    good = []
    for picture in references:
        good.extend(patchify(picture, size))
    values = novelty(patchify(image, size), np.array(good), 100)
    return int(values.argmax()) // (image.shape[1] // size), int(values.argmax()) % (image.shape[1] // size)
