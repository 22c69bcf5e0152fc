# ---
# title: Visual inspection
# minutes: 90
# difficulty: challenging
# ---

# %% [markdown]
# # Build an inspector
#
# You write the parts of the lesson as functions for any picture: cutting into patches and putting together again, three
# metrics, the number that compares them, and a function that points at the defect.
#
# - **Time**: about 90 minutes. **Difficulty**: challenging. **Points**: 20, of which 3 for an answer in words.
# - **You need**: the lesson *Find what good patches cannot explain*, a stable softmax, and `reshape` and `swapaxes`.
# - **Tests**: the cell below each exercise is silent when all is well. Hidden tests run after you hand in, on other
#   pictures and sizes, and where an exercise says so on bad input. Each exercise is short, and none costs the points of
#   another.
#
# Pictures and patches often hold whole numbers from 0 to 255, in arrays of dtype `uint8`, in which `3 - 5` is 254.
# Convert such input with `np.asarray(..., dtype=float)` before you compute with it. All arrays that you return are
# float arrays.

# %% locked="imports"
import numpy as np

from attention_course.checks import Checks

check = Checks("09_visual_inspection")

# %% [markdown]
# ## Exercise 1: cut a picture into patches (3 points)
#
# | | |
# |---|---|
# | arguments | `image`, shape `(H, W)`; `size`, the side of a patch in pixels |
# | result | shape `(n_patches, size * size)`: one row a patch, the patches in reading order, and each patch's pixels in reading order too |
# | bad input | `H` or `W` is no multiple of `size`: `ValueError`, whose message names `H`, `W` and `size` |
# | example | `[[1, 2, 3, 4], [5, 6, 7, 8]]` with `size = 2` gives `[[1, 2, 5, 6], [3, 4, 7, 8]]` |


