# %% [markdown]
# What students may hand in for 09_visual_inspection, a cell for each answer: which tests lose their points, and the known
# mistake that the message must name. Exercises that a cell leaves out are solved, or stay as released (`rest="stub"`).

# %% answer="argument_changed" lost=["mahalanobis_distance_values", "mahalanobis_distance_singular"] mistake="argument_changed_in_place"
# The reference is centred in place.
import numpy as np


def mahalanobis_distance(patches, reference):
    D = patches - reference.mean(axis=0)
    reference -= reference.mean(axis=0)
    C = np.cov(reference, rowvar=False)
    return np.sqrt(np.maximum(((D @ np.linalg.pinv(C, rcond=1e-10, hermitian=True)) * D).sum(axis=1), 0.0))

# %% answer="auroc_curve_without_its_end" lost=["auroc_values", "auroc_ties"] mistake="ends_of_the_curve_missing"
# The curve stops before (1, 1).
import numpy as np


def auroc(values, labels):
    labels = np.asarray(labels, dtype=bool)
    if labels.all() or not labels.any():
        raise ValueError("one class only")
    thresholds = np.unique(values)[::-1]
    hits = [(values[labels] > t).mean() for t in thresholds]
    alarms = [(values[~labels] > t).mean() for t in thresholds]
    return float(np.trapezoid(hits, alarms))

# %% answer="auroc_half_for_one_class" lost=["auroc_one_class"] mistake="no_error_for_bad_input"
# No error for one class.
import numpy as np


def auroc(values, labels):
    labels = np.asarray(labels, dtype=bool)
    bad, good = values[labels], values[~labels]
    if not len(bad) or not len(good):
        return 0.5
    return float(np.mean((bad[:, None] > good) + 0.5 * (bad[:, None] == good)))

# %% answer="auroc_integer_labels" lost=["auroc_values", "auroc_ties", "auroc_one_class"] mistake="integers_taken_for_places"
# 0 and 1 used as places.
import numpy as np


def auroc(values, labels):
    labels = np.asarray(labels)
    bad, good = values[labels], values[~labels]
    if not len(bad) or not len(good):
        raise ValueError("one class only")
    return float(np.mean((bad[:, None] > good) + 0.5 * (bad[:, None] == good)))

# %% answer="auroc_ties_full" lost=["auroc_ties"] mistake="ties_counted_full"
# Ties won.
import numpy as np


def auroc(values, labels):
    labels = np.asarray(labels, dtype=bool)
    bad, good = values[labels], values[~labels]
    if not len(bad) or not len(good):
        raise ValueError("one class only")
    return float(np.mean((bad[:, None] > good) + 1.0 * (bad[:, None] == good)))

# %% answer="auroc_ties_lost" lost=["auroc_ties"] mistake="ties_counted_not"
# Ties lost.
import numpy as np


def auroc(values, labels):
    labels = np.asarray(labels, dtype=bool)
    bad, good = values[labels], values[~labels]
    if not len(bad) or not len(good):
        raise ValueError("one class only")
    return float(np.mean(bad[:, None] > good))

# %% answer="auroc_turned" lost=["auroc_values", "auroc_ties"] mistake="orientation_turned"
# Good above defective.
import numpy as np


def auroc(values, labels):
    labels = np.asarray(labels, dtype=bool)
    bad, good = values[labels], values[~labels]
    if not len(bad) or not len(good):
        raise ValueError("one class only")
    return float(np.mean((bad[:, None] < good) + 0.5 * (bad[:, None] == good)))

# %% answer="empty" lost="all" says=["`patchify` is not written yet", "`locate_defect` is not written yet"] rest="stub"
# Handed in as it was fetched.

# %% answer="locate_column_first" lost=["locate_defect_values"] mistake="column_before_row"
# (column, row).
import numpy as np


def locate_defect(image, references, size):
    good = np.concatenate([patchify(r, size) for r in references])
    most = int(np.argmax(novelty(patchify(image, size), good, 100.0)))
    return divmod(most, image.shape[1] // size)[::-1]

# %% answer="locate_divided_by_rows" lost=["locate_defect_values"] mistake="divided_by_the_rows"
# Divided by the rows.
import numpy as np


def locate_defect(image, references, size):
    good = np.concatenate([patchify(r, size) for r in references])
    most = int(np.argmax(novelty(patchify(image, size), good, 100.0)))
    return divmod(most, image.shape[0] // size)

# %% answer="locate_first_reference_only" lost=["locate_defect_values"] mistake="first_reference_only"
# One good picture.
import numpy as np


def locate_defect(image, references, size):
    good = patchify(references[0], size)
    most = int(np.argmax(novelty(patchify(image, size), good, 100.0)))
    return divmod(most, image.shape[1] // size)

# %% answer="locate_from_one" lost=["locate_defect_values"] mistake="counted_from_one"
# Counts rows and columns from 1.
import numpy as np


def locate_defect(image, references, size):
    good = np.concatenate([patchify(reference, size) for reference in references])
    row, column = divmod(int(np.argmax(novelty(patchify(image, size), good, 100))), image.shape[1] // size)
    return row + 1, column + 1

# %% answer="locate_in_pixels" lost=["locate_defect_values"] mistake="place_in_pixels"
# Pixels in place of patches.
import numpy as np


def locate_defect(image, references, size):
    good = np.concatenate([patchify(r, size) for r in references])
    most = int(np.argmax(novelty(patchify(image, size), good, 100.0)))
    return tuple(size * n for n in divmod(most, image.shape[1] // size))

# %% answer="locate_in_uint8" lost=["locate_defect_values"] mistake="computed_in_uint8"
# Cuts and compares for itself, in the dtype of the picture.
import numpy as np


def locate_defect(image, references, size):
    def cut(picture):
        H, W = picture.shape
        return picture.reshape(H // size, size, W // size, size).swapaxes(1, 2).reshape(-1, size * size)

    good = np.concatenate([cut(picture) for picture in references])
    left = []
    for patch in cut(image):
        S = -50.0 * ((patch - good) ** 2).sum(axis=1)
        A = np.exp(S - S.max())
        left.append(np.linalg.norm(patch - A / A.sum() @ good))
    row, column = divmod(int(np.argmax(left)), image.shape[1] // size)
    return row, column

# %% answer="locate_last_reference_only" lost=["locate_defect_values"] mistake="last_reference_only"
# The last good picture.
import numpy as np


def locate_defect(image, references, size):
    for r in references:
        good = patchify(r, size)
    most = int(np.argmax(novelty(patchify(image, size), good, 100.0)))
    return divmod(most, image.shape[1] // size)

# %% answer="locate_least_novel" lost=["locate_defect_values"] mistake="least_novel_patch"
# argmin.
import numpy as np


def locate_defect(image, references, size):
    good = np.concatenate([patchify(r, size) for r in references])
    most = int(np.argmin(novelty(patchify(image, size), good, 100.0)))
    return divmod(most, image.shape[1] // size)

# %% answer="locate_number" lost=["locate_defect_values"] mistake="number_of_the_patch"
# The number of the patch.
import numpy as np


def locate_defect(image, references, size):
    good = np.concatenate([patchify(r, size) for r in references])
    most = int(np.argmax(novelty(patchify(image, size), good, 100.0)))
    return most

# %% answer="mahalanobis_divided_by_k" lost=["mahalanobis_distance_values", "mahalanobis_distance_singular"] mistake="divided_by_the_pixels"
# Taguchi's scaling.
import numpy as np


def mahalanobis_distance(patches, reference):
    D = patches - reference.mean(axis=0)
    C = np.cov(reference, rowvar=False)
    return np.sqrt(np.maximum(((D @ np.linalg.pinv(C, rcond=1e-10, hermitian=True)) * D).mean(axis=1), 0.0))

# %% answer="mahalanobis_divided_by_m" lost=["mahalanobis_distance_values", "mahalanobis_distance_singular"] mistake="divided_by_m"
# The covariance divided by m.
import numpy as np


def mahalanobis_distance(patches, reference):
    D = patches - reference.mean(axis=0)
    C = np.cov(reference, rowvar=False, ddof=0)
    return np.sqrt(np.maximum(((D @ np.linalg.pinv(C, rcond=1e-10, hermitian=True)) * D).sum(axis=1), 0.0))

# %% answer="mahalanobis_from_the_patches" lost=["mahalanobis_distance_values", "mahalanobis_distance_singular"] mistake="mean_of_the_patches"
# Measured from the mean of the patches.
import numpy as np


def mahalanobis_distance(patches, reference):
    D = patches - patches.mean(axis=0)
    C = np.cov(reference, rowvar=False)
    return np.sqrt(np.maximum(((D @ np.linalg.pinv(C, rcond=1e-10, hermitian=True)) * D).sum(axis=1), 0.0))

# %% answer="mahalanobis_from_zero" lost=["mahalanobis_distance_values", "mahalanobis_distance_singular"] mistake="mean_not_subtracted"
# No mean taken off.
import numpy as np


def mahalanobis_distance(patches, reference):
    D = patches * 1.0
    C = np.cov(reference, rowvar=False)
    return np.sqrt(np.maximum(((D @ np.linalg.pinv(C, rcond=1e-10, hermitian=True)) * D).sum(axis=1), 0.0))

# %% answer="mahalanobis_inv" lost=["mahalanobis_distance_singular"] mistake="inverse_of_a_singular_matrix"
# np.linalg.inv.
import numpy as np


def mahalanobis_distance(patches, reference):
    D = patches - reference.mean(axis=0)
    C = np.cov(reference, rowvar=False)
    return np.sqrt(np.maximum(((D @ np.linalg.inv(C)) * D).sum(axis=1), 0.0))

# %% answer="mahalanobis_not_inverted" lost=["mahalanobis_distance_values", "mahalanobis_distance_singular"] mistake="covariance_not_inverted"
# The covariance itself.
import numpy as np


def mahalanobis_distance(patches, reference):
    D = patches - reference.mean(axis=0)
    C = np.cov(reference, rowvar=False)
    return np.sqrt(np.maximum(((D @ C) * D).sum(axis=1), 0.0))

# %% answer="mahalanobis_pixels_as_observations" lost=["mahalanobis_distance_values", "mahalanobis_distance_singular"] mistake="pixels_as_observations"
# np.cov over rows.
import numpy as np


def mahalanobis_distance(patches, reference):
    D = patches - reference.mean(axis=0)
    C = np.cov(reference)
    return np.sqrt(np.maximum(((D @ np.linalg.pinv(C, rcond=1e-10, hermitian=True)) * D).sum(axis=1), 0.0))

# %% answer="mahalanobis_squared" lost=["mahalanobis_distance_values", "mahalanobis_distance_singular"] mistake="root_forgotten"
# No root.
import numpy as np


def mahalanobis_distance(patches, reference):
    D = patches - reference.mean(axis=0)
    C = np.cov(reference, rowvar=False)
    return (np.maximum(((D @ np.linalg.pinv(C, rcond=1e-10, hermitian=True)) * D).sum(axis=1), 0.0))

# %% answer="mahalanobis_variances_only" lost=["mahalanobis_distance_values", "mahalanobis_distance_singular"] mistake="variances_only"
# No covariances.
import numpy as np


def mahalanobis_distance(patches, reference):
    D = patches - reference.mean(axis=0)
    C = np.diag(reference.var(axis=0, ddof=1))
    return np.sqrt(np.maximum(((D @ np.linalg.pinv(C, rcond=1e-10, hermitian=True)) * D).sum(axis=1), 0.0))

# %% answer="novelty_distance_not_squared" lost=["novelty_values"] mistake="distances_not_squared"
# Distances without the square.
import numpy as np


def novelty(patches, reference, sharpness):
    P, R = np.asarray(patches, dtype=float), np.asarray(reference, dtype=float)
    S = -sharpness * np.linalg.norm(P[:, None] - R, axis=-1) / 2
    E = np.exp(S - S.max(axis=1, keepdims=True))
    A = E / E.sum(axis=1, keepdims=True)
    return np.linalg.norm(P - A @ R, axis=1)

# %% answer="novelty_divides_by_sharpness" lost=["novelty_values", "novelty_extremes"] mistake="divided_by_the_sharpness"
# Divided by the sharpness.
import numpy as np


def novelty(patches, reference, sharpness):
    P, R = np.asarray(patches, dtype=float), np.asarray(reference, dtype=float)
    S = -((P[:, None] - R) ** 2).sum(axis=-1) / (2 * sharpness)
    E = np.exp(S - S.max(axis=1, keepdims=True))
    A = E / E.sum(axis=1, keepdims=True)
    return np.linalg.norm(P - A @ R, axis=1)

# %% answer="novelty_farthest" lost=["novelty_values", "novelty_extremes"] mistake="farthest_references"
# The minus is forgotten.
import numpy as np


def novelty(patches, reference, sharpness):
    P, R = np.asarray(patches, dtype=float), np.asarray(reference, dtype=float)
    S = sharpness * ((P[:, None] - R) ** 2).sum(axis=-1) / 2
    E = np.exp(S - S.max(axis=1, keepdims=True))
    A = E / E.sum(axis=1, keepdims=True)
    return np.linalg.norm(P - A @ R, axis=1)

# %% answer="novelty_in_uint8" lost=["novelty_values"] mistake="computed_in_uint8"
# No conversion to float.
import numpy as np


def novelty(patches, reference, sharpness):
    P, R = patches, reference
    S = -sharpness * ((P[:, None] - R) ** 2).sum(axis=-1) / 2
    E = np.exp(S - S.max(axis=1, keepdims=True))
    A = E / E.sum(axis=1, keepdims=True)
    return np.linalg.norm(P - A @ R, axis=1)

# %% answer="novelty_inner_products" lost=["novelty_values", "novelty_extremes"] mistake="inner_products_without_norms"
# Inner products without the norms.
import numpy as np


def novelty(patches, reference, sharpness):
    P, R = np.asarray(patches, dtype=float), np.asarray(reference, dtype=float)
    S = sharpness * P @ R.T
    E = np.exp(S - S.max(axis=1, keepdims=True))
    A = E / E.sum(axis=1, keepdims=True)
    return np.linalg.norm(P - A @ R, axis=1)

# %% answer="novelty_max_of_everything" lost=["novelty_extremes"] mistake="max_of_everything"
# One maximum for all rows.
import numpy as np


def novelty(patches, reference, sharpness):
    P, R = np.asarray(patches, dtype=float), np.asarray(reference, dtype=float)
    S = -sharpness * ((P[:, None] - R) ** 2).sum(axis=-1) / 2
    E = np.exp(S - S.max())
    A = E / E.sum(axis=1, keepdims=True)
    return np.linalg.norm(P - A @ R, axis=1)

# %% answer="novelty_mean_of_distances" lost=["novelty_values"] mistake="mean_of_the_distances"
# Mean of the distances.
import numpy as np


def novelty(patches, reference, sharpness):
    P, R = np.asarray(patches, dtype=float), np.asarray(reference, dtype=float)
    S = -sharpness * ((P[:, None] - R) ** 2).sum(axis=-1) / 2
    E = np.exp(S - S.max(axis=1, keepdims=True))
    A = E / E.sum(axis=1, keepdims=True)
    return (A * np.linalg.norm(P[:, None] - R, axis=-1)).sum(axis=1)

# %% answer="novelty_nearest_only" lost=["novelty_values"] mistake="nearest_reference_only"
# The nearest reference only.
import numpy as np


def novelty(patches, reference, sharpness):
    P, R = np.asarray(patches, dtype=float), np.asarray(reference, dtype=float)
    return np.linalg.norm(P[:, None] - R, axis=-1).min(axis=1)

# %% answer="novelty_over_patches" lost=["novelty_values", "novelty_extremes"] mistake="softmax_over_patches"
# Softmax runs over the patches.
import numpy as np


def novelty(patches, reference, sharpness):
    P, R = np.asarray(patches, dtype=float), np.asarray(reference, dtype=float)
    S = -sharpness * ((P[:, None] - R) ** 2).sum(axis=-1) / 2
    E = np.exp(S - S.max(axis=0, keepdims=True))
    A = E / E.sum(axis=0, keepdims=True)
    return np.linalg.norm(P - A @ R, axis=1)

# %% answer="novelty_root_mean_square" lost=["novelty_values", "novelty_extremes"] mistake="mean_in_place_of_the_sum"
# Takes the mean of the squares in place of their sum.
import numpy as np
from scipy.spatial.distance import cdist
from scipy.special import softmax


def novelty(patches, reference, sharpness):
    P, R = np.asarray(patches, dtype=float), np.asarray(reference, dtype=float)
    A = softmax(-sharpness * cdist(P, R, "sqeuclidean") / 2, axis=1)
    return np.sqrt(((P - A @ R) ** 2).mean(axis=1))

# %% answer="novelty_sharpness_after_softmax" lost=["novelty_values", "novelty_extremes"] mistake="sharpness_after_softmax"
# The sharpness multiplies the weights.
import numpy as np


def novelty(patches, reference, sharpness):
    P, R = np.asarray(patches, dtype=float), np.asarray(reference, dtype=float)
    S = -1.0 * ((P[:, None] - R) ** 2).sum(axis=-1) / 2
    E = np.exp(S - S.max(axis=1, keepdims=True))
    A = sharpness * E / E.sum(axis=1, keepdims=True)
    return np.linalg.norm(P - A @ R, axis=1)

# %% answer="novelty_sharpness_as_width" lost=["novelty_values", "novelty_extremes"] mistake="sharpness_taken_for_a_width"
# Takes the sharpness for the width of a Gaussian.
import numpy as np
from scipy.spatial.distance import cdist
from scipy.special import softmax


def novelty(patches, reference, sharpness):
    P, R = np.asarray(patches, dtype=float), np.asarray(reference, dtype=float)
    if sharpness == 0:
        return np.linalg.norm(P - R.mean(axis=0), axis=1)
    A = softmax(-cdist(P, R, "sqeuclidean") / (2 * sharpness ** 2), axis=1)
    return np.linalg.norm(P - A @ R, axis=1)

# %% answer="novelty_sharpness_squared" lost=["novelty_values"] mistake="sharpness_squared"
# The sharpness inside the square.
import numpy as np


def novelty(patches, reference, sharpness):
    P, R = np.asarray(patches, dtype=float), np.asarray(reference, dtype=float)
    S = -((sharpness * (P[:, None] - R)) ** 2).sum(axis=-1) / 2
    E = np.exp(S - S.max(axis=1, keepdims=True))
    A = E / E.sum(axis=1, keepdims=True)
    return np.linalg.norm(P - A @ R, axis=1)

# %% answer="novelty_squared" lost=["novelty_values", "novelty_extremes"] mistake="novelty_squared"
# No root.
import numpy as np


def novelty(patches, reference, sharpness):
    P, R = np.asarray(patches, dtype=float), np.asarray(reference, dtype=float)
    S = -sharpness * ((P[:, None] - R) ** 2).sum(axis=-1) / 2
    E = np.exp(S - S.max(axis=1, keepdims=True))
    A = E / E.sum(axis=1, keepdims=True)
    return ((P - A @ R) ** 2).sum(axis=1)

# %% answer="novelty_without_half" lost=["novelty_values"] mistake="half_forgotten"
# The 2 is forgotten.
import numpy as np


def novelty(patches, reference, sharpness):
    P, R = np.asarray(patches, dtype=float), np.asarray(reference, dtype=float)
    S = -sharpness * ((P[:, None] - R) ** 2).sum(axis=-1)
    E = np.exp(S - S.max(axis=1, keepdims=True))
    A = E / E.sum(axis=1, keepdims=True)
    return np.linalg.norm(P - A @ R, axis=1)

# %% answer="novelty_without_max" lost=["novelty_extremes"] mistake="no_max_subtraction"
# No maximum taken off.
import numpy as np


def novelty(patches, reference, sharpness):
    P, R = np.asarray(patches, dtype=float), np.asarray(reference, dtype=float)
    S = -sharpness * ((P[:, None] - R) ** 2).sum(axis=-1) / 2
    E = np.exp(S)
    A = E / E.sum(axis=1, keepdims=True)
    return np.linalg.norm(P - A @ R, axis=1)

# %% answer="patchify_by_columns" lost=["patchify_values"] mistake="patches_column_by_column"
# Patches column by column.
import numpy as np


def patchify(image, size):
    image = np.asarray(image, dtype=float)
    H, W = image.shape
    if H % size or W % size:
        raise ValueError(f"{H} x {W} pixels do not divide by {size}")
    return image.reshape(H // size, size, W // size, size).transpose(2, 0, 1, 3).reshape(-1, size * size)

# %% answer="patchify_by_reshape" lost=["patchify_values"] mistake="cut_by_reshape_alone"
# Cuts runs along the rows.
import numpy as np


def patchify(image, size):
    image = np.asarray(image, dtype=float)
    H, W = image.shape
    if H % size or W % size:
        raise ValueError(f"{H} x {W} pixels do not divide by {size}")
    return image.reshape(-1, size * size)

# %% answer="patchify_checks_rows_only" lost=["patchify_bad_sizes"] mistake="wrong_kind_of_error"
# Only the height is checked.
import numpy as np


def patchify(image, size):
    image = np.asarray(image, dtype=float)
    H, W = image.shape
    if H % size:
        raise ValueError(f"{H} x {W} pixels do not divide by {size}")
    return image.reshape(H // size, size, W // size, size).swapaxes(1, 2).reshape(-1, size * size)

# %% answer="patchify_crops" lost=["patchify_bad_sizes"] mistake="no_error_for_bad_input"
# What does not divide is cut off silently.
import numpy as np


def patchify(image, size):
    H, W = (n // size for n in image.shape)
    image = np.asarray(image, dtype=float)[:H * size, :W * size]
    return image.reshape(H, size, W, size).swapaxes(1, 2).reshape(-1, size * size)

# %% answer="patchify_integers" lost=["patchify_values"] says="the result has dtype uint8"
# Pixels stay whole numbers.
import numpy as np


def patchify(image, size):
    image = np.asarray(image)
    H, W = image.shape
    if H % size or W % size:
        raise ValueError(f"{H} x {W} pixels do not divide by {size}")
    return image.reshape(H // size, size, W // size, size).swapaxes(1, 2).reshape(-1, size * size)

# %% answer="patchify_sliding" lost=["patchify_values"] mistake="sliding_window"
# A patch for each pixel.
import numpy as np


def patchify(image, size):
    image = np.asarray(image, dtype=float)
    H, W = image.shape
    if H % size or W % size:
        raise ValueError(f"{H} x {W} pixels do not divide by {size}")
    return np.lib.stride_tricks.sliding_window_view(image, (size, size)).reshape(-1, size * size)

# %% answer="patchify_squares" lost=["patchify_values"] mistake="patches_left_square"
# The patches stay squares.
import numpy as np


def patchify(image, size):
    image = np.asarray(image, dtype=float)
    H, W = image.shape
    if H % size or W % size:
        raise ValueError(f"{H} x {W} pixels do not divide by {size}")
    return image.reshape(H // size, size, W // size, size).swapaxes(1, 2).reshape(-1, size, size)

# %% answer="patchify_turned" lost=["patchify_values"] mistake="pixels_column_by_column"
# Each patch is transposed.
import numpy as np


def patchify(image, size):
    image = np.asarray(image, dtype=float)
    H, W = image.shape
    if H % size or W % size:
        raise ValueError(f"{H} x {W} pixels do not divide by {size}")
    return image.reshape(H // size, size, W // size, size).transpose(0, 2, 3, 1).reshape(-1, size * size)

# %% answer="recognition_divided_by_k" lost=[]
# k in place of k - 1 in both V_e: a common factor, which the Mahalanobis distance takes out again. Nothing is
# lost.
import numpy as np


def recognition_taguchi(patches, reference):
    m = reference.mean(axis=0)

    def two(X):
        beta = X @ m / (m @ m)
        return np.column_stack([beta, np.sqrt(((X - np.outer(beta, m)) ** 2).mean(axis=1))])

    return mahalanobis_distance(two(patches), two(reference))

# %% answer="recognition_divided_by_m" lost=["recognition_taguchi_values", "recognition_taguchi_multiples"] mistake="divided_by_m"
# Divides the covariance of Y by the number of references.
import numpy as np


def recognition_taguchi(patches, reference):
    P, R = np.asarray(patches, dtype=float), np.asarray(reference, dtype=float)
    m = R.mean(axis=0)
    both = np.vstack([P, R])
    beta = both @ m / (m @ m)
    V_e = ((both - beta[:, None] * m) ** 2).sum(axis=1) / (len(m) - 1)
    Y = np.column_stack([beta, np.sqrt(V_e)])
    Z = Y[len(P):]
    D = Y[:len(P)] - Z.mean(axis=0)
    return np.sqrt(((D @ np.linalg.inv(np.cov(Z.T, ddof=0))) * D).sum(axis=1))

# %% answer="recognition_euclidean" lost=["recognition_taguchi_values", "recognition_taguchi_multiples"] mistake="euclidean_distance_of_y"
# Without covariance.
import numpy as np


def recognition_taguchi(patches, reference):
    m = reference.mean(axis=0)

    def two(X):
        beta = X @ m / (m @ m)
        V_e = ((X - np.outer(beta, m)) ** 2).sum(axis=1) / (len(m) - 1)
        return np.column_stack([beta, np.sqrt(V_e)])

    return np.linalg.norm(two(patches) - two(reference).mean(axis=0), axis=1)

# %% answer="recognition_in_uint8" lost=["recognition_taguchi_values"] mistake="squares_in_uint8"
# x.x computed in the dtype of the patches.
import numpy as np


def recognition_taguchi(patches, reference):
    m = reference.mean(axis=0)

    def two(X):
        x_m = X @ m
        V_e = ((X**2).sum(axis=1) - x_m**2 / (m @ m)) / (len(m) - 1)
        return np.column_stack([x_m / (m @ m), np.sqrt(np.maximum(V_e, 0))])

    return mahalanobis_distance(two(patches), two(reference))

# %% answer="recognition_mean_of_the_patches" lost=["recognition_taguchi_values", "recognition_taguchi_multiples"] mistake="mean_of_the_patches"
# m from the patches.
import numpy as np


def recognition_taguchi(patches, reference):
    m = patches.mean(axis=0)

    def two(X):
        beta = X @ m / (m @ m)
        V_e = ((X - np.outer(beta, m)) ** 2).sum(axis=1) / (len(m) - 1)
        return np.column_stack([beta, np.sqrt(V_e)])

    return mahalanobis_distance(two(patches), two(reference))

# %% answer="recognition_nan_for_multiples" lost=["recognition_taguchi_multiples"] says="nan"
# V_e below 0 by rounding.
import numpy as np


def recognition_taguchi(patches, reference):
    m = reference.mean(axis=0)

    def two(X):
        X = X.astype(float)
        V_e = ((X * X).sum(axis=1) - (X @ m) ** 2 / (m @ m)) / (len(m) - 1)
        return np.column_stack([X @ m / (m @ m), np.sqrt(V_e)])

    return mahalanobis_distance(two(patches), two(reference))

# %% answer="recognition_slope_not_taken_off" lost=["recognition_taguchi_values", "recognition_taguchi_multiples"] mistake="slope_not_taken_off"
# The remainder is x - m.
import numpy as np


def recognition_taguchi(patches, reference):
    m = reference.mean(axis=0)

    def two(X):
        beta = X @ m / (m @ m)
        V_e = ((X - m) ** 2).sum(axis=1) / (len(m) - 1)
        return np.column_stack([beta, np.sqrt(V_e)])

    return mahalanobis_distance(two(patches), two(reference))

# %% answer="recognition_slope_on_the_patch" lost=["recognition_taguchi_values", "recognition_taguchi_multiples"] mistake="slope_of_the_mean_on_the_patch"
# Divided by x.x.
import numpy as np


def recognition_taguchi(patches, reference):
    m = reference.mean(axis=0)

    def two(X):
        beta = X @ m / (X.astype(float) ** 2).sum(axis=1)
        V_e = ((X - np.outer(beta, m)) ** 2).sum(axis=1) / (len(m) - 1)
        return np.column_stack([beta, np.sqrt(V_e)])

    return mahalanobis_distance(two(patches), two(reference))

# %% answer="recognition_squared" lost=["recognition_taguchi_values", "recognition_taguchi_multiples"] mistake="root_of_the_distance_forgotten"
# Gives the squared distance of Y.
import numpy as np


def recognition_taguchi(patches, reference):
    P, R = np.asarray(patches, dtype=float), np.asarray(reference, dtype=float)
    m = R.mean(axis=0)
    both = np.vstack([P, R])
    beta = both @ m / (m @ m)
    V_e = ((both - beta[:, None] * m) ** 2).sum(axis=1) / (len(m) - 1)
    Y = np.column_stack([beta, np.sqrt(V_e)])
    Z = Y[len(P):]
    D = Y[:len(P)] - Z.mean(axis=0)
    return ((D @ np.linalg.inv(np.cov(Z.T))) * D).sum(axis=1)

# %% answer="recognition_variances_only" lost=["recognition_taguchi_values", "recognition_taguchi_multiples"] mistake="variances_only"
# Takes beta and sqrt(V_e) for unrelated.
import numpy as np


def recognition_taguchi(patches, reference):
    P, R = np.asarray(patches, dtype=float), np.asarray(reference, dtype=float)
    m = R.mean(axis=0)
    both = np.vstack([P, R])
    beta = both @ m / (m @ m)
    V_e = ((both - beta[:, None] * m) ** 2).sum(axis=1) / (len(m) - 1)
    Y = np.column_stack([beta, np.sqrt(V_e)])
    Z = Y[len(P):]
    D = Y[:len(P)] - Z.mean(axis=0)
    return np.linalg.norm(D / Z.std(axis=0, ddof=1), axis=1)

# %% answer="recognition_with_intercept" lost=["recognition_taguchi_values", "recognition_taguchi_multiples"] mistake="line_with_intercept"
# A line that need not go through zero.
import numpy as np


def recognition_taguchi(patches, reference):
    m = reference.mean(axis=0)

    def two(X):
        M = m - m.mean()
        beta = (X - X.mean(axis=1, keepdims=True)) @ M / (M @ M)
        V_e = ((X - X.mean(axis=1, keepdims=True) - np.outer(beta, M)) ** 2).sum(axis=1) / (len(m) - 1)
        return np.column_stack([beta, np.sqrt(V_e)])

    return mahalanobis_distance(two(patches), two(reference))

# %% answer="recognition_without_root" lost=["recognition_taguchi_values", "recognition_taguchi_multiples"] mistake="root_of_v_e_forgotten"
# V_e without its root.
import numpy as np


def recognition_taguchi(patches, reference):
    m = reference.mean(axis=0)

    def two(X):
        beta = X @ m / (m @ m)
        V_e = ((X - np.outer(beta, m)) ** 2).sum(axis=1) / (len(m) - 1)
        return np.column_stack([beta, V_e])

    return mahalanobis_distance(two(patches), two(reference))

# %% answer="right_inner_products" lost=[]
# Right, as the lesson goes: inner products with the keys' norms off, a whitening matrix, and a curve for the
# area.
import numpy as np


def patchify(image, size):
    height, width = image.shape
    for side in (height, width):
        if side % size:
            raise ValueError(f"an image of {height} x {width} pixels has no whole number of patches of side {size}")
    strips = [image[top : top + size] for top in range(0, height, size)]
    return np.array(
        [np.ravel(part) for strip in strips for part in np.split(strip, width // size, axis=1)], dtype=float
    )


def unpatchify(patches, shape):
    size = int(round(len(patches[0]) ** 0.5))
    return np.einsum(
        "darc->drac", np.asarray(patches, dtype=float).reshape(shape[0] // size, shape[1] // size, size, size)
    ).reshape(shape)


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
        Y[name] = np.stack(
            [along / np.linalg.norm(m), np.linalg.norm(X - along[:, None] * unit, axis=1) / np.sqrt(len(m) - 1)]
        ).T
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

# %% answer="right_loops" lost=[]
# Right, with loops over patches and pixels.
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
        image[top * size : (top + 1) * size, left * size : (left + 1) * size] = patch.reshape(size, size)
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

# %% answer="right_scipy" lost=[]
# Right, with SciPy: cdist, softmax, rankdata.
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

# %% answer="right_windows_and_ranks" lost=[]
# Right: windows, ranks, eigenvectors, and sizes told as 6x9.
import numpy as np
from scipy import special, stats


def patchify(image, size):
    image = np.array(image, dtype=np.float64)
    if any(side % size for side in image.shape):
        raise ValueError("{}x{} pixels do not make squares of {}".format(*image.shape, size))
    return np.lib.stride_tricks.sliding_window_view(image, (size, size))[::size, ::size].reshape(-1, size**2).copy()


def unpatchify(patches, shape):
    side = round(patches.shape[-1] ** 0.5)
    across = shape[1] // side
    strips = [
        np.hstack([p.reshape(side, side) for p in patches[i : i + across]]) for i in range(0, len(patches), across)
    ]
    return np.vstack(strips).astype(float)


def novelty(patches, reference, sharpness):
    P, R = np.asarray(patches, float), np.asarray(reference, float)
    S = sharpness * (P @ R.T - 0.5 * (R**2).sum(axis=1))
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

# %% answer="several_at_once_01" lost=["patchify_values", "unpatchify_values", "novelty_values", "novelty_extremes", "mahalanobis_distance_values", "mahalanobis_distance_singular", "recognition_taguchi_values", "recognition_taguchi_multiples", "auroc_ties", "locate_defect_values"] mistake=["sides_exchanged_in_loops", "side_is_the_number_of_pixels", "plain_mean_of_the_references", "references_not_centred", "beta_over_x_x", "start_of_the_curve_missing", "largest_of_all_pictures"]
# In each exercise another mistake.
import numpy as np


def patchify(image, size):
    W, H = image.shape
    if H % size or W % size:
        raise ValueError(f"H {H}, W {W}, size {size}")
    out = []
    for i in range(H // size):
        for j in range(W // size):
            out.append(image[i * size:(i + 1) * size, j * size:(j + 1) * size].reshape(-1))
    return np.array(out, float)


def unpatchify(patches, shape):
    H, W = shape
    size = patches.shape[1]
    grid = np.asarray(patches, float).reshape(H // size, W // size, size, size)
    return grid.swapaxes(1, 2).reshape(H, W)


def novelty(patches, reference, sharpness):
    mean = np.asarray(reference, float).mean(axis=0)
    return np.linalg.norm(np.asarray(patches, float) - mean, axis=1)


def mahalanobis_distance(patches, reference):
    R = np.asarray(reference, float)
    D = np.asarray(patches, float) - R.mean(axis=0)
    P = np.linalg.pinv(R.T @ R / (len(R) - 1), rcond=1e-10, hermitian=True)
    return np.sqrt(np.einsum("ij,jk,ik->i", D, P, D))


def recognition_taguchi(patches, reference):
    P, R = np.asarray(patches, float), np.asarray(reference, float)
    m = R.mean(axis=0)
    k = len(m)
    def Y(X):
        xx = (X * X).sum(axis=1)
        beta = X @ m / xx
        V = (xx - (X @ m) ** 2 / (m @ m)) / (k - 1)
        return np.stack([beta, np.sqrt(np.maximum(V, 0))], axis=1)
    return mahalanobis_distance(Y(P), Y(R))


def auroc(values, labels):
    values, labels = np.asarray(values, float), np.asarray(labels, bool)
    if labels.all() or not labels.any():
        raise ValueError("only one class is present")
    thresholds = np.unique(values)[::-1]
    tpr = np.array([np.mean(values[labels] >= t) for t in thresholds])
    fpr = np.array([np.mean(values[~labels] >= t) for t in thresholds])
    return float(np.sum((fpr[1:] - fpr[:-1]) * (tpr[1:] + tpr[:-1]) / 2))


def locate_defect(image, references, size):
    best, place = -1.0, None
    P = patchify(image, size)
    for r in references:
        n = novelty(P, patchify(r, size), 100)
        if n.max() > best:
            best, place = n.max(), int(n.argmax())
    return divmod(place, image.shape[1] // size)

# %% answer="several_at_once_02" lost=["patchify_values", "unpatchify_values", "novelty_values", "novelty_extremes", "mahalanobis_distance_values", "mahalanobis_distance_singular", "recognition_taguchi_values", "recognition_taguchi_multiples", "auroc_values", "auroc_ties"] mistake=["steps_of_one_pixel", "side_from_the_number_of_patches", "weights_never_divided", "squared_before_the_product", "cosine_in_place_of_beta", "divided_by_pairs_of_all"]
# In each exercise another mistake.
import numpy as np


def patchify(image, size):
    H, W = image.shape
    if H % size or W % size:
        raise ValueError(f"H {H}, W {W}, size {size}")
    return np.array([image[i:i + size, j:j + size].ravel() for i in range(H // size) for j in range(W // size)], float)


def unpatchify(patches, shape):
    H, W = shape
    size = int(np.sqrt(len(patches)))
    grid = np.asarray(patches, float).reshape(H // size, W // size, size, size)
    return grid.swapaxes(1, 2).reshape(H, W)


def novelty(patches, reference, sharpness):
    P, R = np.asarray(patches, float), np.asarray(reference, float)
    S = -sharpness * ((P[:, None] - R) ** 2).sum(-1) / 2
    A = np.exp(S)
    return np.linalg.norm(P - A @ R, axis=1)


def mahalanobis_distance(patches, reference):
    D = np.asarray(patches, float) - np.mean(reference, axis=0)
    P = np.linalg.pinv(np.atleast_2d(np.cov(reference, rowvar=False)), rcond=1e-10, hermitian=True)
    return np.sqrt(np.abs(((D * D) @ P).sum(axis=1)))


def recognition_taguchi(patches, reference):
    P, R = np.asarray(patches, float), np.asarray(reference, float)
    m = R.mean(axis=0)
    def Y(X):
        beta = X @ m / (np.linalg.norm(X, axis=1) * np.linalg.norm(m))
        V = ((X * X).sum(axis=1) - (X @ m) ** 2 / (m @ m)) / (X.shape[1] - 1)
        return np.column_stack([beta, np.sqrt(np.maximum(V, 0))])
    return mahalanobis_distance(Y(P), Y(R))


def auroc(values, labels):
    labels = np.asarray(labels, bool)
    n = len(values)
    won = 0
    if labels.sum() in (0, n):
        raise ValueError("only one class is present")
    for i in range(n):
        for j in range(n):
            if labels[i] and not labels[j]:
                won += (values[i] > values[j]) + 0.5 * (values[i] == values[j])
    return float(won / (n * (n - 1) / 2))

# %% answer="several_at_once_03" lost=["patchify_values", "unpatchify_values", "novelty_values", "novelty_extremes", "mahalanobis_distance_values", "mahalanobis_distance_singular", "recognition_taguchi_values", "recognition_taguchi_multiples", "auroc_values", "auroc_ties", "locate_defect_values"] mistake=["taken_for_a_square", "half_in_place_of_the_root", "softmax_over_everything", "correlation_in_place_of_covariance", "variance_of_the_pixels", "own_ranks_left_in", "mahalanobis_in_place_of_novelty"]
# In each exercise another mistake.
import numpy as np


def patchify(image, size):
    H, W = image.shape
    if H % size or W % size:
        raise ValueError(f"H {H}, W {W}, size {size}")
    n = H // size
    return np.array([image[i * size:(i + 1) * size, j * size:(j + 1) * size].ravel() for i in range(n) for j in range(n)], float)


def unpatchify(patches, shape):
    H, W = shape
    s = patches.shape[1] // 2
    return np.asarray(patches, float).reshape(H // s, W // s, s, s).swapaxes(1, 2).reshape(H, W)


def novelty(patches, reference, sharpness):
    P, R = np.asarray(patches, float), np.asarray(reference, float)
    S = -sharpness * ((P[:, None] - R) ** 2).sum(-1) / 2
    E = np.exp(S - S.max())
    A = E / E.sum()
    return np.linalg.norm(P - A @ R, axis=1)


def mahalanobis_distance(patches, reference):
    D = np.asarray(patches, float) - np.mean(reference, axis=0)
    with np.errstate(all="ignore"):
        R = np.nan_to_num(np.atleast_2d(np.corrcoef(reference, rowvar=False)))
    P = np.linalg.pinv(R, rcond=1e-10, hermitian=True)
    return np.sqrt(np.sum(D @ P * D, axis=1))


def recognition_taguchi(patches, reference):
    P, R = np.asarray(patches, float), np.asarray(reference, float)
    m = R.mean(axis=0)
    def Y(X):
        beta = X @ m / (m @ m)
        return np.column_stack([beta, np.std(X, axis=1, ddof=1)])
    return mahalanobis_distance(Y(P), Y(R))


def auroc(values, labels):
    values, labels = np.asarray(values, float), np.asarray(labels, bool)
    n1, n0 = labels.sum(), (~labels).sum()
    if n1 == 0 or n0 == 0:
        raise ValueError("only one class is present")
    ranks = np.array([np.sum(values < v) + 0.5 * (np.sum(values == v) + 1) for v in values])
    return float(ranks[labels].sum() / (n1 * n0))


def locate_defect(image, references, size):
    P = patchify(image, size)
    R = np.vstack([patchify(r, size) for r in references])
    return divmod(int(np.argmax(mahalanobis_distance(P, R))), image.shape[1] // size)

# %% answer="several_at_once_04" lost=["unpatchify_values", "novelty_extremes", "mahalanobis_distance_values", "mahalanobis_distance_singular", "recognition_taguchi_values", "recognition_taguchi_multiples", "auroc_values", "auroc_ties", "locate_defect_values"] mistake=["counted_by_the_rows", "exponents_cut_off", "length_after_the_inverse", "two_numbers_themselves", "ranks_of_the_good", "brightness_taken_off"]
# In each exercise another mistake.
import numpy as np


def unpatchify(patches, shape):
    H, W = shape
    s = int(np.sqrt(patches.shape[1]))
    image = np.zeros(shape)
    for i in range(H // s):
        for j in range(W // s):
            image[s * i:s * i + s, s * j:s * j + s] = patches[(i * (H // s) + j) % len(patches)].reshape(s, s)
    return image


def novelty(patches, reference, sharpness):
    P, R = np.asarray(patches, float), np.asarray(reference, float)
    S = -sharpness * ((P[:, None] - R) ** 2).sum(-1) / 2
    E = np.exp(np.clip(S, -700, 0))
    A = E / E.sum(axis=1, keepdims=True)
    return np.linalg.norm(P - A @ R, axis=1)


def mahalanobis_distance(patches, reference):
    D = np.asarray(patches, float) - np.mean(reference, axis=0)
    C = np.atleast_2d(np.cov(reference, rowvar=False))
    return np.linalg.norm(D @ np.linalg.pinv(C, rcond=1e-10, hermitian=True), axis=1)


def recognition_taguchi(patches, reference):
    P, R = np.asarray(patches, float), np.asarray(reference, float)
    m = R.mean(axis=0)
    beta = P @ m / (m @ m)
    rest = P - beta[:, None] * m
    return np.column_stack([beta, np.sqrt((rest ** 2).sum(axis=1) / (P.shape[1] - 1))])


def auroc(values, labels):
    values, labels = np.asarray(values, float), np.asarray(labels, bool)
    n1, n0 = labels.sum(), (~labels).sum()
    if n1 == 0 or n0 == 0:
        raise ValueError("only one class is present")
    ranks = np.array([np.sum(values < v) + 0.5 * (np.sum(values == v) + 1) for v in values])
    return float((ranks[~labels].sum() - n1 * (n1 + 1) / 2) / (n1 * n0))


def locate_defect(image, references, size):
    P = patchify(image, size)
    R = np.vstack([patchify(r, size) for r in references])
    P = P - P.mean(axis=1, keepdims=True)
    R = R - R.mean(axis=1, keepdims=True)
    return divmod(int(np.argmax(novelty(P, R, 100))), image.shape[1] // size)

# %% answer="several_at_once_05" lost=["unpatchify_values", "novelty_values", "novelty_extremes", "mahalanobis_distance_values", "mahalanobis_distance_singular", "recognition_taguchi_values", "recognition_taguchi_multiples", "auroc_ties", "locate_defect_values"] mistake=["axes_in_another_order", "largest_weight", "mean_in_whole_numbers", "distance_of_the_references", "equal_pairs_left_out", "largest_spread"]
# In each exercise another mistake.
import numpy as np


def unpatchify(patches, shape):
    H, W = shape
    s = int(np.sqrt(patches.shape[1]))
    return np.asarray(patches, float).reshape(H // s, W // s, s, s).transpose(1, 2, 0, 3).reshape(H, W)


def novelty(patches, reference, sharpness):
    P, R = np.asarray(patches, float), np.asarray(reference, float)
    S = -sharpness * ((P[:, None] - R) ** 2).sum(-1) / 2
    E = np.exp(S - S.max(axis=1, keepdims=True))
    A = E / E.sum(axis=1, keepdims=True)
    return 1 - A.max(axis=1)


def mahalanobis_distance(patches, reference):
    centre = reference.mean(axis=0).astype(patches.dtype)
    D = patches - centre
    P = np.linalg.pinv(np.atleast_2d(np.cov(reference, rowvar=False)), rcond=1e-10, hermitian=True)
    return np.sqrt(np.einsum("ij,jk,ik->i", D, P, D))


def recognition_taguchi(patches, reference):
    P, R = np.asarray(patches, float), np.asarray(reference, float)
    m = R.mean(axis=0)
    def Y(X):
        beta = X @ m / (m @ m)
        rest = X - beta[:, None] * m
        return np.column_stack([beta, np.sqrt((rest ** 2).sum(axis=1) / (X.shape[1] - 1))])
    return mahalanobis_distance(Y(R), Y(P))


def auroc(values, labels):
    labels = np.asarray(labels, bool)
    bad, good = values[labels], values[~labels]
    if len(bad) == 0 or len(good) == 0:
        raise ValueError("only one class is present")
    more = sum(b > g for b in bad for g in good)
    less = sum(b < g for b in bad for g in good)
    return float(more / (more + less)) if more + less else 0.0


def locate_defect(image, references, size):
    P = patchify(image, size)
    return divmod(int(P.std(axis=1).argmax()), image.shape[1] // size)

# %% answer="several_at_once_06" lost=["unpatchify_values", "novelty_values", "novelty_extremes", "mahalanobis_distance_values", "mahalanobis_distance_singular", "recognition_taguchi_values", "recognition_taguchi_multiples", "auroc_values", "auroc_ties", "locate_defect_values"] mistake=["patches_in_one_column", "difference_of_lengths", "covariance_of_all", "distance_from_the_patches", "difference_of_means", "arguments_of_novelty_exchanged"]
# In each exercise another mistake.
import numpy as np


def unpatchify(patches, shape):
    s = int(np.sqrt(patches.shape[1]))
    return np.vstack([np.asarray(p, float).reshape(s, s) for p in patches])


def novelty(patches, reference, sharpness):
    P, R = np.asarray(patches, float), np.asarray(reference, float)
    S = -sharpness * ((P[:, None] - R) ** 2).sum(-1) / 2
    E = np.exp(S - S.max(axis=1, keepdims=True))
    A = E / E.sum(axis=1, keepdims=True)
    return np.abs(np.linalg.norm(P, axis=1) - np.linalg.norm(A @ R, axis=1))


def mahalanobis_distance(patches, reference):
    both = np.vstack([patches, reference]).astype(float)
    D = np.asarray(patches, float) - np.mean(reference, axis=0)
    P = np.linalg.pinv(np.atleast_2d(np.cov(both, rowvar=False)), rcond=1e-10, hermitian=True)
    return np.sqrt(np.sum(D @ P * D, axis=1))


def recognition_taguchi(patches, reference):
    P, R = np.asarray(patches, float), np.asarray(reference, float)
    m = R.mean(axis=0)
    def Y(X):
        beta = X @ m / (m @ m)
        rest = X - beta[:, None] * m
        return np.column_stack([beta, np.sqrt((rest ** 2).sum(axis=1) / (X.shape[1] - 1))])
    return mahalanobis_distance(Y(P), Y(P))


def auroc(values, labels):
    labels = np.asarray(labels, bool)
    if labels.all() or not labels.any():
        raise ValueError("only one class is present")
    return float(values[labels].mean() - values[~labels].mean())


def locate_defect(image, references, size):
    R = np.vstack([patchify(r, size) for r in references])
    return divmod(int(np.argmax(novelty(R, patchify(image, size), 100))), image.shape[1] // size)

# %% answer="several_at_once_07" lost=["unpatchify_values", "novelty_values", "novelty_extremes", "mahalanobis_distance_values", "mahalanobis_distance_singular", "recognition_taguchi_values", "recognition_taguchi_multiples", "auroc_values", "auroc_ties", "locate_defect_values"] mistake=["patches_in_one_row", "length_of_the_explanation", "inverse_of_each_entry", "first_reference_alone", "average_precision", "divided_by_the_size"]
# In each exercise another mistake.
import numpy as np


def unpatchify(patches, shape):
    s = int(np.sqrt(patches.shape[1]))
    return np.concatenate([np.asarray(p, float).reshape(s, s) for p in patches], axis=1)


def novelty(patches, reference, sharpness):
    P, R = np.asarray(patches, float), np.asarray(reference, float)
    S = -sharpness * ((P[:, None] - R) ** 2).sum(-1) / 2
    E = np.exp(S - S.max(axis=1, keepdims=True))
    A = E / E.sum(axis=1, keepdims=True)
    return np.linalg.norm(A @ R, axis=1)


def mahalanobis_distance(patches, reference):
    D = np.asarray(patches, float) - np.mean(reference, axis=0)
    C = np.atleast_2d(np.cov(reference, rowvar=False))
    P = np.divide(1.0, C, out=np.zeros_like(C), where=C != 0)
    return np.sqrt(np.abs(np.sum(D @ P * D, axis=1)))


def recognition_taguchi(patches, reference):
    P, R = np.asarray(patches, float), np.asarray(reference, float)
    m = R[0]
    def Y(X):
        beta = X @ m / (m @ m)
        rest = X - beta[:, None] * m
        return np.column_stack([beta, np.sqrt((rest ** 2).sum(axis=1) / (X.shape[1] - 1))])
    return mahalanobis_distance(Y(P), Y(R))


def auroc(values, labels):
    labels = np.asarray(labels, bool)
    if labels.all() or not labels.any():
        raise ValueError("only one class is present")
    order = np.argsort(-np.asarray(values, float), kind="stable")
    hits = labels[order]
    precision = np.cumsum(hits) / np.arange(1, len(hits) + 1)
    return float(precision[hits].mean())


def locate_defect(image, references, size):
    R = np.vstack([patchify(r, size) for r in references])
    i = int(np.argmax(novelty(patchify(image, size), R, 100)))
    return i // size, i % size

# %% answer="several_at_once_08" lost=["unpatchify_values", "novelty_values", "mahalanobis_distance_values", "mahalanobis_distance_singular", "recognition_taguchi_values", "recognition_taguchi_multiples", "auroc_values", "auroc_ties", "locate_defect_values"] mistake=["row_and_column_added", "product_counted_once", "mean_of_scores", "mean_over_the_pixels", "divided_by_the_defective", "divided_by_the_width"]
# In each exercise another mistake.
import numpy as np


def unpatchify(patches, shape):
    H, W = shape
    s = int(np.sqrt(patches.shape[1]))
    out = np.zeros(shape)
    for i in range(H // s):
        for j in range(W // s):
            out[i * s:(i + 1) * s, j * s:(j + 1) * s] = patches[i + j].reshape(s, s)
    return out


def novelty(patches, reference, sharpness):
    P, R = np.asarray(patches, float), np.asarray(reference, float)
    d2 = (P ** 2).sum(1)[:, None] - P @ R.T + (R ** 2).sum(1)
    S = -sharpness * d2 / 2
    E = np.exp(S - S.max(axis=1, keepdims=True))
    return np.linalg.norm(P - E / E.sum(axis=1, keepdims=True) @ R, axis=1)


def mahalanobis_distance(patches, reference):
    R = np.asarray(reference, float)
    s = R.std(axis=0, ddof=1)
    z = np.abs(np.asarray(patches, float) - R.mean(axis=0)) / np.where(s > 0, s, 1)
    return z.mean(axis=1)


def recognition_taguchi(patches, reference):
    P, R = np.asarray(patches, float), np.asarray(reference, float)
    m = R.mean(axis=1)
    def Y(X):
        beta = X @ m / (m @ m)
        rest = X - beta[:, None] * m
        return np.column_stack([beta, np.sqrt((rest ** 2).sum(axis=1) / (X.shape[1] - 1))])
    return mahalanobis_distance(Y(P), Y(R))


def auroc(values, labels):
    labels = np.asarray(labels, bool)
    bad, good = values[labels], values[~labels]
    if not len(bad) or not len(good):
        raise ValueError("only one class is present")
    won = (bad[:, None] > good).sum() + 0.5 * (bad[:, None] == good).sum()
    return float(won / len(bad))


def locate_defect(image, references, size):
    R = np.vstack([patchify(r, size) for r in references])
    i = int(np.argmax(novelty(patchify(image, size), R, 100)))
    return i // image.shape[1], i % image.shape[1]

# %% answer="several_at_once_09" lost=["unpatchify_values", "mahalanobis_distance_values", "mahalanobis_distance_singular", "recognition_taguchi_values", "recognition_taguchi_multiples", "locate_defect_values"] mistake=["order_of_columns", "from_the_nearest_reference", "references_without_beta", "columns_of_a_reference"]
# In each exercise another mistake.
import numpy as np


def unpatchify(patches, shape):
    H, W = shape
    s = int(np.sqrt(patches.shape[1]))
    return np.asarray(patches, float).reshape(H // s, W // s, s, s).swapaxes(1, 2).reshape(H, W, order="F")


def mahalanobis_distance(patches, reference):
    P, R = np.asarray(patches, float), np.asarray(reference, float)
    M = np.linalg.pinv(np.atleast_2d(np.cov(R, rowvar=False)), rcond=1e-10, hermitian=True)
    D = P[:, None] - R
    return np.sqrt(np.einsum("ijk,kl,ijl->ij", D, M, D)).min(axis=1)


def recognition_taguchi(patches, reference):
    P, R = np.asarray(patches, float), np.asarray(reference, float)
    m = R.mean(axis=0)
    k = len(m)
    bP, bR = P @ m / (m @ m), R @ m / (m @ m)
    vP = ((P - bP[:, None] * m) ** 2).sum(1) / (k - 1)
    vR = ((R - m) ** 2).sum(1) / (k - 1)
    return mahalanobis_distance(np.c_[bP, np.sqrt(vP)], np.c_[bR, np.sqrt(vR)])


def locate_defect(image, references, size):
    R = np.vstack([patchify(r, size) for r in references])
    i = int(np.argmax(novelty(patchify(image, size), R, 100)))
    return divmod(i, references[0].shape[1] // size)

# %% answer="several_at_once_10" lost=["unpatchify_values", "recognition_taguchi_values", "recognition_taguchi_multiples", "locate_defect_values"] mistake=["patches_a_pixel_apart", "ratio_of_means", "row_and_column_for_themselves"]
# In each exercise another mistake.
import numpy as np


def unpatchify(patches, shape):
    H, W = shape
    s = int(np.sqrt(patches.shape[1]))
    out = np.zeros(shape)
    for k in range(len(patches)):
        i, j = divmod(k, W // s)
        out[i:i + s, j:j + s] = patches[k].reshape(s, s)
    return out


def recognition_taguchi(patches, reference):
    P, R = np.asarray(patches, float), np.asarray(reference, float)
    m = R.mean(axis=0)
    def Y(X):
        beta = X.mean(axis=1) / m.mean()
        rest = X - beta[:, None] * m
        return np.column_stack([beta, np.sqrt((rest ** 2).sum(axis=1) / (X.shape[1] - 1))])
    return mahalanobis_distance(Y(P), Y(R))


def locate_defect(image, references, size):
    R = np.vstack([patchify(r, size) for r in references])
    n = novelty(patchify(image, size), R, 100).reshape(image.shape[0] // size, image.shape[1] // size)
    return int(n.sum(axis=1).argmax()), int(n.sum(axis=0).argmax())

# %% answer="several_at_once_11" lost=["recognition_taguchi_values", "recognition_taguchi_multiples", "locate_defect_values"] mistake=["remainder_divided_by_beta", "nearest_reference_only"]
# In each exercise another mistake.
import numpy as np


def recognition_taguchi(patches, reference):
    P, R = np.asarray(patches, float), np.asarray(reference, float)
    m = R.mean(axis=0)
    def Y(X):
        beta = X @ m / (m @ m)
        rest = X / beta[:, None] - m
        return np.column_stack([beta, np.sqrt((rest ** 2).sum(axis=1) / (X.shape[1] - 1))])
    return mahalanobis_distance(Y(P), Y(R))


def locate_defect(image, references, size):
    P = patchify(image, size)
    each = np.array([novelty(P, patchify(r, size), 100) for r in references])
    return divmod(int(each.min(axis=0).argmax()), image.shape[1] // size)

# %% answer="several_at_once_12" lost=["recognition_taguchi_values", "recognition_taguchi_multiples"] mistake=["scores_added"]
# In each exercise another mistake.
import numpy as np


def recognition_taguchi(patches, reference):
    P, R = np.asarray(patches, float), np.asarray(reference, float)
    m = R.mean(axis=0)
    def Y(X):
        beta = X @ m / (m @ m)
        rest = X - beta[:, None] * m
        return np.column_stack([beta, np.sqrt((rest ** 2).sum(axis=1) / (X.shape[1] - 1))])
    a, b = Y(P), Y(R)
    return (np.abs(a - b.mean(axis=0)) / b.std(axis=0, ddof=1)).sum(axis=1)

# %% answer="unpatchify_by_columns" lost=["unpatchify_values"] mistake="patches_column_by_column"
# Lays the patches out column by column.
import numpy as np


def unpatchify(patches, shape):
    patches = np.asarray(patches, dtype=float)
    H, W = shape
    size = round(patches.shape[1] ** 0.5)
    return patches.reshape(W // size, H // size, size, size).transpose(1, 2, 0, 3).reshape(H, W)

# %% answer="unpatchify_by_reshape" lost=["unpatchify_values"] mistake="put_together_by_reshape_alone"
# Puts runs along the rows.
import numpy as np


def unpatchify(patches, shape):
    patches = np.asarray(patches, dtype=float)
    H, W = shape
    size = round(patches.shape[1] ** 0.5)
    return patches.reshape(H, W)

# %% answer="unpatchify_swapped" lost=["unpatchify_values"] mistake="height_and_width_swapped"
# Takes the shape for (W, H).
import numpy as np


def unpatchify(patches, shape):
    patches = np.asarray(patches, dtype=float)
    W, H = shape
    size = round(patches.shape[1] ** 0.5)
    return patches.reshape(H // size, W // size, size, size).swapaxes(1, 2).reshape(H, W)

# %% answer="unpatchify_turned_patches" lost=["unpatchify_values"] mistake="pixels_column_by_column"
# Fills each patch in column order.
import numpy as np


def unpatchify(patches, shape):
    size = int(round(len(patches[0]) ** 0.5))
    image = np.zeros(shape)
    across = shape[1] // size
    for k, patch in enumerate(patches):
        row, column = k // across * size, k % across * size
        image[row:row + size, column:column + size] = np.reshape(patch, (size, size), order="F")
    return image

# %% answer="novelty_by_absolute_values" lost=["novelty_values", "novelty_extremes"] mistake="absolute_differences"
# ord=1 in the norm.
import numpy as np


def novelty(patches, reference, sharpness):
    P, R = patches.astype(float), reference.astype(float)
    S = -sharpness / 2 * ((P[:, None] - R) ** 2).sum(axis=2)
    A = np.exp(S - S.max(axis=1, keepdims=True))
    A /= A.sum(axis=1, keepdims=True)
    return np.linalg.norm(P - A @ R, ord=1, axis=1)

# %% answer="novelty_of_all_together" lost=["novelty_values", "novelty_extremes"] mistake="one_number_for_all"
# Sums the squares over everything.
import numpy as np


def novelty(patches, reference, sharpness):
    P, R = patches.astype(float), reference.astype(float)
    S = -sharpness / 2 * ((P[:, None] - R) ** 2).sum(axis=2)
    A = np.exp(S - S.max(axis=1, keepdims=True))
    A /= A.sum(axis=1, keepdims=True)
    return np.sqrt(((P - A @ R) ** 2).sum())

# %% answer="mahalanobis_of_the_tested" lost=["mahalanobis_distance_values", "mahalanobis_distance_singular"] mistake="covariance_of_the_patches"
# Centres the tested patches and takes their covariance.
import numpy as np


def mahalanobis_distance(patches, reference):
    D = patches - reference.mean(axis=0)
    own = patches - patches.mean(axis=0) if len(patches) > 1 else reference - reference.mean(axis=0)
    C = own.T @ own / (len(own) - 1)
    return np.sqrt(np.maximum(np.einsum("ni,ij,nj->n", D, np.linalg.pinv(C, rcond=1e-10, hermitian=True), D), 0))

# %% answer="recognition_squares_as_they_are" lost=["recognition_taguchi_values", "recognition_taguchi_multiples"] mistake="nothing_taken_off"
# The length of the patch for what is left of it.
import numpy as np


def recognition_taguchi(patches, reference):
    m = reference.mean(axis=0)

    def features(X):
        X = np.asarray(X, dtype=float)
        return np.column_stack([X @ m / (m @ m), np.linalg.norm(X, axis=1) / np.sqrt(len(m) - 1)])

    return mahalanobis_distance(features(patches), features(reference))

# %% answer="recognition_signal_to_noise" lost=["recognition_taguchi_values", "recognition_taguchi_multiples"] mistake="signal_to_noise_in_place_of_v_e"
# Eta, as the books have it.
import numpy as np


def recognition_taguchi(patches, reference):
    m = reference.mean(axis=0)

    def features(X):
        X = np.asarray(X, dtype=float)
        beta = X @ m / (m @ m)
        V_e = ((X - np.outer(beta, m)) ** 2).sum(axis=1) / (len(m) - 1)
        eta = np.divide(1.0, V_e, out=np.zeros(len(V_e)), where=V_e > 0)
        return np.column_stack([beta, np.sqrt(eta)])

    return mahalanobis_distance(features(patches), features(reference))

# %% answer="auroc_counts_pairs" lost=["auroc_values", "auroc_ties"] mistake="pairs_not_divided"
# Counts, and does not divide.
import numpy as np


def auroc(values, labels):
    labels = np.asarray(labels, dtype=bool)
    if len(set(labels.tolist())) < 2:
        raise ValueError(f"all {labels.size} labels are of one class; expected two")
    return float(sum((a > b) + (a == b) / 2 for a in values[labels] for b in values[~labels]))

# %% answer="patchify_last_patches_lost" lost=["patchify_values"] mistake="last_patches_lost"
# Stops one patch too early.
import numpy as np


def patchify(image, size):
    image = np.asarray(image, float)
    H, W = image.shape
    if H % size or W % size:
        raise ValueError(f"{H} {W} {size}")
    return np.array([image[r:r+size, c:c+size].ravel() for r in range(0, H - size, size) for c in range(0, W - size, size)])

# %% answer="patchify_sides_exchanged" lost=["patchify_values"] mistake="sides_exchanged"
# W, H = image.shape.
import numpy as np


def patchify(image, size):
    image = np.asarray(image, float)
    W, H = image.shape
    if H % size or W % size:
        raise ValueError(f"{H} {W} {size}")
    return image.reshape(H // size, size, W // size, size).swapaxes(1, 2).reshape(-1, size * size)

# %% answer="unpatchify_first_patch_everywhere" lost=["unpatchify_values"] mistake="first_patch_everywhere"
# The counter never grows.
import numpy as np


def unpatchify(patches, shape):
    H, W = shape
    s = round(np.sqrt(patches.shape[1]))
    out = np.zeros(shape)
    k = 0
    for r in range(0, H, s):
        for c in range(0, W, s):
            out[r : r + s, c : c + s] = patches[k].reshape(s, s)
    return out

# %% answer="novelty_divided_by_root_of_the_pixels" lost=["novelty_values"] mistake="divided_by_root_of_the_pixels"
# Scales as attention does.
import numpy as np


def novelty(patches, reference, sharpness):
    P, R = np.asarray(patches, float), np.asarray(reference, float)
    d = ((P[:, None] - R[None]) ** 2).sum(-1)
    S = -sharpness * d / 2 / np.sqrt(P.shape[1])
    A = np.exp(S - S.max(1, keepdims=True))
    A /= A.sum(1, keepdims=True)
    return np.linalg.norm(P - A @ R, axis=1)

# %% answer="novelty_mean_square_in_the_exponent" lost=["novelty_values"] mistake="mean_square_in_the_exponent"
# mean for sum.
import numpy as np


def novelty(patches, reference, sharpness):
    P, R = np.asarray(patches, float), np.asarray(reference, float)
    d = ((P[:, None] - R[None]) ** 2).mean(-1)
    S = -sharpness * d / 2
    A = np.exp(S - S.max(1, keepdims=True))
    A /= A.sum(1, keepdims=True)
    return np.linalg.norm(P - A @ R, axis=1)

# %% answer="novelty_remainder_itself" lost=["novelty_values", "novelty_extremes"] mistake="remainder_itself"
# Without the length.
import numpy as np


def novelty(patches, reference, sharpness):
    P, R = np.asarray(patches, float), np.asarray(reference, float)
    d = ((P[:, None] - R[None]) ** 2).sum(-1)
    S = -sharpness * d / 2
    A = np.exp(S - S.max(1, keepdims=True))
    A /= A.sum(1, keepdims=True)
    return P - A @ R

# %% answer="mahalanobis_plain_distance" lost=["mahalanobis_distance_values", "mahalanobis_distance_singular"] mistake="plain_distance"
# Without the covariance.
import numpy as np


def mahalanobis_distance(patches, reference):
    return np.linalg.norm(patches - reference.mean(0), axis=1)

# %% answer="mahalanobis_one_mean_for_all_pixels" lost=["mahalanobis_distance_values", "mahalanobis_distance_singular"] mistake="one_mean_for_all_pixels"
# mean without an axis.
import numpy as np


def mahalanobis_distance(patches, reference):
    D = patches - reference.mean()
    C = np.cov(reference, rowvar=False)
    return np.sqrt(np.maximum(np.einsum("ni,ij,nj->n", D, np.linalg.pinv(C, rcond=1e-10, hermitian=True), D), 0))

# %% answer="mahalanobis_all_products" lost=["mahalanobis_distance_values", "mahalanobis_distance_singular"] says="Its diagonal is the right result"
# D @ C @ D.T, without its diagonal.
import numpy as np


def mahalanobis_distance(patches, reference):
    D = patches - reference.mean(0)
    C = np.cov(reference, rowvar=False)
    return np.sqrt(np.abs(D @ np.linalg.pinv(C) @ D.T))

# %% answer="recognition_slope_over_the_length" lost=["recognition_taguchi_values", "recognition_taguchi_multiples"] mistake="slope_over_the_length"
# The norm for its square.
import numpy as np


def recognition_taguchi(patches, reference):
    m = reference.mean(0)
    def y(X):
        X = np.asarray(X, float)
        b = X @ m / np.sqrt(m @ m)
        r = X - b[:, None] * m
        return np.column_stack([b, np.sqrt((r ** 2).sum(1) / (len(m) - 1))])
    return mahalanobis_distance(y(patches), y(reference))

# %% answer="recognition_beta_alone" lost=["recognition_taguchi_values", "recognition_taguchi_multiples"] mistake="beta_alone"
# beta alone.
import numpy as np


def recognition_taguchi(patches, reference):
    m = reference.mean(0)
    def b(X):
        return (np.asarray(X, float) @ m / (m @ m))[:, None]
    x, r = b(patches), b(reference)
    return (np.abs(x - r.mean(0)) / r.std(0, ddof=1))[:, 0]

# %% answer="recognition_mean_absolute_remainder" lost=["recognition_taguchi_values", "recognition_taguchi_multiples"] mistake="mean_absolute_remainder"
# Absolute values.
import numpy as np


def recognition_taguchi(patches, reference):
    m = reference.mean(0)
    def y(X):
        X = np.asarray(X, float)
        b = X @ m / (m @ m)
        r = X - b[:, None] * m
        return np.column_stack([b, np.abs(r).mean(1)])
    return mahalanobis_distance(y(patches), y(reference))

# %% answer="recognition_remainder_from_its_mean" lost=["recognition_taguchi_values", "recognition_taguchi_multiples"] mistake="remainder_from_its_mean"
# np.std of the remainder.
import numpy as np


def recognition_taguchi(patches, reference):
    m = reference.mean(0)
    def y(X):
        X = np.asarray(X, float)
        b = X @ m / (m @ m)
        r = X - b[:, None] * m
        return np.column_stack([b, r.std(1, ddof=1)])
    return mahalanobis_distance(y(patches), y(reference))

# %% answer="auroc_in_percent" lost=["auroc_values", "auroc_ties"] mistake="in_percent"
# Times 100.
import numpy as np


def auroc(values, labels):
    labels = np.asarray(labels).astype(bool)
    if labels.all() or not labels.any():
        raise ValueError("one class")
    p, q = values[labels], values[~labels]
    return 100 * float(np.mean((p[:, None] > q) + 0.5 * (p[:, None] == q)))

# %% answer="auroc_from_minus_one_to_one" lost=["auroc_values", "auroc_ties"] mistake="from_minus_one_to_one"
# The mean sign.
import numpy as np


def auroc(values, labels):
    labels = np.asarray(labels).astype(bool)
    if labels.all() or not labels.any():
        raise ValueError("one class")
    p, q = values[labels], values[~labels]
    return float(np.mean(np.sign(p[:, None] - q)))

# %% answer="auroc_divided_by_all_pairs" lost=["auroc_values", "auroc_ties"] mistake="divided_by_all_pairs"
# n times n.
import numpy as np


def auroc(values, labels):
    labels = np.asarray(labels).astype(bool)
    if labels.all() or not labels.any():
        raise ValueError("one class")
    p, q = values[labels], values[~labels]
    return float(np.sum((p[:, None] > q) + 0.5 * (p[:, None] == q)) / len(values) ** 2)

# %% answer="auroc_pairs_in_order" lost=["auroc_values", "auroc_ties"] mistake="pairs_in_order"
# zip.
import numpy as np


def auroc(values, labels):
    labels = np.asarray(labels).astype(bool)
    if labels.all() or not labels.any():
        raise ValueError("one class")
    return float(np.mean([float(a > b) + 0.5 * float(a == b) for a, b in zip(values[labels], values[~labels])]))

# %% answer="auroc_verdicts_at_the_median" lost=["auroc_values", "auroc_ties"] mistake="verdicts_at_the_median"
# A limit at the median.
import numpy as np


def auroc(values, labels):
    labels = np.asarray(labels).astype(bool)
    if labels.all() or not labels.any():
        raise ValueError("only one class")
    return float(np.mean((values > np.median(values)) == labels))

# %% answer="locate_another_sharpness" lost=["locate_defect_values"] mistake="another_sharpness"
# A sharpness of 1.
import numpy as np


def locate_defect(image, references, size):
    good = np.concatenate([patchify(r, size) for r in references])
    i = int(np.argmax(novelty(patchify(image, size), good, 1.0)))
    return divmod(i, image.shape[1] // size)

# %% answer="locate_each_picture_for_itself" lost=["locate_defect_values"] mistake="each_picture_for_itself"
# The mean over the pictures.
import numpy as np


def locate_defect(image, references, size):
    p = patchify(image, size)
    n = np.mean([novelty(p, patchify(r, size), 100.0) for r in references], axis=0)
    return divmod(int(np.argmax(n)), image.shape[1] // size)

# %% answer="locate_image_among_the_references" lost=["locate_defect_values"] mistake="image_among_the_references"
# The image explains itself.
import numpy as np


def locate_defect(image, references, size):
    good = np.concatenate([patchify(r, size) for r in [image, *references]])
    i = int(np.argmax(novelty(patchify(image, size), good, 100.0)))
    return divmod(i, image.shape[1] // size)

# %% answer="locate_brightest_patch" lost=["locate_defect_values"] mistake="brightest_patch"
# The brightest patch.
import numpy as np


def locate_defect(image, references, size):
    i = int(np.argmax(patchify(image, size).sum(1)))
    return divmod(i, image.shape[1] // size)

# %% answer="slips_1" lost=["recognition_taguchi_values", "recognition_taguchi_multiples", "auroc_values", "auroc_ties"] mistake=["median_in_place_of_mean", "hits_at_one_half"]
# The median. A threshold.
import numpy as np


def recognition_taguchi(patches, reference):
    P, R = np.array(patches, dtype=float), np.array(reference, dtype=float)
    m = np.median(R, axis=0)
    pairs = []
    for X in (P, R):
        beta = X.dot(m) / m.dot(m)
        pairs.append(np.stack([beta, np.sqrt(((X - beta[:, None] * m) ** 2).sum(1) / (m.size - 1))], axis=1))
    return mahalanobis_distance(*pairs)


def auroc(values, labels):
    labels = np.array(labels, dtype=bool)
    if len(set(labels.tolist())) < 2:
        raise ValueError("the labels are of one class")
    right = sum((value > 0.5) == label for value, label in zip(values, labels))
    return float(right / len(labels))

# %% answer="slips_2" lost=["recognition_taguchi_values", "recognition_taguchi_multiples", "auroc_values", "auroc_ties"] mistake=["each_with_a_mean_of_its_own", "means_compared"]
# A mean for each set. Two means.
import numpy as np


def recognition_taguchi(patches, reference):
    def reduced(X):
        X = np.asarray(X, dtype=float)
        centre = X.mean(axis=0)
        slope = X @ centre / np.sum(centre**2)
        rest = X - slope[:, None] * centre
        return np.array([slope, np.sqrt(np.sum(rest**2, axis=1) / (X.shape[1] - 1))]).T

    return mahalanobis_distance(reduced(patches), reduced(reference))


def auroc(values, labels):
    labels = np.array(labels, dtype=bool)
    if labels.all() or not labels.any():
        raise ValueError("one class")
    bad, good = values[labels], values[~labels]
    return 1.0 if bad.mean() > good.mean() else 0.0

# %% answer="slips_3" lost=["recognition_taguchi_values", "recognition_taguchi_multiples"] mistake=["remainder_alone"]
# The second number alone.
import numpy as np


def recognition_taguchi(patches, reference):
    m = np.asarray(reference, dtype=float).mean(axis=0)

    def noise(X):
        rest = X - np.outer(X @ m, m) / np.dot(m, m)
        return np.linalg.norm(rest, axis=1) / np.sqrt(len(m) - 1)

    usual = noise(reference)
    return np.abs(noise(patches) - np.mean(usual)) / np.std(usual, ddof=1)

# %% answer="slips_4" lost=["recognition_taguchi_values", "recognition_taguchi_multiples"] mistake=["distance_of_the_patches"]
# Nothing reduced.
def recognition_taguchi(patches, reference):
    return mahalanobis_distance(patches, reference)

# %% answer="picture_axes_first" lost=["unpatchify_values"] mistake=["axes_of_the_picture"]
# (down, size, across, size) from the start.
import numpy as np


def unpatchify(patches, shape):
    patches = np.array(patches, dtype=float)
    side = int(round(patches.shape[-1] ** 0.5))
    strips = patches.reshape(shape[0] // side, side, shape[1] // side, side)
    return np.einsum("asbt->abst", strips).reshape(shape)

# %% answer="exponent_overlooked" lost=["recognition_taguchi_values", "recognition_taguchi_multiples"] mistake=["product_not_squared"]
# x . m in place of its square.
import numpy as np


def recognition_taguchi(patches, reference):
    patches, reference = np.array(patches, dtype=float), np.array(reference, dtype=float)
    m = reference.mean(axis=0)
    Y = []
    for X in (patches, reference):
        along = X @ m
        rest = np.clip(np.sum(X ** 2, axis=1) - along / (m @ m), 0, None) / (m.size - 1)
        Y.append(np.column_stack([along / (m @ m), rest ** 0.5]))
    return mahalanobis_distance(*Y)

# %% answer="unpatchify_grid_turned" lost=["unpatchify_values"] mistake="rows_and_columns_of_patches_exchanged"
# The grid has as many rows as there are columns of patches.
import numpy as np


def unpatchify(patches, shape):
    side = round(len(patches[0]) ** 0.5)
    down, across = shape[1] // side, shape[0] // side
    return np.einsum("darc->drac", 1.0 * patches.reshape(down, across, side, side)).reshape(shape)

# %% answer="auroc_ranks_of_sorted_places" lost=["auroc_ties"] mistake="equal_values_by_place"
# Counts, for each defective patch in sorted order, the good ones before it.
import numpy as np


def auroc(values, labels):
    labels = np.asarray(labels).astype(bool)
    if len(set(labels.tolist())) < 2:
        raise ValueError("defective and good ones are needed, but one class came")
    in_order = labels[np.argsort(values, kind="stable")]
    return float(np.cumsum(~in_order)[in_order].sum() / (in_order.sum() * (~in_order).sum()))

# %% answer="unpatchify_grid_taken_for_a_square" lost=["unpatchify_values"] mistake="grid_taken_for_a_square"
# As many rows of patches as columns.
import numpy as np


def unpatchify(patches, shape):
    patches = np.asarray(patches, dtype=float)
    n, size = int(np.sqrt(len(patches))), int(np.sqrt(patches.shape[1]))
    return patches.reshape(n, n, size, size).swapaxes(1, 2).reshape(shape)

# %% answer="unpatchify_side_from_the_number_in_loops" lost=["unpatchify_values"] mistake="side_from_the_number_in_loops"
# The root of the number of patches.
import numpy as np


def unpatchify(patches, shape):
    size = int(np.sqrt(np.shape(patches)[0]))
    image, k = np.zeros(shape), 0
    for r in range(0, shape[0], size):
        for c in range(0, shape[1], size):
            image[r:r + size, c:c + size] = patches[k].reshape(size, size)
            k += 1
    return image

# %% answer="unpatchify_joined_the_wrong_way" lost=["unpatchify_values"] mistake="joined_the_wrong_way"
# vstack and hstack exchanged.
import numpy as np


def unpatchify(patches, shape):
    size = round(len(patches[0]) ** 0.5)
    across, squares = shape[1] // size, [np.array(p, dtype=float).reshape(size, size) for p in patches]
    return np.hstack([np.vstack(squares[k:k + across]) for k in range(0, len(squares), across)])

# %% answer="novelty_half_inner_products" lost=["novelty_values", "novelty_extremes"] mistake="half_inner_products"
# Inner products where the distances belong.
import numpy as np


def novelty(patches, reference, sharpness):
    P, R = np.asarray(patches, dtype=float), np.asarray(reference, dtype=float)
    squares = np.sum((P[:, None] - R) ** 2, axis=2)
    S = sharpness * P @ R.T / 2
    E = np.exp(S - S.max(axis=1, keepdims=True))
    A = E / E.sum(axis=1, keepdims=True)
    return np.sqrt(np.sum((P - A @ R) ** 2, axis=1))

# %% answer="novelty_attention_itself" lost=["novelty_values", "novelty_extremes"] mistake="attention_itself"
# Scaled inner products, without the sharpness.
import numpy as np


def novelty(patches, reference, sharpness):
    P, R = np.asarray(patches, dtype=float), np.asarray(reference, dtype=float)
    squares = np.sum((P[:, None] - R) ** 2, axis=2)
    S = P @ R.T / np.sqrt(R.shape[1])
    E = np.exp(S - S.max(axis=1, keepdims=True))
    A = E / E.sum(axis=1, keepdims=True)
    return np.sqrt(np.sum((P - A @ R) ** 2, axis=1))

# %% answer="novelty_small_number_in_the_denominator" lost=["novelty_extremes"] mistake="small_number_in_the_denominator"
# A small number hides 0 / 0.
import numpy as np


def novelty(patches, reference, sharpness):
    P, R = np.asarray(patches, dtype=float), np.asarray(reference, dtype=float)
    squares = np.sum((P[:, None] - R) ** 2, axis=2)
    S = -sharpness * squares / 2
    E = np.exp(S)
    A = E / (E.sum(axis=1, keepdims=True) + 1e-300)
    return np.sqrt(np.sum((P - A @ R) ** 2, axis=1))

# %% answer="novelty_root_of_the_mean_square" lost=["novelty_values"] mistake="root_of_the_mean_square"
# Measured from each reference, and averaged.
import numpy as np


def novelty(patches, reference, sharpness):
    P, R = np.asarray(patches, dtype=float), np.asarray(reference, dtype=float)
    squares = np.sum((P[:, None] - R) ** 2, axis=2)
    S = -sharpness * squares / 2
    E = np.exp(S - S.max(axis=1, keepdims=True))
    A = E / E.sum(axis=1, keepdims=True)
    return np.sqrt(np.sum(A * squares, axis=1))

# %% answer="novelty_absolute_differences_in_the_scores" lost=["novelty_values", "novelty_extremes"] mistake="absolute_differences_in_the_scores"
# Absolute differences where squares belong.
import numpy as np


def novelty(patches, reference, sharpness):
    P, R = np.asarray(patches, dtype=float), np.asarray(reference, dtype=float)
    squares = np.sum((P[:, None] - R) ** 2, axis=2)
    S = -sharpness * np.abs(P[:, None] - R).sum(axis=2) / 2
    E = np.exp(S - S.max(axis=1, keepdims=True))
    A = E / E.sum(axis=1, keepdims=True)
    return np.sqrt(np.sum((P - A @ R) ** 2, axis=1))

# %% answer="mahalanobis_mean_over_the_pixels" lost=["mahalanobis_distance_values", "mahalanobis_distance_singular"] mistake="mean_over_the_pixels"
# The mean along the wrong axis.
import numpy as np


def mahalanobis_distance(patches, reference):
    C = np.atleast_2d(np.cov(reference, rowvar=False))
    D = patches - np.mean(reference, axis=1)
    return np.sqrt(np.sum(D @ np.linalg.pinv(C) * D, axis=1))

# %% answer="mahalanobis_determinant" lost=["mahalanobis_distance_singular"]
# Rounding keeps a determinant from being 0.
import numpy as np


def mahalanobis_distance(patches, reference):
    C = np.atleast_2d(np.cov(reference, rowvar=False))
    inverse = np.linalg.inv(C) if np.linalg.det(C) != 0 else np.linalg.pinv(C, rcond=1e-10, hermitian=True)
    D = patches - reference.mean(axis=0)
    return np.sqrt(np.abs(np.sum(D @ inverse * D, axis=1)))

# %% answer="recognition_second_term_divided_alone" lost=["recognition_taguchi_values", "recognition_taguchi_multiples"] mistake="second_term_divided_alone"
# Parentheses left out.
import numpy as np


def recognition_taguchi(patches, reference):
    P, R = np.array(patches, dtype=float), np.array(reference, dtype=float)
    m = R.mean(axis=0)
    k = m.size
    Y = []
    for X in (P, R):
        xm, xx, mm = X @ m, np.sum(X ** 2, axis=1), m @ m
        V_e = xx - xm ** 2 / mm / (k - 1)
        Y.append(np.stack([xm / mm, np.sqrt(np.clip(V_e, 0, None))], axis=1))
    return mahalanobis_distance(*Y)

# %% answer="recognition_slope_squared_taken_off" lost=["recognition_taguchi_values", "recognition_taguchi_multiples"] mistake="slope_squared_taken_off"
# m.m squared, too.
import numpy as np


def recognition_taguchi(patches, reference):
    P, R = np.array(patches, dtype=float), np.array(reference, dtype=float)
    m = R.mean(axis=0)
    k = m.size
    Y = []
    for X in (P, R):
        xm, xx, mm = X @ m, np.sum(X ** 2, axis=1), m @ m
        V_e = (xx - (xm / mm) ** 2) / (k - 1)
        Y.append(np.stack([xm / mm, np.sqrt(np.clip(V_e, 0, None))], axis=1))
    return mahalanobis_distance(*Y)

# %% answer="recognition_second_term_added" lost=["recognition_taguchi_values", "recognition_taguchi_multiples"] mistake="second_term_added"
# A plus in V_e.
import numpy as np


def recognition_taguchi(patches, reference):
    P, R = np.array(patches, dtype=float), np.array(reference, dtype=float)
    m = R.mean(axis=0)
    k = m.size
    Y = []
    for X in (P, R):
        xm, xx, mm = X @ m, np.sum(X ** 2, axis=1), m @ m
        V_e = (xx + xm ** 2 / mm) / (k - 1)
        Y.append(np.stack([xm / mm, np.sqrt(np.clip(V_e, 0, None))], axis=1))
    return mahalanobis_distance(*Y)

# %% answer="recognition_squares_of_all_patches" lost=["recognition_taguchi_values", "recognition_taguchi_multiples"] mistake="squares_of_all_patches"
# A sum without an axis.
import numpy as np


def recognition_taguchi(patches, reference):
    P, R = np.array(patches, dtype=float), np.array(reference, dtype=float)
    m = R.mean(axis=0)
    k = m.size
    Y = []
    for X in (P, R):
        xm, xx, mm = X @ m, np.sum(X ** 2, axis=1), m @ m
        V_e = (np.sum(X ** 2) - xm ** 2 / mm) / (k - 1)
        Y.append(np.stack([xm / mm, np.sqrt(np.clip(V_e, 0, None))], axis=1))
    return mahalanobis_distance(*Y)

# %% answer="recognition_rows_counted_for_k" lost=["recognition_taguchi_values", "recognition_taguchi_multiples"] mistake="rows_counted_for_k"
# len(X) for k.
import numpy as np


def recognition_taguchi(patches, reference):
    P, R = np.array(patches, dtype=float), np.array(reference, dtype=float)
    m = R.mean(axis=0)
    k = m.size
    Y = []
    for X in (P, R):
        xm, xx, mm = X @ m, np.sum(X ** 2, axis=1), m @ m
        V_e = np.sum((X - np.outer(xm / mm, m)) ** 2, axis=1) / max(len(X) - 1, 1)
        Y.append(np.stack([xm / mm, np.sqrt(np.clip(V_e, 0, None))], axis=1))
    return mahalanobis_distance(*Y)

# %% answer="recognition_two_numbers_as_rows" lost=["recognition_taguchi_values", "recognition_taguchi_multiples"] mistake="two_numbers_as_rows"
# Two rows, in place of two columns.
import numpy as np


def recognition_taguchi(patches, reference):
    P, R = np.array(patches, dtype=float), np.array(reference, dtype=float)
    m = R.mean(axis=0)
    k = m.size
    Y = []
    for X in (P, R):
        xm, xx, mm = X @ m, np.sum(X ** 2, axis=1), m @ m
        V_e = (xx - xm ** 2 / mm) / (k - 1)
        Y.append(np.stack([xm / mm, np.sqrt(np.clip(V_e, 0, None))]))
    return mahalanobis_distance(*Y)

# %% answer="auroc_some_equal_pairs_won" lost=["auroc_ties"] mistake="some_equal_pairs_won"
# A walk down the sorted values, one at a time.
import numpy as np


def auroc(values, labels):
    labels = np.asarray(labels).astype(bool)
    bad, good = values[labels], values[~labels]
    if bad.size == 0 or good.size == 0:
        raise ValueError("only one class present")
    order = np.argsort(-values, kind="stable")
    hits, area = 0, 0
    for defective in labels[order]:
        hits += defective
        area += 0 if defective else hits
    return float(area / (bad.size * good.size))

# %% answer="auroc_differences_wrap_round" lost=["auroc_values"] mistake="differences_wrap_round"
# Differences of uint8.
import numpy as np


def auroc(values, labels):
    labels = np.asarray(labels).astype(bool)
    bad, good = values[labels], values[~labels]
    if bad.size == 0 or good.size == 0:
        raise ValueError("only one class present")
    difference = np.subtract.outer(bad, good)
    return float((np.sum(difference > 0) + np.sum(difference == 0) / 2) / difference.size)

# %% answer="auroc_pairs_of_arrays_in_order" lost=["auroc_values", "auroc_ties"] mistake="pairs_of_arrays_in_order"
# Two arrays compared entry by entry.
import numpy as np


def auroc(values, labels):
    labels = np.asarray(labels).astype(bool)
    bad, good = values[labels], values[~labels]
    if bad.size == 0 or good.size == 0:
        raise ValueError("only one class present")
    return float(np.mean(np.where(bad > good, 1.0, 0.5 * (bad == good))))

# %% answer="auroc_ones_less_integers_as_places" lost=["auroc_values", "auroc_ties", "auroc_one_class"] mistake="ones_less_integers_as_places"
# 0 and 1 used as places, and 1 - labels.
import numpy as np


def auroc(values, labels):
    labels = np.array(labels, dtype=int)
    bad, good = values[labels], values[1 - labels]
    if len(bad) == 0 or len(good) == 0:
        raise ValueError("only one class present")
    return float(np.mean((bad[:, None] > good) + 0.5 * (bad[:, None] == good)))

# %% answer="locate_row_rounded" lost=["locate_defect_values"] mistake="row_rounded"
# round where // belongs.
import numpy as np


def locate_defect(image, references, size):
    good = np.vstack([patchify(picture, size) for picture in references])
    number, across = int(np.argmax(novelty(patchify(image, size), good, 100))), image.shape[1] // size
    return round(number / across), number % across

# %% answer="left_out_01" lost=["unpatchify_values", "novelty_values", "novelty_extremes", "recognition_taguchi_values", "recognition_taguchi_multiples", "auroc_values", "auroc_ties"] mistake=["row_for_the_number", "maximum_of_each_reference", "one_mean_for_all_pixels", "pairs_of_the_first_defective_left_out"]
# Pairs of the first defective left out.
import numpy as np


def unpatchify(patches, shape):
    size, image = round(len(patches[0]) ** 0.5), np.zeros(shape)
    k = 0
    for row in range(0, shape[0], size):
        for column in range(0, shape[1], size):
            image[row:row + size, column:column + size] = np.asarray(patches[k]).reshape(size, size)
        k += 1
    return image


def novelty(patches, reference, sharpness):
    P, R = patches * 1.0, reference * 1.0
    S = np.array([[-sharpness * np.sum((p - r) ** 2) / 2 for r in R] for p in P])
    A = np.exp(S - np.max(S, axis=0, keepdims=True))
    A = A / np.sum(A, axis=1, keepdims=True)
    return np.sqrt(np.sum((P - A @ R) ** 2, axis=1))


def recognition_taguchi(patches, reference):
    P, R = patches * 1.0, reference * 1.0
    m = np.ones(R.shape[1]) * R.mean()

    def two(X):
        beta = X @ m / (m @ m)
        return np.column_stack([beta, np.sqrt(((X - beta[:, None] * m) ** 2).sum(axis=1) / (len(m) - 1))])

    return mahalanobis_distance(two(P), two(R))


def auroc(values, labels):
    positive = np.asarray(labels).astype(bool)
    if positive.all() or not positive.any():
        raise ValueError("labels of one class only; expected both")
    bad, good = np.flatnonzero(positive), np.flatnonzero(~positive)
    total = 0.0
    for i in bad[1:]:
        for j in good:
            total += 1.0 if values[i] > values[j] else 0.5 if values[i] == values[j] else 0.0
    return total / (len(bad) * len(good))

# %% answer="left_out_02" lost=["unpatchify_values", "novelty_values", "novelty_extremes", "auroc_values", "auroc_ties"] mistake=["column_for_the_number", "divided_by_sums_over_patches", "pairs_of_the_last_defective_left_out"]
# Pairs of the last defective left out.
import numpy as np


def unpatchify(patches, shape):
    size, image = round(len(patches[0]) ** 0.5), np.zeros(shape)
    for row in range(0, shape[0], size):
        k = 0
        for column in range(0, shape[1], size):
            image[row:row + size, column:column + size] = np.asarray(patches[k]).reshape(size, size)
            k += 1
    return image


def novelty(patches, reference, sharpness):
    P, R = patches * 1.0, reference * 1.0
    S = np.array([[-sharpness * np.sum((p - r) ** 2) / 2 for r in R] for p in P])
    A = np.exp(S - np.max(S, axis=1, keepdims=True))
    A = A / np.sum(A, axis=0, keepdims=True)
    return np.sqrt(np.sum((P - A @ R) ** 2, axis=1))


def auroc(values, labels):
    positive = np.asarray(labels).astype(bool)
    if positive.all() or not positive.any():
        raise ValueError("labels of one class only; expected both")
    bad, good = np.flatnonzero(positive), np.flatnonzero(~positive)
    total = 0.0
    for i in bad[:-1]:
        for j in good:
            total += 1.0 if values[i] > values[j] else 0.5 if values[i] == values[j] else 0.0
    return total / (len(bad) * len(good))

# %% answer="left_out_03" lost=["auroc_values", "auroc_ties"] mistake="pairs_of_the_first_good_left_out"
# Pairs of the first good left out.
import numpy as np


def auroc(values, labels):
    positive = np.asarray(labels).astype(bool)
    if positive.all() or not positive.any():
        raise ValueError("labels of one class only; expected both")
    bad, good = np.flatnonzero(positive), np.flatnonzero(~positive)
    total = 0.0
    for i in bad:
        for j in good[1:]:
            total += 1.0 if values[i] > values[j] else 0.5 if values[i] == values[j] else 0.0
    return total / (len(bad) * len(good))

# %% answer="left_out_04" lost=["auroc_values", "auroc_ties"] mistake="pairs_of_the_last_good_left_out"
# Pairs of the last good left out.
import numpy as np


def auroc(values, labels):
    positive = np.asarray(labels).astype(bool)
    if positive.all() or not positive.any():
        raise ValueError("labels of one class only; expected both")
    bad, good = np.flatnonzero(positive), np.flatnonzero(~positive)
    total = 0.0
    for i in bad:
        for j in good[:-1]:
            total += 1.0 if values[i] > values[j] else 0.5 if values[i] == values[j] else 0.0
    return total / (len(bad) * len(good))

# %% answer="left_out_05" lost=["auroc_values", "auroc_ties"] mistake="pairs_of_good_ones_before_left_out"
# Pairs of good ones before left out.
import numpy as np


def auroc(values, labels):
    positive = np.asarray(labels).astype(bool)
    if positive.all() or not positive.any():
        raise ValueError("labels of one class only; expected both")
    bad, good = np.flatnonzero(positive), np.flatnonzero(~positive)
    total = 0.0
    for i in bad:
        for j in good:
            if j < i:
                continue
            total += 1.0 if values[i] > values[j] else 0.5 if values[i] == values[j] else 0.0
    return total / (len(bad) * len(good))

# %% answer="left_out_06" lost=["auroc_values", "auroc_ties"] mistake="pairs_of_good_ones_behind_left_out"
# Pairs of good ones behind left out.
import numpy as np


def auroc(values, labels):
    positive = np.asarray(labels).astype(bool)
    if positive.all() or not positive.any():
        raise ValueError("labels of one class only; expected both")
    bad, good = np.flatnonzero(positive), np.flatnonzero(~positive)
    total = 0.0
    for i in bad:
        for j in good:
            if i < j:
                continue
            total += 1.0 if values[i] > values[j] else 0.5 if values[i] == values[j] else 0.0
    return total / (len(bad) * len(good))

# %% answer="auroc_above_the_mean" lost=["auroc_values", "auroc_ties"] mistake="compared_with_one_good_number"
# Compared with one good number.
import numpy as np


def auroc(values, labels):
    labels = np.asarray(labels) == 1
    if len(set(labels.tolist())) < 2:
        raise ValueError("labels of one class only; expected both")
    limit = values[~labels].mean()
    hits = [value for value in values[labels] if value > limit]
    return len(hits) / labels.sum()

# %% answer="auroc_above_the_largest" lost=["auroc_values", "auroc_ties"] mistake="compared_with_the_largest_good"
# Compared with the largest good.
import numpy as np


def auroc(values, labels):
    labels = np.asarray(labels) == 1
    if len(set(labels.tolist())) < 2:
        raise ValueError("labels of one class only; expected both")
    limit = values[~labels].max()
    hits = [value for value in values[labels] if value > limit]
    return len(hits) / labels.sum()

# %% answer="auroc_over_all_patches" lost=["auroc_values", "auroc_ties"] mistake="divided_by_the_number_of_patches"
# Divided by the number of patches.
import numpy as np


def auroc(values, labels):
    positive = np.asarray(labels).astype(bool)
    if positive.all() or not positive.any():
        raise ValueError("labels of one class only; expected both")
    bad, good = np.flatnonzero(positive), np.flatnonzero(~positive)
    total = 0.0
    for i in bad:
        for j in good:
            total += 1.0 if values[i] > values[j] else 0.5 if values[i] == values[j] else 0.0
    return total / len(values)

# %% answer="locate_too_sharp" lost=["locate_defect_values"] mistake="sharpness_too_large"
# A sharpness of 10,000.
import numpy as np


def locate_defect(image, references, size):
    values = novelty(patchify(image, size), np.vstack([patchify(picture, size) for picture in references]), 1e4)
    rows, columns = image.shape[0] // size, image.shape[1] // size
    row, column = np.unravel_index(np.argmax(values), (rows, columns))
    return int(row), int(column)