# %% solution="patchify"
def patchify(image, size):
    """The patches (n_patches, size * size) of an image (H, W) in reading order. ValueError where it does not divide."""
    ### BEGIN SOLUTION
    image = np.asarray(image, dtype=float)
    H, W = image.shape
    if H % size or W % size:
        raise ValueError(f"the image has {H} x {W} pixels; expected multiples of the patch size {size}")
    blocks = image.reshape(H // size, size, W // size, size)  # (down, size, across, size)
    return blocks.swapaxes(1, 2).reshape(-1, size * size)  # (down, across, size, size) -> (n_patches, size * size)
    ### END SOLUTION


# %% test="patchify_values" points=2
test = check("patchify")
test.example((np.arange(72.0) * 7 % 25).reshape(12, 6), 3)
test.example((np.arange(48) * 37 % 251).reshape(8, 6).astype(np.uint8), 2)
test.example(np.array([[1.0, 2.0, 3.0, 4.0], [5.0, 6.0, 7.0, 8.0]]), 2)
### BEGIN HIDDEN TESTS
test(np.random.default_rng(90).normal(size=(4, 12)), 4)
test(np.random.default_rng(91).integers(0, 256, size=(10, 4)).astype(np.uint8), 2)
test(np.array([[0.5, 1.5], [2.5, 3.5], [4.5, 5.5]]), 1)
### END HIDDEN TESTS

# %% test="patchify_bad_sizes" points=1
test = check("patchify")
test.raises(ValueError, np.zeros((6, 9)), 4, mentions=[6, 9, 4])
### BEGIN HIDDEN TESTS
test.raises(ValueError, np.zeros((6, 8)), 4, mentions=[6, 8, 4])
test.raises(ValueError, np.zeros((8, 6)), 4, mentions=[8, 6, 4])
test.raises(ValueError, np.zeros((3, 7)), 5, mentions=[3, 7, 5])
### END HIDDEN TESTS

# %% [markdown]
# ## Exercise 2: put the patches together again (2 points)
#
# With it you can look at what attention makes of a whole picture.
#
# | | |
# |---|---|
# | arguments | `patches`, shape `(n_patches, size * size)`, square patches in reading order; `shape`, the tuple `(H, W)` |
# | result | the image, shape `(H, W)`: `unpatchify(patchify(image, size), image.shape)` is the image |
# | example | `[[1, 2, 5, 6], [3, 4, 7, 8]]` with `shape = (2, 4)` gives `[[1, 2, 3, 4], [5, 6, 7, 8]]` |
#
# The side of a patch is the root of the number of its pixels.


# %% solution="unpatchify"
def unpatchify(patches, shape):
    """The image (H, W) = shape whose square patches (n_patches, size * size) these are, in reading order."""
    ### BEGIN SOLUTION
    patches = np.asarray(patches, dtype=float)
    H, W = shape
    size = round(np.sqrt(patches.shape[1]))
    blocks = patches.reshape(H // size, W // size, size, size)  # (down, across, size, size)
    return blocks.swapaxes(1, 2).reshape(H, W)  # (down, size, across, size) -> (H, W)
    ### END SOLUTION


# %% test="unpatchify_values" points=2
test = check("unpatchify")
test.example((np.arange(252.0) * 7 % 25).reshape(28, 9), (12, 21))
test.example(np.array([[1.0, 2.0, 5.0, 6.0], [3.0, 4.0, 7.0, 8.0]]), (2, 4))
### BEGIN HIDDEN TESTS
test(np.random.default_rng(92).normal(size=(3, 16)), (4, 12))
test(np.random.default_rng(93).integers(0, 256, size=(10, 4)).astype(np.uint8), (10, 4))
test(np.array([[0.5], [1.5], [2.5], [3.5], [4.5], [5.5]]), (3, 2))
test(np.random.default_rng(94).normal(size=(2, 49)), (14, 7))
### END HIDDEN TESTS

# %% [markdown]
# ## Exercise 3: what attention cannot explain (3 points)
#
# Each patch $p$ asks all reference patches $r$. Its weights are softmax over the references of $-\,\text{sharpness}
# \cdot \lVert p - r \rVert^2 / 2$, its explanation is the weighted mean of the references, `A @ reference`, and its
# novelty is the length of what remains: $\lVert p - \text{explanation} \rVert$.
#
# | | |
# |---|---|
# | arguments | `patches`, shape `(n, k)`; `reference`, shape `(m, k)`; `sharpness`, a number, at least 0 |
# | result | shape `(n,)`: the novelty of each patch |
# | large numbers | the sharpness may be 1e6 and a patch may lie far from all references: no `nan`, no warning |
# | example | `[[0, 0], [4, 3]]` with the references `[[0, 0], [0, 2]]` and `sharpness = 1` gives `[0.238, 4.168]` (rounded) |


# %% solution="novelty"
def novelty(patches, reference, sharpness):
    """The length (n,) of what attention over the reference patches (m, k) leaves of each patch (n, k)."""
    ### BEGIN SOLUTION
    P, R = np.asarray(patches, dtype=float), np.asarray(reference, dtype=float)
    S = -sharpness * ((P[:, None, :] - R[None, :, :]) ** 2).sum(axis=-1) / 2  # (n, 1, k) - (1, m, k) -> (n, m)
    E = np.exp(S - S.max(axis=1, keepdims=True))
    A = E / E.sum(axis=1, keepdims=True)  # (n, m), rows sum to 1
    return np.linalg.norm(P - A @ R, axis=1)  # (n,)
    ### END SOLUTION


# %% test="novelty_values" points=2
test = check("novelty", silent=True)
test.example(np.array([[0.5, 0.25, 0.75], [0.2, 0.9, 0.4]]), np.array([[0.1, 0.3, 0.7], [0.6, 0.8, 0.2], [0.9, 0.4, 0.5], [0.3, 0.1, 0.6]]), 3.5)
test.example(np.array([[0.0, 0.0], [4.0, 3.0]]), np.array([[0.0, 0.0], [0.0, 2.0]]), 1.0)
test.example(np.array([[200, 3, 90, 14], [7, 255, 30, 61]], dtype=np.uint8),
             np.array([[190, 13, 80, 4], [20, 240, 40, 51], [100, 90, 120, 33]], dtype=np.uint8), 1e-3)
### BEGIN HIDDEN TESTS
for seed, sharpness in ((95, 0.3), (96, 1.7), (97, 0)):
    rng = np.random.default_rng(seed)
    test(rng.normal(size=(5, 6)), rng.normal(size=(7, 6)), sharpness)
rng = np.random.default_rng(98)
test(rng.integers(0, 9, size=(4, 9)), rng.integers(0, 9, size=(3, 9)), 0.05)
test(rng.integers(0, 256, size=(3, 4)).astype(np.uint8), rng.integers(0, 256, size=(5, 4)).astype(np.uint8), 1e-4)
test(rng.normal(size=(2, 3)), rng.normal(size=(1, 3)), 2.5)  # one reference takes all the weight
### END HIDDEN TESTS

# %% [markdown]
# With a large sharpness the exponents are far below what `exp` can tell from 0. The largest one of each row must not
# be.

# %% test="novelty_extremes" points=1
test = check("novelty", silent=True)
test.example(np.array([[0.5, 0.25, 0.75], [60.0, 80.0, -40.0]]),
             np.array([[0.25, 0.5, 0.75], [0.5, 1.0, 0.25], [0.75, 0.25, 0.5], [0.3, 0.1, 0.9]]), 1e5)
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(99)
test(rng.normal(size=(4, 5)) * 10, rng.normal(size=(6, 5)), 1e6)
test(np.array([[0.25, 0.75], [1000.0, -2000.0]]), np.array([[0.25, 0.5], [0.75, 0.25], [0.5, 1.0]]), 4e4)
### END HIDDEN TESTS

# %% [markdown]
# ## Exercise 4: the Mahalanobis distance (2 points)
#
# With $c$ the mean of the reference patches and $C$ their covariance (divided by $m - 1$), the distance of a patch $p$
# is $\sqrt{(p - c)^T\, C^{-1}\, (p - c)}$.
#
# | | |
# |---|---|
# | arguments | `patches`, shape `(n, k)`, of at least two pixels; `reference`, shape `(m, k)`, at least two of them |
# | result | shape `(n,)`: the distance of each patch |
# | no inverse | where $C$ is singular (a pixel that never changes, fewer references than pixels), its pseudo-inverse takes the place of the inverse: `np.linalg.pinv(C, rcond=1e-10, hermitian=True)` is both |
# | example | `[[3, 2]]` with the references `[[0, 0], [2, 0], [0, 4], [2, 4]]` gives `[1.732]` (rounded) |


# %% solution="mahalanobis_distance"
def mahalanobis_distance(patches, reference):
    """The distance (n,) of each patch (n, k) from the references' (m, k) mean, in units of their covariance."""
    ### BEGIN SOLUTION
    mean = reference.mean(axis=0)  # (k,), floats, so that uint8 does no harm
    centred = reference - mean  # (m, k)
    C = centred.T @ centred / (len(reference) - 1)  # (k, k)
    D = patches - mean  # (n, k)
    squares = np.sum(D @ np.linalg.pinv(C, rcond=1e-10, hermitian=True) * D, axis=1)  # (n,)
    return np.sqrt(np.maximum(squares, 0.0))  # rounding can make a square of 0 negative
    ### END SOLUTION


# %% test="mahalanobis_distance_values" points=1
test = check("mahalanobis_distance")
test.example(np.array([[0.5, 2.5], [1.0, -1.0], [3.0, 1.5]]), np.array([[0.5, 1.0], [1.5, 2.5], [2.5, 2.0], [3.0, 4.5]]))
test.example(np.array([[3.0, 2.0]]), np.array([[0.0, 0.0], [2.0, 0.0], [0.0, 4.0], [2.0, 4.0]]))
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(100)
test(rng.normal(size=(5, 3)), rng.normal(size=(11, 3)) @ rng.normal(size=(3, 3)) + 2.5)
test(rng.integers(0, 9, size=(3, 4)), rng.integers(0, 9, size=(12, 4)))
test(rng.integers(0, 256, size=(4, 2)).astype(np.uint8), rng.integers(0, 256, size=(7, 2)).astype(np.uint8))
### END HIDDEN TESTS

# %% test="mahalanobis_distance_singular" points=1
test = check("mahalanobis_distance")
test.example(np.array([[3.0, 5.0, 2.0], [0.5, 7.0, -1.0]]), np.array([[0.0, 7.0, 0.0], [2.0, 7.0, 0.0], [0.0, 7.0, 4.0], [2.0, 7.0, 4.0]]))
### BEGIN HIDDEN TESTS
test(np.array([[1.5, 2.0, 0.5, 1.0], [4.0, -1.0, 2.5, 0.5]]), np.array([[1.0, 2.0, 4.0, 1.0], [3.0, 1.0, 1.0, 5.0], [2.0, 6.0, 1.0, 3.0]]))
test(np.array([[2, 3, 1], [5, 1, 4]]), np.array([[1, 1, 0], [3, 3, 2], [0, 0, 4], [6, 6, 1], [2, 2, 2]]))  # two equal pixels
for seed in (106, 108, 112):  # rounding hides that these are singular
    rng = np.random.default_rng(seed)
    given = 20 * rng.normal(size=(3, 6)) + 100, 20 * rng.normal(size=(5, 6)) + 100
    largest = np.max(test.result(*given))
    check.that(not largest > 1e4, f"The covariance of 5 patches of 6 pixels is singular, though rounding hides it, and your distances go up to {largest:.3g}: what "
               "inverts it here is made of rounding errors. Use np.linalg.pinv(C, rcond=1e-10, hermitian=True), whatever the determinant is.",
               mistake="inverse_of_a_singular_matrix")
    test(*given)
### END HIDDEN TESTS

# %% [markdown]
# ## Exercise 5: Recognition-Taguchi (2 points)
#
# With $m$ the mean reference patch, of $k$ pixels, each patch $x$ is reduced to two numbers:
#
# $$\beta = \frac{x \cdot m}{m \cdot m} \qquad V_e = \frac{1}{k - 1}\left(x \cdot x - \frac{(x \cdot m)^2}{m \cdot m}\right) \qquad Y = (\beta, \sqrt{V_e})$$
#
# The result is the Mahalanobis distance of each patch's $Y$ from the $Y$ of the references. (It measures in units of
# their spread, so a factor that all $V_e$ have in common, such as $1 / (k - 1)$, cancels in the end. Write it all the
# same: it makes $V_e$ a variance.)
#
# | | |
# |---|---|
# | arguments | `patches`, shape `(n, k)`; `reference`, shape `(m, k)` |
# | result | shape `(n,)` |
# | rounding | $V_e$ is a mean of squares. Where a patch is a multiple of $m$ it is 0, and rounding can make it -1e-17: take 0 then, or compute it from the remainder $x - \beta m$ |
#
# You may use your `mahalanobis_distance`. If it should still be wrong, its points are lost only once.


# %% solution="recognition_taguchi"
def recognition_taguchi(patches, reference):
    """The Mahalanobis distance (n,) of each patch's (beta, sqrt(V_e)) from those of the references (m, k)."""
    ### BEGIN SOLUTION
    mean = reference.mean(axis=0)  # (k,), floats, so that uint8 does no harm

    def two_numbers(X):
        beta = X @ mean / (mean @ mean)  # (n,)
        remainder = X - beta[:, None] * mean  # (n, k), at right angles to the mean
        V_e = np.sum(remainder**2, axis=1) / (len(mean) - 1)  # (n,)
        return np.stack([beta, np.sqrt(V_e)], axis=1)  # (n, 2)

    return mahalanobis_distance(two_numbers(patches), two_numbers(reference))
    ### END SOLUTION


# %% test="recognition_taguchi_values" points=1
test = check("recognition_taguchi", atol=1e-6, silent=True)
test.example(np.array([[2.0, 1.0, 4.5], [0.75, 3.0, 1.0], [1.0, 1.5, 2.5], [3.0, 0.5, 0.25], [0.5, 1.25, 2.0]]),
             np.array([[1.0, 2.0, 3.0], [2.0, 2.5, 1.5], [1.5, 0.5, 3.5], [0.5, 2.0, 2.0]]))
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(101)
test(rng.normal(size=(4, 5)) + 2, rng.normal(size=(9, 5)) + 2)
test(rng.integers(1, 9, size=(3, 9)), rng.integers(1, 9, size=(6, 9)))
test(rng.integers(0, 256, size=(5, 4)).astype(np.uint8), rng.integers(0, 256, size=(8, 4)).astype(np.uint8))
### END HIDDEN TESTS

# %% test="recognition_taguchi_multiples" points=1
test = check("recognition_taguchi", atol=1e-6, silent=True)
test.example(np.arange(1, 16)[:, None] * np.array([0.1, 0.2, 0.3]),                      # 15 multiples of the mean reference
             np.array([[1.0, 2.0, 3.0], [1.5, 1.5, 3.0], [0.5, 2.5, 2.0], [1.0, 2.0, 4.0]]))
### BEGIN HIDDEN TESTS
_reference = np.random.default_rng(102).normal(size=(8, 6)) + 3
test(np.linspace(0.1, 2.3, 40)[:, None] * _reference.mean(axis=0), _reference)
test(np.full((1, 4), 7), np.array([[1, 2, 3, 5], [2, 2, 4, 3], [4, 1, 3, 3], [1, 3, 2, 1]]))
### END HIDDEN TESTS

# %% [markdown]
# ## Exercise 6: compare metrics with one number (3 points)
#
# The area under the ROC curve is the share of pairs (one defective, one good patch) in which the defective one has the
# larger value. A pair with equal values counts one half.
#
# | | |
# |---|---|
# | arguments | `values`, shape `(n,)`; `labels`, shape `(n,)`, booleans or zeros and ones: true for defective |
# | result | one float from 0 to 1 |
# | bad input | only one class present: `ValueError`, whose message says so |
# | example | `[0.2, 0.4, 0.35, 0.8, 0.1]` with `[0, 0, 1, 1, 0]` gives 5 of 6 pairs, 0.833 (rounded) |


# %% solution="auroc"
def auroc(values, labels):
    """The share of pairs (defective, good) in which the defective one has the larger value, ties counted half."""
    ### BEGIN SOLUTION
    labels = np.asarray(labels, dtype=bool)
    if labels.all() or not labels.any():
        raise ValueError(f"{labels.size} labels came, all of one class; expected defective and good ones")
    bad, good = values[labels], values[~labels]
    larger, equal = bad[:, None] > good, bad[:, None] == good  # (n_bad, n_good)
    return float(np.mean(larger + 0.5 * equal))
    ### END SOLUTION


# %% test="auroc_values" points=1
test = check("auroc")
test.example(np.array([0.55, 0.3, 0.7, 0.4, 0.9, 0.2, 0.65, 0.6, 0.1]), np.array([0, 0, 1, 1, 1, 0, 0, 1, 0]))
test.example(np.array([2.5, 0.5, 1.5, 3.5, -1.0, 2.0, 0.0]), np.array([True, False, True, False, False, True, False]))
test.example(np.array([0.2, 0.4, 0.35, 0.8, 0.1]), np.array([0, 0, 1, 1, 0]))
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(103)
test(rng.normal(size=60), rng.random(60) > 0.7)
test(rng.normal(size=23), (rng.random(23) > 0.4).astype(int))
test(np.arange(7.0), np.array([False, False, False, False, False, True, True]))
test(np.arange(6.0), np.array([1, 1, 0, 0, 0, 0]))
test(np.array([200, 3, 90, 250, 14, 120], dtype=np.uint8), np.array([0, 1, 1, 0, 1, 0]))
### END HIDDEN TESTS

# %% test="auroc_ties" points=1
test = check("auroc")
test.example(np.array([0.5, 0.75, 0.5, 0.75, 2.0, 0.75, 1.5, 0.5]), np.array([0, 0, 0, 1, 0, 0, 1, 1]))
### BEGIN HIDDEN TESTS
test(np.array([1.0, 1.0, 1.0]), np.array([True, False, False]))
rng = np.random.default_rng(104)
test(rng.integers(0, 4, size=50), rng.random(50) > 0.6)
test(np.array([3, 3, 3, 1]), np.array([True, True, False, False]))
### END HIDDEN TESTS

# %% test="auroc_one_class" points=1
test = check("auroc")
test.raises(ValueError, np.array([0.5, 1.5, 2.5]), np.array([False, False, False]))
### BEGIN HIDDEN TESTS
test.raises(ValueError, np.array([0.5, 1.5]), np.array([1, 1]))
test.raises(ValueError, np.array([1.5]), np.array([True]))
_ = test.result(np.array([0.5, 1.5]), np.array([False, True]))  # both classes; what comes out was tested above
### END HIDDEN TESTS

# %% [markdown]
# ## Exercise 7: point at the defect (2 points)
#
# The references are whole pictures of good surfaces, not patches. Cut each of them into patches and put the patches of
# all of them together, one below the other. Then find the patch of the image that is the most novel against all of
# these, with the sharpness 100.
#
# | | |
# |---|---|
# | arguments | `image`, shape `(H, W)`; `references`, a list of one or more good pictures, each an array `(H_r, W_r)` whose sides are multiples of `size`, as the image's are, and may differ from picture to picture; `size`, the side of a patch in pixels |
# | result | a tuple `(row, column)`, whole numbers: the place of the patch in the grid of patches, counted from 0 |
# | example | in a picture of 24 x 32 pixels with `size = 8` there are 3 rows of 4 patches; if the last patch is the most novel, the result is `(2, 3)` |
#
# You may use your `patchify` and your `novelty`. If they should still be wrong, their points are lost only once.


# %% solution="locate_defect"
def locate_defect(image, references, size):
    """The place (row, column) in the grid of patches of the image's (H, W) most novel patch."""
    ### BEGIN SOLUTION
    good = np.concatenate([patchify(reference, size) for reference in references])  # (m, size * size)
    most = np.argmax(novelty(patchify(image, size), good, 100.0))
    row, column = divmod(int(most), np.shape(image)[1] // size)
    return row, column
    ### END SOLUTION


# %% test="locate_defect_values" points=2
test = check("locate_defect", parts=("row", "column"))
lines = np.tile([[0.25], [0.75]], (6, 20)) + 0.02 * np.random.RandomState(94).randn(12, 20).round(2)   # 3 rows of 5 patches
image, *good = lines[:, ::-1].copy(), lines[:, :16].copy(), lines[2:10, 4:16].copy(), lines[4:, :12].copy()
kinds = -0.4, 0.7, 0.2, [0.0, 0.0, 0.35, 0.35]   # good patches may be dark, bright, a little bright, or bright on one side
for picture, here in (image, (8, 3, 6, 0)), (good[0], (9, 2)), (good[1], (0, 5, None, 4)), (good[2], (4, 1, 5, 3)):
    for number, change in zip(here, kinds):
        if number is not None:
            row, column = divmod(number, picture.shape[1] // 4)
            picture[4 * row:4 * row + 4, 4 * column:4 * column + 4] += change
image[8:, 12:14] += 0.15                         # the defect: two columns of a patch, a little
test.example(image, good, 4)
shades = np.tile(np.repeat([0.18, 0.4, 0.2], 4), (4, 1))                                 # (4, 12): three patches
shades[:, 10:] += 0.1                            # the defect; 0.4 is half-way between 0.2 and 0.6, which are both good
test.example(shades, [np.full((4, 4), 0.2), np.full((4, 8), 0.6)], 4)
### BEGIN HIDDEN TESTS
_shades = np.tile(np.repeat([0.25, 0.9, 0.2], 4), (4, 1))
_shades[:, 10:] += 0.1  # brighter than all good patches is worse than this
test(_shades, [np.full((4, 4), 0.2), np.full((4, 8), 0.6)], 4)
_shades = np.full((8, 12), 0.2)
_shades[:4, :2], _shades[6:] = 0.45, 0.3  # one defect, and a row of patches that are a little dirty
test(_shades, [np.full((4, 4), 0.2)], 4)
_shades = np.full((4, 12), 0.2)
_shades[:, 4:8], _shades[0, 8] = 0.22, 0.25  # 0.22 is a mixture of 0.2 and 0.25 with the sharpness 100, not with a larger one
test(_shades, [np.full((4, 4), 0.2), np.full((4, 4), 0.25)], 4)
test(stripes(1, (12, 20), turned=(1, 3)), [stripes(2, (12, 20)), stripes(3, (8, 16))], 4)
test(stripes(8, (18, 30), turned=(2, 4), size=6, bright=(0, 1)), [stripes(9, (12, 12), bright=(1, 0), size=6), stripes(10, (6, 18))], 6)
_picture = stripes(21, (12, 28), bright=(0, 2))
_picture[4:8, 20:22] += 0.2  # a small defect, beside a good patch that is bright
test(_picture, [stripes(22, (8, 20)), stripes(23, (8, 12), bright=(1, 1))], 4)
test(stripes(11, (12, 24), turned=(2, 0), bright=(1, 1)), [stripes(12, (8, 8)), stripes(13, (12, 12), bright=(2, 1))], 4)
test(stripes(4, (20, 12), turned=(4, 1), bright=(0, 2)), [stripes(5, (8, 8)), stripes(6, (8, 12), bright=(0, 2)), stripes(7, (8, 8))], 4)
test((stripes(14, (8, 12), turned=(0, 2)) * 200).astype(np.uint8), [(stripes(15, (8, 12)) * 200).astype(np.uint8)], 4)
flat = np.array([40, 200], dtype=np.uint8)  # 160 apart, and 160 * 160 is 0 in uint8: there the two look alike
picture = np.tile(flat.repeat((8, 4)), (8, 1))  # (8, 12)
picture[4:6, 4:8] += 24
test(picture, [np.tile(flat.repeat((12, 4)), (4, 1))], 4)
### END HIDDEN TESTS

# %% [markdown]
# ## Exercise 8: in your own words (3 points)
#
# An inspection report says: "The patch in row 3, column 5 was rejected, because it gives the reference patch 17 a
# weight of 0.62."
#
# Explain in three to six sentences what this weight tells and what it does not, describe an experiment that tests the
# word *because*, and say what the report should show instead. 1 point each.

# %% [markdown] written="because_of_a_weight" points=3
# The weight says which good patches the explanation is mixed from: patch 17 is the good patch that this one resembles
# most. The rejection comes from what remains after the explanation is taken off, and the weights do not show that; a
# good patch can have the same weights. To test the word, take reference 17 away and compute the novelty anew: if other
# references take its place and the novelty hardly changes, the patch was not rejected because of 17. The report should
# show the patch, its explanation and the remainder side by side, or the heatmap of the novelty over the picture, with
# the novelty of known good patches for comparison; better still, put the explanation's pixels in place of those that
# stand out and show that the novelty falls.
#
# *Marking scheme.* 1 point: the weight names the good patches that resemble this one, or are mixed, and says nothing
# about what remains, which decides. 1 point: an experiment that changes one thing and computes the novelty again
# (reference 17 left out, or pixels of the patch changed). 1 point: the remainder, the heatmap, or the novelty beside
# that of good patches.
