# %% [markdown]
# Right results and known mistakes of 09_visual_inspection, a block for each exercise. The build puts each block into the
# hidden region of the exercise's first test cell; see attention_course/authoring/content.py. The first cell is for
# readers and linters: what it defines stands in the assignment, too.

# %%
import numpy as np

from attention_course.checks import Checks

check = Checks("09_visual_inspection")
test = check("patchify")


# %% exercise="patchify"
def reference_patches(image, size):
    image = np.array(image, dtype=float)
    return np.array([image[row:row + size, column:column + size].ravel()
                     for row in range(0, image.shape[0], size) for column in range(0, image.shape[1], size)])


def wrong_sides_in_loops(image, size):
    W, H = np.shape(image)
    return np.array([np.asarray(image)[r:r + size, c:c + size].ravel() for r in range(0, H, size) for c in range(0, W, size)], dtype=float)


test.axes("patch", "pixel")
test.knows(
    reference_patches,
    last_patches_lost=check.Mistake(
        lambda image, size: np.array([np.asarray(image, dtype=float)[r:r + size, c:c + size].ravel()
                                      for r in range(0, image.shape[0] - size, size) for c in range(0, image.shape[1] - size, size)]),
        fact="The last row and the last column of patches are missing: your result has shape {shape}.",
        reason="There are H / size rows of patches, and W / size in each; range stops before its end by itself.",
        hint="Let the patches begin at 0, size, 2 * size, ... as long as there are pixels."),
    sides_exchanged=check.Mistake(
        lambda image, size: np.asarray(image, dtype=float).reshape(
            image.shape[1] // size, size, image.shape[0] // size, size).swapaxes(1, 2).reshape(-1, size * size),
        fact="Your patches are what comes with width and height in each other's place.",
        reason="The shape of an image is (H, W): rows first.",
        hint="The first number of the shape is the height."),
    cut_by_reshape_alone=check.Mistake(
        lambda image, size: np.asarray(image, dtype=float).reshape(-1, size * size),
        fact="Your patches are what reshape alone gives: runs of pixels along the rows.",
        reason="A patch is a square, so its second row stands a whole row of the picture further on.",
        hint="Reshape to (H / size, size, W / size, size), swap the two middle axes, then reshape again."),
    patches_column_by_column=check.Mistake(
        lambda image, size: reference_patches(np.asarray(image).T, size).reshape(-1, size, size)
        .swapaxes(1, 2).reshape(-1, size * size),
        fact="Your patches are the right ones, but they stand column by column.",
        reason="Reading order is row by row, from left to right.",
        hint="In loops, the one over rows is the outer one; after a reshape to four axes, swap only the two in the middle."),
    pixels_column_by_column=check.Mistake(
        lambda image, size: reference_patches(image, size).reshape(-1, size, size).swapaxes(1, 2).reshape(-1, size * size),
        fact="Each of your patches is turned over: its pixels stand column by column.",
        reason="Inside a patch the pixels stand in reading order too.",
        hint="Flatten each patch as it stands, without a transpose and without order='F'."),
    patches_left_square=check.Mistake(
        lambda image, size: reference_patches(image, size).reshape(-1, size, size),
        fact="Your patches are still squares: the result has shape {shape}.",
        reason="A patch is to be a word, so one row of numbers.",
        hint="Flatten each patch to size * size numbers."),
    sliding_window=check.Mistake(
        lambda image, size: np.lib.stride_tricks.sliding_window_view(np.asarray(image, dtype=float), (size, size))
        .reshape(-1, size * size),
        fact="Your patches overlap: there is one for each pixel.",
        reason="The next patch begins where the last one ends.",
        hint="Step by size, not by 1."),
    sides_exchanged_in_loops=check.Mistake(
        wrong_sides_in_loops,
        fact="Your patches are what comes with width and height in each other's place.",
        reason="The shape of an image is (H, W): rows first.",
        hint="H, W = image.shape."),
    steps_of_one_pixel=check.Mistake(
        lambda image, size: np.array([np.asarray(image, dtype=float)[r:r + size, c:c + size].ravel() for r in range(image.shape[0] // size) for c in range(image.shape[1] // size)]),
        fact="Your patches begin one pixel after another, as when the number of a patch is taken for its pixel.",
        reason="The patch in row 2 of the grid begins at pixel 2 * size.",
        hint="Multiply the numbers by size."),
    taken_for_a_square=check.Mistake(
        lambda image, size: np.array([np.asarray(image)[r:r + size, c:c + size].ravel() for r in range(0, image.shape[0], size) for c in range(0, image.shape[0], size)], dtype=float),
        fact="You count as many patches side by side as below one another.",
        reason="A picture need not be a square.",
        hint="Take H for the rows and W for the columns."),
)


# %% exercise="unpatchify"
def reference_image(patches, shape):
    image, size = np.empty(shape), int(np.shape(patches)[1] ** 0.5 + 0.5)
    corners = [(r, c) for r in range(0, shape[0], size) for c in range(0, shape[1], size)]
    for patch, (r, c) in zip(patches, corners):
        image[r:r + size, c:c + size] = np.reshape(patch, (size, size))
    return image


def wrong_image_by_columns(patches, shape):
    image, size = np.empty(shape), int(np.shape(patches)[1] ** 0.5 + 0.5)
    corners = [(r, c) for c in range(0, shape[1], size) for r in range(0, shape[0], size)]
    for patch, (r, c) in zip(patches, corners):
        image[r:r + size, c:c + size] = np.reshape(patch, (size, size))
    return image


def wrong_image_of_strips(patches, shape):
    size = int(np.shape(patches)[1] ** 0.5 + 0.5)
    return np.reshape(patches, (shape[0] // size, size, shape[1] // size, size)).swapaxes(1, 2).reshape(shape) * 1.0


def wrong_grid_turned(patches, shape):
    size = int(np.shape(patches)[1] ** 0.5 + 0.5)
    grid = np.reshape(patches, (shape[1] // size, shape[0] // size, size, size)).swapaxes(1, 2)
    return np.array(grid.reshape(shape), dtype=float)


def wrong_patches_turned(patches, shape):
    size = int(np.shape(patches)[1] ** 0.5 + 0.5)
    return reference_image(np.reshape(patches, (-1, size, size)).swapaxes(1, 2).reshape(np.shape(patches)), shape)


def wrong_side(side):
    """unpatchify with another side of a patch than the root of the number of its pixels."""
    def wrong(patches, shape):
        size = side(patches)
        grid = np.asarray(patches, dtype=float).reshape(shape[0] // size, shape[1] // size, size, size)
        return grid.swapaxes(1, 2).reshape(shape)
    return wrong


def wrong_numbers(number):
    """unpatchify with patch `number(row, column, rows, columns)` at each place of the grid."""
    def wrong(patches, shape):
        image, size = np.empty(shape), int(np.shape(patches)[1] ** 0.5 + 0.5)
        grid = shape[0] // size, shape[1] // size
        for r, c in np.ndindex(grid):
            patch = patches[number(r, c, *grid) % len(patches)]
            image[r * size:(r + 1) * size, c * size:(c + 1) * size] = np.reshape(patch, (size, size))
        return image
    return wrong


def wrong_order_of_columns(patches, shape):
    size = int(np.shape(patches)[1] ** 0.5 + 0.5)
    grid = np.asarray(patches, dtype=float).reshape(shape[0] // size, shape[1] // size, size, size)
    return grid.swapaxes(1, 2).reshape(shape, order="F")


def wrong_steps_of_one(patches, shape):
    image, size = np.zeros(shape), int(np.shape(patches)[1] ** 0.5 + 0.5)
    for (r, c), patch in zip(np.ndindex(shape[0] // size, shape[1] // size), patches):
        image[r:r + size, c:c + size] = np.reshape(patch, (size, size))
    return image


def wrong_squares_joined(patches, axis):
    return np.concatenate([np.reshape(patch, (int(len(patch) ** 0.5 + 0.5),) * 2) for patch in np.asarray(patches, dtype=float)], axis)


test.axes("row", "column")
test.knows(
    reference_image,
    axes_of_the_picture=check.Mistake(
        wrong_image_of_strips,
        fact="Your picture comes of patches reshaped to the axes of the picture: row of patches, row of pixels, column of patches, column of pixels.",
        reason="Patches stand one after the other: their axes are row of patches, column of patches, row of pixels, column of pixels.",
        hint="Reshape in that order first, then swap the two in the middle."),
    first_patch_everywhere=check.Mistake(
        lambda patches, shape: np.tile(np.asarray(patches[0], dtype=float).reshape((round(len(patches[0]) ** 0.5),) * 2),
                                       [side // round(len(patches[0]) ** 0.5) for side in shape]),
        fact="Your picture shows the first patch everywhere.",
        reason="Each place has a patch of its own.",
        hint="Does the number of the patch grow from place to place?"),
    put_together_by_reshape_alone=check.Mistake(
        lambda patches, shape: np.asarray(patches, dtype=float).reshape(shape),
        fact="Your picture is what reshape alone gives: the patches are laid out as runs along the rows.",
        reason="A patch is a square, so its pixels go into several rows of the picture.",
        hint="Go the way of patchify backwards: reshape to (H / size, W / size, size, size), swap the two middle axes, reshape."),
    patches_column_by_column=check.Mistake(
        wrong_image_by_columns,
        fact="In your picture the patches are laid out column by column.",
        reason="Patches stand in reading order: row by row, from left to right.",
        hint="In loops, the one over rows is the outer one; in a reshape, the first axis counts rows of patches."),
    rows_and_columns_of_patches_exchanged=check.Mistake(
        wrong_grid_turned,
        fact="Your picture is that of W / size rows of patches and H / size columns of them.",
        reason="A row of patches is size pixels high, so there are as many rows as size goes into the height.",
        hint="Which of the two comes first in the shape of the grid?"),
    pixels_column_by_column=check.Mistake(
        wrong_patches_turned,
        fact="Each patch of your picture is turned over.",
        reason="Inside a patch the pixels stand in reading order too.",
        hint="A transpose, or a swap of the wrong two axes, does that."),
    height_and_width_swapped=check.Mistake(
        lambda patches, shape: reference_image(patches, shape[::-1]),
        fact="Your picture has shape {shape}: height and width are swapped.",
        reason="The shape is (H, W): rows first.",
        hint="Unpack H, W = shape."),
    side_is_the_number_of_pixels=check.Mistake(
        wrong_side(lambda patches: np.shape(patches)[1]),
        fact="You take the number of pixels of a patch for its side.",
        reason="A patch of 9 pixels is 3 wide.",
        hint="Take the root of patches.shape[1], as a whole number."),
    side_from_the_number_of_patches=check.Mistake(
        wrong_side(lambda patches: int(len(patches) ** 0.5)),
        fact="Your side of a patch is the root of the number of patches.",
        reason="How many patches there are says nothing of how large each is.",
        hint="Take the root of the number of pixels, patches.shape[1]."),
    half_in_place_of_the_root=check.Mistake(
        wrong_side(lambda patches: np.shape(patches)[1] // 2),
        fact="Your side of a patch is half of the number of its pixels.",
        reason="Of 4 pixels half is the root, too, but a patch of 9 pixels is 3 wide.",
        hint="Take the root of patches.shape[1]."),
    counted_by_the_rows=check.Mistake(
        wrong_numbers(lambda r, c, rows, columns: r * rows + c),
        fact="At (row, column) you put the patch row * rows + column, where rows is how many stand below one another.",
        reason="In reading order a row is full after as many patches as stand side by side: W / size.",
        hint="The patch at (row, column) has the number row * columns + column."),
    axes_in_another_order=check.Mistake(
        lambda patches, shape: (lambda size: np.asarray(patches, dtype=float).reshape(shape[0] // size, shape[1] // size, size, size)
                                .transpose(1, 2, 0, 3).reshape(shape))(int(np.shape(patches)[1] ** 0.5 + 0.5)),
        fact="Your picture has the axes in the order column of patches, row of pixels, row of patches, column of pixels.",
        reason="The rows of the picture are rows of patches with rows of pixels in them; its columns are columns of both.",
        hint="Swap only the two axes in the middle."),
    grid_taken_for_a_square=check.Mistake(
        lambda patches, shape: np.asarray(patches, dtype=float).reshape(*[int(len(patches) ** 0.5)] * 2, *[int(np.shape(patches)[1] ** 0.5 + 0.5)] * 2),
        fact="You take the grid of patches for a square: the root of their number in each direction.",
        reason="A picture need not be a square.",
        hint="There are H / size rows of patches, and W / size in each."),
    side_from_the_number_in_loops=check.Mistake(
        lambda patches, shape: np.asarray(patches[0], dtype=float).reshape([int(len(patches) ** 0.5)] * 2),
        fact="Your side of a patch is the root of the number of patches.",
        reason="How many patches there are says nothing of how large each is.",
        hint="Take the root of the number of pixels, patches.shape[1]."),
    joined_the_wrong_way=check.Mistake(
        lambda patches, shape: (lambda size: np.concatenate([wrong_squares_joined(patches[k:k + shape[1] // size], 0) for k in range(0, len(patches), shape[1] // size)], axis=1))(int(np.shape(patches)[1] ** 0.5 + 0.5)),
        fact="In your picture the patches of a row stand below one another, and the rows side by side.",
        reason="Within a row of patches the next one stands to the right.",
        hint="Exchange vstack and hstack, or the axes 0 and 1."),
    patches_in_one_column=check.Mistake(
        lambda patches, shape: wrong_squares_joined(patches, 0),
        fact="You put all patches below one another.",
        reason="The picture has W / size of them side by side.",
        hint="Join the patches of a row side by side first, then the rows."),
    patches_in_one_row=check.Mistake(
        lambda patches, shape: wrong_squares_joined(patches, 1),
        fact="You put all patches side by side.",
        reason="The picture has W / size of them side by side, and then a new row begins.",
        hint="Join the patches of a row, then put the rows below one another."),
    row_for_the_number=check.Mistake(
        wrong_numbers(lambda r, c, rows, columns: r),
        fact="Your picture shows the same patch at all places of a row: the number of the row is taken for that of the patch.",
        reason="Each place has a patch of its own.",
        hint="In two loops, let the number of the patch grow in the inner one."),
    column_for_the_number=check.Mistake(
        wrong_numbers(lambda r, c, rows, columns: c),
        fact="Your picture shows the same patches in all rows of patches: they begin anew with the first one.",
        reason="Each place has a patch of its own.",
        hint="The patch at (row, column) has the number row * columns + column; set a counter to 0 once, before all loops."),
    row_and_column_added=check.Mistake(
        wrong_numbers(lambda r, c, rows, columns: r + c),
        fact="You put the patch row + column at each place.",
        reason="Each whole row of patches before it counts as many as stand side by side.",
        hint="The patch at (row, column) has the number row * columns + column."),
    order_of_columns=check.Mistake(
        wrong_order_of_columns,
        fact="Your picture is filled column by column, as by a last reshape with order='F'.",
        reason="The axes were put in reading order before.",
        hint="Reshape in reading order, without order='F' and without a transpose."),
    patches_a_pixel_apart=check.Mistake(
        wrong_steps_of_one,
        fact="In your picture the patches begin one pixel after another, so that they overlap.",
        reason="The patch in row 2 of the grid begins at pixel 2 * size.",
        hint="Multiply the row and the column of the patch by size."),
)


# %% exercise="novelty"
def reference_novelty(patches, reference, sharpness):
    R, left = np.array(reference, dtype=float), []
    if R.ndim != 2:
        raise ValueError(f"the reference patches have shape {R.shape}; expected (m, k)")
    for p in np.array(patches, dtype=float):
        exponents = np.array([-sharpness / 2 * sum((p - r) ** 2) for r in R])
        weights = np.exp(exponents - max(exponents))
        left.append(sum((p - weights @ R / sum(weights)) ** 2) ** 0.5)
    return np.array(left)


def wrong_weights(P, R, sharpness, power=2.0):
    scores = -sharpness * np.linalg.norm(P[:, None] - R, axis=-1) ** power / 2
    E = np.exp(scores - scores.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def wrong_novelty(leftover=lambda P, R, A: np.linalg.norm(P - A @ R, axis=1), weights=wrong_weights):
    def wrong(patches, reference, sharpness):
        P, R = np.asarray(patches, dtype=float), np.asarray(reference, dtype=float)
        return leftover(P, R, weights(P, R, sharpness))
    return wrong


def wrong_absolute_scores(P, R, sharpness):
    scores = -sharpness * np.abs(P[:, None] - R).sum(axis=-1) / 2
    E = np.exp(scores - scores.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def wrong_plain_exp(P, R, sharpness, largest=lambda scores: 0.0, axis=1):
    scores = -sharpness * np.linalg.norm(P[:, None] - R, axis=-1) ** 2 / 2
    E = np.exp(scores - largest(scores))
    return E / E.sum(axis=axis, keepdims=True)


def wrong_single_product(P, R, sharpness):
    scores = -sharpness * ((R ** 2).sum(axis=1) - P @ R.T) / 2
    E = np.exp(scores - scores.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def wrong_cut_exp(P, R, sharpness):
    E = np.exp(np.maximum(-sharpness * np.linalg.norm(P[:, None] - R, axis=-1) ** 2 / 2, -700))
    return E / E.sum(axis=1, keepdims=True)


def wrong_inner_products(P, R, sharpness):
    scores = sharpness * P @ R.T
    E = np.exp(scores - scores.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def wrong_without_conversion(patches, reference, sharpness):
    scores = -sharpness * ((patches[:, None] - reference) ** 2).sum(axis=-1) / 2
    E = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.linalg.norm(patches - E / E.sum(axis=1, keepdims=True) @ reference, axis=1)


def wrong_distances(P, R, A):
    return np.linalg.norm(P[:, None] - R, axis=-1)


test.axes("patch")
test.knows(
    reference_novelty,
    divided_by_root_of_the_pixels=check.Mistake(
        wrong_novelty(weights=lambda P, R, sharpness: wrong_weights(P, R, sharpness / P.shape[1] ** 0.5)),
        fact="Your weights are those of scores divided by the root of the number of pixels.",
        reason="That belongs to inner products; here the sharpness alone sets the scale.",
        hint="Leave the division out."),
    mean_square_in_the_exponent=check.Mistake(
        wrong_novelty(weights=lambda P, R, sharpness: wrong_weights(P, R, sharpness / P.shape[1])),
        fact="Your exponents take the mean of the squared differences over the pixels.",
        reason="A squared distance is their sum.",
        hint="Sum over the pixels."),
    remainder_itself=check.Mistake(
        wrong_novelty(lambda P, R, A: P - A @ R),
        fact="You give the remainder itself, shape {shape}.",
        reason="The novelty of a patch is one number, the length of its remainder.",
        hint="Take the root of the sum of its squares."),
    distances_not_squared=check.Mistake(
        wrong_novelty(weights=lambda P, R, sharpness: wrong_weights(P, R, sharpness, power=1.0)),
        fact="Your weights come from distances, not from their squares.",
        reason="The Gaussian kernel has the squared distance in its exponent; only that turns into an inner product.",
        hint="Leave out the root: sum the squares of the differences."),
    half_forgotten=check.Mistake(
        wrong_novelty(weights=lambda P, R, sharpness: wrong_weights(P, R, 2 * sharpness)),
        fact="Your weights are those of a sharpness twice as large.",
        reason="The exponent is -sharpness times the squared distance, divided by 2.",
        hint="Divide by 2."),
    sharpness_squared=check.Mistake(
        wrong_novelty(weights=lambda P, R, sharpness: wrong_weights(P, R, sharpness ** 2)),
        fact="Your weights are those of the sharpness squared, as when it stands inside the square.",
        reason="It multiplies the squared distance, it is not squared itself.",
        hint="First square and sum, then multiply by the sharpness."),
    divided_by_the_sharpness=check.Mistake(
        wrong_novelty(weights=lambda P, R, sharpness: wrong_weights(P, R, 1 / sharpness if sharpness else 0.0)),
        fact="Your weights are those of 1 over the sharpness.",
        reason="A larger sharpness makes the weights sharper, so it multiplies.",
        hint="Multiply the squared distance by the sharpness."),
    sharpness_taken_for_a_width=check.Mistake(
        wrong_novelty(weights=lambda P, R, sharpness: wrong_weights(P, R, 1 / sharpness ** 2 if sharpness else 0.0)),
        fact="Your weights are those of 1 over the square of the sharpness, as with the width of a Gaussian.",
        reason="A larger sharpness makes the weights sharper, so it multiplies.",
        hint="Multiply the squared distance by the sharpness, and divide by 2."),
    sharpness_after_softmax=check.Mistake(
        wrong_novelty(weights=lambda P, R, sharpness: sharpness * wrong_weights(P, R, 1.0)),
        fact="Your weights are those of the sharpness 1, multiplied by the sharpness after softmax: they no longer sum to 1.",
        reason="It belongs to the scores, where it decides how sharply near and far are told apart.",
        hint="Multiply the scores by it, before exp."),
    farthest_references=check.Mistake(
        wrong_novelty(weights=lambda P, R, sharpness: wrong_weights(P, R, -sharpness)),
        fact="Your weights are largest for the references that are farthest away.",
        reason="A patch is to be explained by what is like it: the smaller the distance, the larger the weight.",
        hint="The exponent has a minus."),
    softmax_over_patches=check.Mistake(
        wrong_novelty(weights=lambda P, R, sharpness: wrong_plain_exp(P, R, sharpness, lambda s: s.max(axis=0), axis=0)),
        fact="Your softmax runs over the patches: each reference shares itself out.",
        reason="Patches ask, so each patch has a row of weights over the references that sums to 1.",
        hint="With scores of shape (n, m), normalise along the last axis."),
    no_max_subtraction=check.Mistake(
        wrong_novelty(weights=wrong_plain_exp),
        fact="Your weights are nan where all references are far away: each exp is 0 there, or infinite, and so is their sum.",
        reason="Softmax does not change when one number is taken off a whole row, so the largest exponent can always be 0.",
        hint="Subtract the maximum of each row of scores before exp.",
        alone=True),
    maximum_of_each_reference=check.Mistake(
        wrong_novelty(weights=lambda P, R, sharpness: wrong_plain_exp(P, R, sharpness, lambda s: s.max(axis=0))),
        fact="Your weights are what comes when each reference's largest score is taken off before exp, and not each patch's.",
        reason="A softmax stays the same only where one number is taken off a whole row.",
        hint="Subtract scores.max(axis=1, keepdims=True)."),
    divided_by_sums_over_patches=check.Mistake(
        wrong_novelty(weights=lambda P, R, sharpness: wrong_plain_exp(P, R, sharpness, lambda s: s.max(axis=1, keepdims=True), axis=0)),
        fact="Your weights are divided by the sums over the patches: those of a patch do not sum to 1.",
        reason="An explanation is a mean of the references, so the weights of each patch sum to 1.",
        hint="Sum along axis 1, the references, with keepdims=True."),
    max_of_everything=check.Mistake(
        wrong_novelty(weights=lambda P, R, sharpness: wrong_plain_exp(P, R, sharpness, np.max)),
        fact="You subtract the maximum of all scores, and the row of a patch far from all references still underflows: 0 / 0.",
        reason="Each patch is a row, and each row needs its own maximum.",
        hint="Use max(axis=1, keepdims=True).",
        alone=True),
    inner_products_without_norms=check.Mistake(
        wrong_novelty(weights=wrong_inner_products),
        fact="Your scores are inner products alone, so bright references win every patch.",
        reason="A squared distance has the reference's own squared length in it too.",
        hint="Use the squared distance, or take half the squared length of each reference off the inner products."),
    half_inner_products=check.Mistake(
        wrong_novelty(weights=lambda P, R, sharpness: wrong_inner_products(P, R, sharpness / 2)),
        fact="Your scores are inner products alone, divided by 2, so bright references win every patch.",
        reason="A squared distance has the reference's own squared length in it too.",
        hint="Use the squared distance of each patch from each reference."),
    attention_itself=check.Mistake(
        wrong_novelty(weights=lambda P, R, sharpness: wrong_inner_products(P, R, P.shape[1] ** -0.5)),
        fact="Your scores are inner products divided by the root of the number of pixels, and the sharpness plays no part.",
        reason="Here a patch asks by its distance from the references, so that bright ones do not win every patch.",
        hint="Use -sharpness times the squared distance, divided by 2."),
    small_number_in_the_denominator=check.Mistake(
        wrong_novelty(weights=lambda P, R, sharpness: (lambda E: E / (E.sum(axis=1, keepdims=True) + 1e-12))(
            np.exp(-sharpness * np.linalg.norm(P[:, None] - R, axis=-1) ** 2 / 2))),
        fact="Where all references are far away, your weights are 0, and nothing is explained.",
        reason="A small number in the denominator, or 0 in place of nan, hides 0 / 0; the nearest reference still explains most.",
        hint="Subtract the maximum of each row of scores before exp: then the sum is 1 at least."),
    root_of_the_mean_square=check.Mistake(
        wrong_novelty(lambda P, R, A: np.sqrt((A * wrong_distances(P, R, A) ** 2).sum(axis=1))),
        fact="You give the root of the weighted mean of the squared distances.",
        reason="What counts is the distance to the weighted mean: references on both sides of a patch explain it together.",
        hint="First mix the references, A @ reference, then measure once."),
    absolute_differences_in_the_scores=check.Mistake(
        wrong_novelty(weights=wrong_absolute_scores),
        fact="Your scores take the sum of the absolute differences.",
        reason="The exponent has the squared distance, a sum of squares; only that turns into an inner product.",
        hint="Square the differences before you sum them."),
    nearest_reference_only=check.Mistake(
        wrong_novelty(lambda P, R, A: wrong_distances(P, R, A).min(axis=1)),
        fact="You give the distance to the nearest reference.",
        reason="That is the limit of a very large sharpness; here all references take part by their weights.",
        hint="Compute the weighted mean A @ reference, and the distance to it."),
    mean_of_the_distances=check.Mistake(
        wrong_novelty(lambda P, R, A: (A * wrong_distances(P, R, A)).sum(axis=1)),
        fact="You give the weighted mean of the distances.",
        reason="What counts is the distance to the weighted mean: references on both sides of a patch explain it together.",
        hint="First mix the references, A @ reference, then measure once."),
    novelty_squared=check.Mistake(
        wrong_novelty(lambda P, R, A: ((P - A @ R) ** 2).sum(axis=1)),
        fact="You give the squared length of what remains.",
        reason="The novelty is a distance.",
        hint="Take the root."),
    mean_in_place_of_the_sum=check.Mistake(
        wrong_novelty(lambda P, R, A: np.sqrt(((P - A @ R) ** 2).mean(axis=1))),
        fact="You give the root of the mean square of what remains.",
        reason="The length of a vector is the root of the sum of its squares.",
        hint="Use np.linalg.norm(..., axis=1)."),
    absolute_differences=check.Mistake(
        wrong_novelty(lambda P, R, A: np.abs(P - A @ R).sum(axis=1)),
        fact="You sum the absolute differences of what remains.",
        reason="The length of a vector is the root of the sum of its squares.",
        hint="Use np.linalg.norm(..., axis=1)."),
    one_number_for_all=check.Mistake(
        wrong_novelty(lambda P, R, A: np.linalg.norm(P - A @ R)),
        fact="You give one length for all patches together.",
        reason="Each patch has a novelty of its own.",
        hint="Give the norm an axis: axis=1."),
    computed_in_uint8=check.Mistake(
        wrong_without_conversion,
        fact="Your differences wrap round: in an array of dtype uint8, 3 - 5 is 254.",
        reason="uint8 holds 0 to 255 and nothing below.",
        hint="Convert both arguments to float first."),
    plain_mean_of_the_references=check.Mistake(
        lambda patches, reference, sharpness: np.linalg.norm(patches - np.mean(reference, axis=0), axis=1),
        fact="You give the distance to the plain mean of the references: all weights are equal.",
        reason="What is like a patch explains it, and so the weights depend on the distances and on the sharpness.",
        hint="Make the weights by softmax, and take A @ reference."),
    weights_never_divided=check.Mistake(
        wrong_novelty(weights=lambda P, R, sharpness: np.exp(-sharpness * np.linalg.norm(P[:, None] - R, axis=-1) ** 2 / 2)),
        fact="Your weights are exp of the scores, never divided by their sum.",
        reason="An explanation is a mean of the references, so the weights of each patch sum to 1.",
        hint="Divide each row by its sum."),
    softmax_over_everything=check.Mistake(
        wrong_novelty(weights=lambda P, R, sharpness: wrong_plain_exp(P, R, sharpness, np.max, axis=(0, 1))),
        fact="Your weights sum to 1 over all patches together.",
        reason="Each patch is explained for itself, so each row of weights sums to 1.",
        hint="Sum along the last axis, with keepdims=True."),
    exponents_cut_off=check.Mistake(
        wrong_novelty(weights=lambda P, R, sharpness: wrong_cut_exp(P, R, sharpness)),
        fact="Your exponents are cut off at a lowest number: where all references are beyond it, they get equal weights.",
        reason="Only the differences between the scores of a row count, and these are lost.",
        hint="Leave the scores uncut, and take the largest of each row off."),
    largest_weight=check.Mistake(
        wrong_novelty(lambda P, R, A: 1 - A.max(axis=1)),
        fact="You give 1 less the largest weight.",
        reason="A weight says which references are taken, not how well they explain the patch.",
        hint="Give the length of patch - A @ reference."),
    difference_of_lengths=check.Mistake(
        wrong_novelty(lambda P, R, A: np.abs(np.linalg.norm(P, axis=1) - np.linalg.norm(A @ R, axis=1))),
        fact="You give the difference of two lengths.",
        reason="Two patches of the same length may be quite unlike.",
        hint="Subtract first, then take the length."),
    length_of_the_explanation=check.Mistake(
        wrong_novelty(lambda P, R, A: np.linalg.norm(A @ R, axis=1)),
        fact="You give the length of the explanation.",
        reason="The novelty is what the explanation leaves of the patch.",
        hint="Subtract it from the patch first."),
    product_counted_once=check.Mistake(
        wrong_novelty(weights=wrong_single_product),
        fact="Your weights are those of p.p - p.r + r.r in place of the squared distance: a 2 is missing.",
        reason="(p - r)^2 has the product twice.",
        hint="It is p.p - 2 p.r + r.r."),
)


# %% exercise="mahalanobis_distance"
def reference_mahalanobis(patches, reference):
    R = np.array(reference, dtype=float)
    spreads, directions = np.linalg.eigh(np.atleast_2d(np.cov(R, rowvar=False)))
    kept = spreads > 1e-10 * max(spreads)
    steps = (np.array(patches, dtype=float) - R.mean(axis=0)) @ directions[:, kept] / np.sqrt(spreads[kept])
    return np.sqrt((steps ** 2).sum(axis=1))


def wrong_mahalanobis(centre=lambda P, R: R.mean(axis=0), covariance=lambda P, R: np.cov(R, rowvar=False, ddof=1),
                      inverse=lambda C: np.linalg.pinv(C, rcond=1e-10, hermitian=True), root=np.sqrt):
    def wrong(patches, reference):
        P, R = np.asarray(patches, dtype=float), np.asarray(reference, dtype=float)
        D = P - centre(P, R)
        return root(np.maximum(np.einsum("ni,ij,nj->n", D, inverse(np.atleast_2d(covariance(P, R))), D), 0.0))
    return wrong


def wrong_correlation(P, R):
    with np.errstate(all="ignore"):
        return np.nan_to_num(np.corrcoef(R, rowvar=False))


test.axes("patch")
test.knows(
    reference_mahalanobis,
    plain_distance=check.Mistake(
        lambda patches, reference: np.linalg.norm(patches - reference.mean(axis=0), axis=1),
        fact="You give the plain distance from the mean, without the covariance.",
        reason="Directions in which good patches vary much must count less.",
        hint="Put the inverse of the covariance between the two differences."),
    one_mean_for_all_pixels=check.Mistake(
        wrong_mahalanobis(centre=lambda P, R: R.mean()),
        fact="You measure from one number, the mean over all pixels.",
        reason="The mean of the reference patches is a patch: a number for each pixel.",
        hint="Take the mean along axis 0."),
    divided_by_m=check.Mistake(
        wrong_mahalanobis(covariance=lambda P, R: np.cov(R, rowvar=False, ddof=0)),
        fact="Your covariance is divided by the number of references m.",
        reason="One degree of freedom has gone into the mean, so m - 1 is asked for.",
        hint="Use np.cov(reference, rowvar=False), which divides by m - 1."),
    root_forgotten=check.Mistake(
        wrong_mahalanobis(root=lambda squares: squares),
        fact="You give the squared distance.",
        reason="The distance is its root.",
        hint="Take np.sqrt."),
    mean_over_the_pixels=check.Mistake(
        lambda patches, reference: patches - reference.mean(axis=1),
        fact="Your mean has a number for each reference: it runs over the pixels.",
        reason="The mean reference patch has a number for each pixel.",
        hint="Take the mean along axis 0."),
    mean_not_subtracted=check.Mistake(
        wrong_mahalanobis(centre=lambda P, R: 0.0),
        fact="You measure from zero, a black patch.",
        reason="The distance is measured from the mean of the good patches.",
        hint="Subtract reference.mean(axis=0) from the patches."),
    mean_of_the_patches=check.Mistake(
        wrong_mahalanobis(centre=lambda P, R: P.mean(axis=0)),
        fact="You measure from the mean of the patches that are tested.",
        reason="Some of them may be defective; what is good is told by the references.",
        hint="Take the mean of the references, one number for each pixel."),
    covariance_of_the_patches=check.Mistake(
        wrong_mahalanobis(covariance=lambda P, R: np.cov(P, rowvar=False) if len(P) > 1 else np.cov(R, rowvar=False)),
        fact="Your covariance is that of the patches that are tested.",
        reason="What counts as usual is told by the references.",
        hint="Use np.cov(reference, rowvar=False)."),
    variances_only=check.Mistake(
        wrong_mahalanobis(covariance=lambda P, R: np.diag(R.var(axis=0, ddof=1))),
        fact="You use the variance of each pixel, and not how pixels go together.",
        reason="Neighbouring pixels are alike; a patch in which they differ is unusual though each pixel alone is not.",
        hint="Use the whole covariance matrix."),
    covariance_not_inverted=check.Mistake(
        wrong_mahalanobis(inverse=lambda C: C),
        fact="You multiply by the covariance itself.",
        reason="Directions in which good patches vary much must count less, so the inverse stands there.",
        hint="Invert it with np.linalg.pinv."),
    divided_by_the_pixels=check.Mistake(
        lambda patches, reference: reference_mahalanobis(patches, reference) / np.sqrt(np.shape(reference)[1]),
        fact="Your squared distance is divided by the number of pixels k, as by a mean in place of a sum.",
        reason="Taguchi scales so; here the plain Mahalanobis distance is asked for.",
        hint="Sum, and do not divide."),
    inverse_of_a_singular_matrix=check.Mistake(
        wrong_mahalanobis(inverse=np.linalg.inv),
        fact="You invert a covariance that has no inverse.",
        reason="A pixel that never changes, or fewer references than pixels, make it singular.",
        hint="Use np.linalg.pinv(C, rcond=1e-10, hermitian=True)."),
    pixels_as_observations=check.Mistake(
        lambda patches, reference: np.sqrt(np.sum(
            (patches - reference.mean(axis=0)) @ np.linalg.pinv(np.cov(reference)) * (patches - reference.mean(axis=0)), axis=1)),
        fact="Your covariance has a row and a column for each reference.",
        reason="np.cov takes its rows for variables; here the columns, the pixels, are the variables.",
        hint="Use np.cov(reference, rowvar=False)."),
    references_not_centred=check.Mistake(
        wrong_mahalanobis(covariance=lambda P, R: R.T @ R / (len(R) - 1)),
        fact="Your covariance is made from the references as they are, without their mean taken off.",
        reason="A covariance measures from the mean.",
        hint="Use np.cov(reference, rowvar=False), or subtract reference.mean(axis=0) first."),
    squared_before_the_product=check.Mistake(
        lambda patches, reference: np.sqrt(np.abs(((patches - reference.mean(axis=0)) ** 2 @ np.linalg.pinv(np.cov(reference, rowvar=False), rcond=1e-10, hermitian=True)).sum(axis=1))),
        fact="You multiply the squares of the differences by the inverse.",
        reason="The inverse stands between the two differences: that is how pixels that go together count together.",
        hint="Sum (D @ C_inverse) * D over the pixels."),
    correlation_in_place_of_covariance=check.Mistake(
        wrong_mahalanobis(covariance=wrong_correlation),
        fact="Your result is that of the correlations in place of the covariance.",
        reason="The covariance has the spread of each pixel in it, too, and the differences are not divided by it.",
        hint="Use the covariance, np.cov(reference, rowvar=False)."),
    length_after_the_inverse=check.Mistake(
        lambda patches, reference: np.linalg.norm((patches - reference.mean(axis=0)) @ np.linalg.pinv(np.cov(reference, rowvar=False), rcond=1e-10, hermitian=True), axis=1),
        fact="You give the length of C^-1 (p - c): the inverse stands twice in its square.",
        reason="In the square of the distance it stands once, between the two differences.",
        hint="Sum (D @ C_inverse) * D over the pixels, and take the root."),
    mean_in_whole_numbers=check.Mistake(
        wrong_mahalanobis(centre=lambda P, R: np.trunc(R.mean(axis=0))),
        fact="Your mean of the references lost what stands after the point.",
        reason="A mean of whole numbers is no whole number.",
        hint="Leave the mean as floats: no int(...), no array of whole numbers."),
    covariance_of_all=check.Mistake(
        wrong_mahalanobis(covariance=lambda P, R: np.cov(np.vstack([P, R]), rowvar=False)),
        fact="Your covariance is that of patches and references together.",
        reason="What counts as usual is told by the references alone: a defect would make itself usual.",
        hint="Use np.cov(reference, rowvar=False)."),
    inverse_of_each_entry=check.Mistake(
        lambda patches, reference: np.sqrt(np.abs(np.einsum("ni,ij,nj->n", patches - reference.mean(axis=0), (lambda C: np.divide(1.0, C, out=np.zeros_like(C), where=C != 0))(np.cov(reference, rowvar=False)), patches - reference.mean(axis=0)))),
        fact="You take 1 over each entry of the covariance.",
        reason="The inverse of a matrix is another thing: C @ C_inverse is the identity.",
        hint="Use np.linalg.pinv(C, rcond=1e-10, hermitian=True)."),
    mean_of_scores=check.Mistake(
        lambda patches, reference: (np.abs(patches - reference.mean(axis=0)) / (lambda s: np.where(s > 0, s, 1.0))(reference.std(axis=0, ddof=1))).mean(axis=1),
        fact="You average how many standard deviations each pixel is away.",
        reason="That leaves out how pixels go together, and it is no root of a sum of squares.",
        hint="Use the whole covariance matrix."),
    from_the_nearest_reference=check.Mistake(
        lambda patches, reference: (lambda D, P: np.sqrt(np.maximum(np.einsum("nri,ij,nrj->nr", D, P, D), 0)).min(axis=1))(np.asarray(patches, dtype=float)[:, None] - reference, np.linalg.pinv(np.cov(reference, rowvar=False), rcond=1e-10, hermitian=True)),
        fact="You measure from the nearest reference.",
        reason="The Mahalanobis distance is measured from the mean of the references.",
        hint="Subtract reference.mean(axis=0)."),
)


# %% exercise="recognition_taguchi"
def reference_recognition(patches, reference, slope=lambda x, m: x @ m / (m @ m),
                          noise=lambda x, m, slope: sum((x - slope * m) ** 2) / (len(m) - 1),
                          second=np.sqrt, mean_of=lambda P, R: R, distance=reference_mahalanobis):
    P, R = np.array(patches, dtype=float), np.array(reference, dtype=float)
    m = np.mean(mean_of(P, R), axis=0)
    both = [np.array([(slope(x, m), second(noise(x, m, slope(x, m)))) for x in X]) for X in (P, R)]
    return distance(*both)


def wrong_recognition(**changes):
    return lambda patches, reference: reference_recognition(patches, reference, **changes)


def wrong_squares(patches, reference):
    m = reference.mean(axis=0)
    both = [np.column_stack([X @ m / (m @ m), np.maximum((X * X).sum(axis=1) - (X @ m) ** 2 / (m @ m), 0) ** 0.5])
            for X in (patches, reference)]
    return reference_mahalanobis(*both)


def wrong_two_means(patches, reference):
    both = []
    for X in np.asarray(patches, dtype=float), np.asarray(reference, dtype=float):
        m = X.mean(axis=0)
        beta = X @ m / (m @ m)
        both.append(np.column_stack([beta, (((X - np.outer(beta, m)) ** 2).sum(axis=1) / (len(m) - 1)) ** 0.5]))
    return reference_mahalanobis(*both)


def reference_noise(x, m, slope):
    """V_e, whatever the slope is taken to be."""
    return sum((x - x @ m / (m @ m) * m) ** 2) / (len(m) - 1)


def wrong_second_numbers(second, distance=reference_mahalanobis, together=lambda beta, root: np.column_stack([beta, root])):
    """recognition_taguchi with `second(X, m)`, for all rows of X at once, in place of V_e."""
    def wrong(patches, reference):
        P, R = np.asarray(patches, dtype=float), np.asarray(reference, dtype=float)
        m = R.mean(axis=0)
        return distance(*[together(X @ m / (m @ m), np.sqrt(np.maximum(second(X, m), 0.0))) for X in (P, R)])
    return wrong


def wrong_remainders(X, m):
    return ((X - np.outer(X @ m / (m @ m), m)) ** 2).sum(axis=1)


def wrong_mean_of_each(patches, reference):
    m = np.asarray(reference, dtype=float).mean(axis=1)
    return np.asarray(patches, dtype=float) @ m / (m @ m)


def wrong_unscaled_references(patches, reference):
    P, R = np.asarray(patches, dtype=float), np.asarray(reference, dtype=float)
    m = R.mean(axis=0)
    Y = np.array([(x @ m / (m @ m), reference_noise(x, m, 0.0) ** 0.5) for x in P])
    return reference_mahalanobis(Y, np.array([(x @ m / (m @ m), (((x - m) ** 2).sum() / (len(m) - 1)) ** 0.5) for x in R]))


test.axes("patch")
test.knows(
    reference_recognition,
    product_not_squared=check.Mistake(
        wrong_recognition(noise=lambda x, m, slope: max(x @ x - x @ m / (m @ m), 0) / (len(m) - 1)),
        fact="In your V_e the product x . m is not squared.",
        reason="What m explains of x . x is the square of x . m, divided by m . m.",
        hint="Look at the exponent in the formula of V_e."),
    slope_over_the_length=check.Mistake(
        wrong_recognition(slope=lambda x, m: x @ m / (m @ m) ** 0.5),
        fact="Your beta is divided by the length of m.",
        reason="beta says how many times m is in x, and m itself must have a beta of 1.",
        hint="Divide by m.m."),
    second_term_divided_alone=check.Mistake(
        wrong_second_numbers(lambda X, m: (X * X).sum(axis=1) - (X @ m) ** 2 / (m @ m) / (len(m) - 1)),
        fact="In your V_e only the second term is divided by k - 1.",
        reason="1 / (k - 1) stands before the whole difference.",
        hint="Set parentheses around the difference."),
    slope_squared_taken_off=check.Mistake(
        wrong_second_numbers(lambda X, m: (X * X).sum(axis=1) - (X @ m / (m @ m)) ** 2),
        fact="In your V_e the square of beta is taken off: m.m is squared, too.",
        reason="What m explains of x.x is (x.m)^2 / m.m, which is beta^2 times m.m.",
        hint="Square x.m alone."),
    second_term_added=check.Mistake(
        wrong_second_numbers(lambda X, m: (X * X).sum(axis=1) + (X @ m) ** 2 / (m @ m)),
        fact="In your V_e the second term is added.",
        reason="What a multiple of m explains is taken off x.x; the rest is noise.",
        hint="Look at the sign in the formula of V_e."),
    squares_of_all_patches=check.Mistake(
        wrong_second_numbers(lambda X, m: ((X * X).sum() - (X @ m) ** 2 / (m @ m)) / (len(m) - 1)),
        fact="Your x.x is summed over all patches together.",
        reason="Each patch has a V_e of its own.",
        hint="Sum along the pixels alone: axis=1."),
    rows_counted_for_k=check.Mistake(
        wrong_second_numbers(lambda X, m: wrong_remainders(X, m) / max(len(X) - 1, 1)),
        fact="Your k is the number of patches, and so another one for the patches than for the references.",
        reason="k is the number of pixels; then 1 / (k - 1) is the same for both, and cancels.",
        hint="Take the length of m."),
    two_numbers_as_rows=check.Mistake(
        wrong_second_numbers(wrong_remainders, together=lambda beta, root: np.array([beta, root])),
        fact="Your Y has two rows, and a column for each patch.",
        reason="mahalanobis_distance takes a row for each patch.",
        hint="Use np.column_stack, or transpose."),
    beta_alone=check.Mistake(
        wrong_recognition(second=lambda noise: 0.0),
        fact="Your result is that of beta alone: the second number is left out, or the same for all patches, as when every V_e comes out negative and is cut off at 0.",
        reason="Y has two numbers; the second says how much of the patch beta does not explain.",
        hint="Put beta and sqrt(V_e) side by side."),
    mean_absolute_remainder=check.Mistake(
        wrong_recognition(noise=lambda x, m, slope: np.mean(np.abs(x - slope * m)), second=lambda noise: noise),
        fact="Your second number is the mean absolute remainder.",
        reason="V_e is made of squares.",
        hint="Sum the squares of the remainder."),
    remainder_from_its_mean=check.Mistake(
        wrong_recognition(noise=lambda x, m, slope: np.var(x - slope * m, ddof=1)),
        fact="You take the mean of the remainder off before you square it.",
        reason="V_e measures the remainder from 0.",
        hint="Sum the squares of the remainder as it is; np.std and np.var take a mean off."),
    root_of_v_e_forgotten=check.Mistake(
        wrong_recognition(second=lambda noise: noise),
        fact="Your second number is V_e itself.",
        reason="Y holds its root, which has the unit of a pixel.",
        hint="Take np.sqrt of V_e."),
    line_with_intercept=check.Mistake(
        wrong_recognition(slope=lambda x, m: np.polyfit(m, x, 1)[0],
                          noise=lambda x, m, slope: sum((x - slope * m - np.mean(x - slope * m)) ** 2) / (len(m) - 1)),
        fact="Your line has an intercept: it need not go through zero.",
        reason="The Recognition-Taguchi method compares with multiples of m, so with lines through zero.",
        hint="beta = x.m / m.m, with nothing subtracted before."),
    slope_of_the_mean_on_the_patch=check.Mistake(
        wrong_recognition(slope=lambda x, m: x @ m / (x @ x)),
        fact="Your beta is divided by x.x.",
        reason="The patch is expressed as a multiple of the mean patch, so m.m stands below.",
        hint="beta = x.m / m.m."),
    slope_not_taken_off=check.Mistake(
        wrong_recognition(noise=lambda x, m, slope: sum((x - m) ** 2) / (len(m) - 1)),
        fact="Your V_e measures x - m, without beta.",
        reason="A brighter patch of the same pattern has a larger beta; V_e is what no multiple of m gives.",
        hint="Take (x.m)^2 / m.m off x.x, or measure x - beta * m."),
    nothing_taken_off=check.Mistake(
        wrong_recognition(noise=lambda x, m, slope: x @ x / (len(m) - 1)),
        fact="Your V_e is made of x.x alone.",
        reason="What a multiple of m explains has to be taken off first.",
        hint="Take (x.m)^2 / m.m off x.x."),
    mean_of_the_patches=check.Mistake(
        wrong_recognition(mean_of=lambda P, R: P),
        fact="Your m is the mean of the patches that are tested.",
        reason="What is good is told by the references.",
        hint="Take the mean of the references, one number for each pixel."),
    signal_to_noise_in_place_of_v_e=check.Mistake(
        wrong_recognition(second=lambda noise: noise ** -0.5 if noise > 0 else 0.0),
        fact="Your second number is 1 / sqrt(V_e).",
        reason="That is the root of the signal-to-noise ratio; Y holds the root of the noise, sqrt(V_e).",
        hint="Leave out the division."),
    divided_by_m=check.Mistake(
        wrong_recognition(distance=wrong_mahalanobis(covariance=lambda P, R: np.cov(R, rowvar=False, ddof=0))),
        fact="The covariance of the references' Y is divided by their number.",
        reason="One degree of freedom has gone into the mean, so one less is asked for, as in exercise 4.",
        hint="Call mahalanobis_distance with the two arrays of Y."),
    root_of_the_distance_forgotten=check.Mistake(
        wrong_recognition(distance=wrong_mahalanobis(root=lambda squares: squares)),
        fact="You give the squared distance.",
        reason="The distance is its root, as in exercise 4.",
        hint="Call mahalanobis_distance with the two arrays of Y."),
    variances_only=check.Mistake(
        wrong_recognition(distance=wrong_mahalanobis(covariance=lambda P, R: np.diag(R.var(axis=0, ddof=1)))),
        fact="You use the variances of beta and sqrt(V_e), and not how the two go together.",
        reason="The Mahalanobis distance has the whole covariance in it.",
        hint="Call mahalanobis_distance with the two arrays of Y."),
    euclidean_distance_of_y=check.Mistake(
        wrong_recognition(distance=lambda Y, Y_R: np.linalg.norm(Y - Y_R.mean(axis=0), axis=1)),
        fact="You measure the distance of Y without the covariance of the references' Y.",
        reason="beta and sqrt(V_e) have different units and go together.",
        hint="Call mahalanobis_distance with the two arrays of Y."),
    squares_in_uint8=check.Mistake(
        wrong_squares,
        fact="Your squares wrap round: in an array of dtype uint8, 20 * 20 is 144.",
        reason="uint8 holds 0 to 255 and nothing above.",
        hint="Convert both arguments to float first."),
    median_in_place_of_mean=check.Mistake(
        wrong_recognition(mean_of=lambda P, R: np.median(R, axis=0, keepdims=True)),
        fact="Your m is the median of the reference patches.",
        reason="m is their mean.",
        hint="reference.mean(axis=0)."),
    each_with_a_mean_of_its_own=check.Mistake(
        wrong_two_means,
        fact="Your result is what comes when m is taken anew from each set of patches, those that are tested among them.",
        reason="What is good is told by the references: one m for both.",
        hint="m = reference.mean(axis=0), once."),
    remainder_alone=check.Mistake(
        wrong_recognition(slope=lambda x, m: x @ m / (m @ m), distance=lambda Y, Z: np.abs(Y[:, 1] - Z[:, 1].mean()) / Z[:, 1].std(ddof=1)),
        fact="You use sqrt(V_e) alone.",
        reason="Y has two numbers; the first, beta, says how bright the pattern is.",
        hint="Put beta and sqrt(V_e) side by side."),
    distance_of_the_patches=check.Mistake(
        lambda patches, reference: reference_mahalanobis(patches, reference),
        fact="You give the Mahalanobis distance of the patches themselves.",
        reason="Each patch is reduced to two numbers first, and the distance is that of these.",
        hint="Compute Y = (beta, sqrt(V_e)) of both, and pass these on."),
    beta_over_x_x=check.Mistake(
        wrong_recognition(slope=lambda x, m: x @ m / (x @ x), noise=reference_noise),
        fact="Your beta is divided by x.x, and V_e is right.",
        reason="The patch is expressed as a multiple of the mean patch, so m.m stands below.",
        hint="beta = x.m / m.m."),
    cosine_in_place_of_beta=check.Mistake(
        wrong_recognition(slope=lambda x, m: x @ m / (x @ x * (m @ m)) ** 0.5, noise=reference_noise),
        fact="Your beta is the cosine of the angle between x and m.",
        reason="A patch that is twice as bright has a beta twice as large, and the same cosine.",
        hint="beta = x.m / m.m."),
    variance_of_the_pixels=check.Mistake(
        wrong_recognition(noise=lambda x, m, slope: np.var(x, ddof=1)),
        fact="Your second number is the standard deviation of the pixels of a patch.",
        reason="V_e measures what no multiple of m gives, not how the pixels differ among themselves.",
        hint="Square and sum x - beta * m."),
    two_numbers_themselves=check.Mistake(
        lambda patches, reference: np.array([(x @ m / (m @ m), reference_noise(x, m, 0.0) ** 0.5) for m in [np.mean(reference, axis=0)] for x in np.asarray(patches, dtype=float)]),
        fact="You give the two numbers of each patch, shape {shape}.",
        reason="The result is their distance from those of the references, one number for each patch.",
        hint="Compute Y of the references as well, and pass both to mahalanobis_distance."),
    distance_of_the_references=check.Mistake(
        lambda patches, reference: reference_recognition(patches, reference, distance=lambda Y, Z: reference_mahalanobis(Z, Y)),
        fact="You give the distances of the references from the patches.",
        reason="What is asked for is how far each patch is from the references.",
        hint="mahalanobis_distance takes what is tested first, and the references second."),
    distance_from_the_patches=check.Mistake(
        wrong_recognition(distance=lambda Y, Z: reference_mahalanobis(Y, Y)),
        fact="You measure from the mean and the covariance of the Y of the patches themselves.",
        reason="What is good is told by the references.",
        hint="Pass the Y of the references as the second argument."),
    one_mean_for_all_pixels=check.Mistake(
        wrong_recognition(mean_of=lambda P, R: np.full_like(R, R.mean())),
        fact="Your m is the same at each pixel, the mean of all numbers of the references.",
        reason="m is the mean reference patch, with a number for each pixel.",
        hint="reference.mean(axis=0)."),
    first_reference_alone=check.Mistake(
        wrong_recognition(mean_of=lambda P, R: R[:1]),
        fact="Your m is the first reference.",
        reason="m is the mean of all of them.",
        hint="reference.mean(axis=0)."),
    mean_over_the_pixels=check.Mistake(
        wrong_mean_of_each,
        fact="Your m has a number for each reference, its mean over the pixels.",
        reason="m is the mean reference patch, with a number for each pixel.",
        hint="reference.mean(axis=0)."),
    references_without_beta=check.Mistake(
        wrong_unscaled_references,
        fact="The V_e of your references measures x - m, without beta, that of the patches x - beta * m.",
        reason="Both are reduced in the same way.",
        hint="Use one function for both."),
    ratio_of_means=check.Mistake(
        wrong_recognition(slope=lambda x, m: x.mean() / m.mean()),
        fact="Your beta is the mean of the patch divided by the mean of m.",
        reason="beta is the multiple of m that comes nearest to the patch: x.m / m.m.",
        hint="Use inner products."),
    remainder_divided_by_beta=check.Mistake(
        wrong_recognition(noise=lambda x, m, slope: sum((x / slope - m) ** 2) / (len(m) - 1)),
        fact="Your V_e measures x / beta - m.",
        reason="V_e is measured in the units of the patch: x - beta * m.",
        hint="Do not divide by beta."),
    scores_added=check.Mistake(
        wrong_recognition(distance=lambda Y, Z: (np.abs(Y - Z.mean(axis=0)) / Z.std(axis=0, ddof=1)).sum(axis=1)),
        fact="You add up how many standard deviations the two numbers are away.",
        reason="The Mahalanobis distance is the root of a sum of squares, with the covariance of the two in it.",
        hint="Call mahalanobis_distance with the two arrays of Y."),
)
test.given(mahalanobis_distance=reference_mahalanobis)


# %% exercise="auroc"
def reference_auroc(values, labels, tie=0.5, turn=False):
    bad = [float(v) for v, label in zip(values, labels) if bool(label) != turn]
    good = [float(v) for v, label in zip(values, labels) if bool(label) == turn]
    if not bad or not good:
        raise ValueError("one class only")
    return sum((b > g) + tie * (b == g) for b in bad for g in good) / (len(bad) * len(good))


def wrong_steps(values, labels):
    """The area under the curve of which a corner is missing: thresholds without the one above all values."""
    values, labels = np.asarray(values, dtype=float), np.asarray(labels, dtype=bool)
    thresholds = np.unique(values)[::-1]
    hits = np.array([(values[labels] > t).mean() for t in thresholds])
    alarms = np.array([(values[~labels] > t).mean() for t in thresholds])
    return float(np.sum(np.diff(alarms) * (hits[1:] + hits[:-1]) / 2))


def wrong_ranks(values, labels):
    """From ranks, as if no two values were equal: of two equal ones, the later is taken for the larger."""
    labels = np.asarray(labels, dtype=bool)
    ranks = np.argsort(np.argsort(values, kind="stable"), kind="stable")
    n, bad = len(labels), labels.sum()
    return float((ranks[labels].sum() - bad * (bad - 1) / 2) / (bad * (n - bad)))


def wrong_integers_as_places(values, labels, others=None):
    labels = np.asarray(labels)
    bad, good = np.asarray(values)[labels], np.asarray(values)[~labels if others is None else others]
    return float(np.mean((bad[:, None] > good) + 0.5 * (bad[:, None] == good)))


def wrong_start(values, labels):
    """The area under the curve whose first threshold is the largest value."""
    values, labels = np.asarray(values, dtype=float), np.asarray(labels, dtype=bool)
    thresholds = np.unique(values)[::-1]
    hits = np.array([(values[labels] >= t).mean() for t in thresholds])
    alarms = np.array([(values[~labels] >= t).mean() for t in thresholds])
    return float(np.sum(np.diff(alarms) * (hits[1:] + hits[:-1]) / 2))


def wrong_counts(count):
    """`count(won, equal, bad, good)`, from the numbers of pairs won, of equal pairs, of defective and of good ones."""
    def wrong(values, labels):
        bad = int(np.sum(np.asarray(labels, dtype=bool)))
        good = len(labels) - bad
        won = round(reference_auroc(values, labels, tie=0.0) * bad * good)
        return float(count(won, round(reference_auroc(values, labels, tie=1.0) * bad * good) - won, bad, good))
    return wrong


def wrong_two_classes(values, labels):
    values, labels = np.asarray(values, dtype=float), np.asarray(labels, dtype=bool)
    return values[labels], values[~labels]


def wrong_pairs(keep):
    """The pairs (i, j) of places for which `keep(i, j, bad, good)` holds, those won and half of the equal ones, over all."""
    def wrong(values, labels):
        bad, good = np.flatnonzero(labels), np.flatnonzero(np.logical_not(labels))
        kept = [(i, j) for i in bad for j in good if keep(i, j, bad, good)]
        return float(sum((values[i] > values[j]) + 0.5 * (values[i] == values[j]) for i, j in kept) / (len(bad) * len(good)))
    return wrong


def wrong_average_precision(values, labels):
    hits = np.asarray(labels, dtype=bool)[np.argsort(-np.asarray(values, dtype=float), kind="stable")]
    return float((np.cumsum(hits) / np.arange(1, len(hits) + 1))[hits].mean())


test.knows(
    reference_auroc,
    some_equal_pairs_won=check.Mistake(
        wrong_counts(lambda won, equal, bad, good: (won + min(1, equal)) / (bad * good)),
        fact="Your pairs with equal values count together as one pair that is won.",
        reason="Each of them counts one half, whichever of the two came first.",
        hint="Add 0.5 for each equal pair; if you sort or rank, give equal values the mean of their ranks."),
    differences_wrap_round=check.Mistake(
        lambda values, labels: (lambda d: float(np.mean((d > 0) + 0.5 * (d == 0))))(
            np.asarray(values)[np.asarray(labels, dtype=bool)][:, None] - np.asarray(values)[~np.asarray(labels, dtype=bool)]),
        fact="Your differences wrap round: in an array of dtype uint8, 3 - 5 is 254.",
        reason="uint8 holds 0 to 255 and nothing below.",
        hint="Compare the values with > and ==, or convert them to float first."),
    pairs_of_arrays_in_order=check.Mistake(
        lambda values, labels: float(np.mean(np.asarray(values)[np.asarray(labels, dtype=bool)] > np.asarray(values)[~np.asarray(labels, dtype=bool)])),
        fact="You compare two arrays, the values of the defective and of the good ones, entry by entry: the first with the first, and so on.",
        reason="Each defective patch makes a pair with each good one, and there may be more of the one than of the other.",
        hint="Give one of them an axis more, bad[:, None] > good, or let two loops run over them."),
    equal_values_by_place=check.Mistake(
        wrong_ranks,
        fact="Your number is that of ranks which put equal values in the order in which they came.",
        reason="A pair with equal values counts one half, whichever came first.",
        hint="Give equal values the mean of their ranks, or compare the pairs themselves."),
    orientation_turned=check.Mistake(
        lambda values, labels: reference_auroc(values, labels, turn=True),
        fact="Your number is that of the other direction: it counts pairs in which the good one has the larger value.",
        reason="A large value says defective, so a metric that is never wrong has 1.",
        hint="Count the pairs with values[defective] > values[good]."),
    ties_counted_full=check.Mistake(
        lambda values, labels: reference_auroc(values, labels, tie=1.0),
        fact="You count a pair with equal values as won.",
        reason="A metric that gives all patches the same value knows nothing, and has 0.5.",
        hint="Add one half for each equal pair."),
    ties_counted_not=check.Mistake(
        lambda values, labels: reference_auroc(values, labels, tie=0.0),
        fact="You count a pair with equal values as lost.",
        reason="A metric that gives all patches the same value knows nothing, and has 0.5.",
        hint="Add one half for each equal pair."),
    ends_of_the_curve_missing=check.Mistake(
        wrong_steps,
        fact="Your number is the area under a curve without its end at (1, 1).",
        reason="With a threshold below all values everything is called defective; without it a part of the area is missing.",
        hint="Let the curve go from (0, 0) to (1, 1), or count pairs instead."),
    integers_taken_for_places=check.Mistake(
        wrong_integers_as_places,
        fact="Labels of zeros and ones were used as places: values[[0, 1]] takes the first two values.",
        reason="Only a boolean array selects by truth.",
        hint="Convert the labels first: np.asarray(labels, dtype=bool)."),
    ones_less_integers_as_places=check.Mistake(
        lambda values, labels: wrong_integers_as_places(values, labels, 1 - np.asarray(labels, dtype=int)),
        fact="Labels of zeros and ones were used as places, and so was 1 - labels: values[[0, 1]] takes the first two values.",
        reason="Only a boolean array selects by truth.",
        hint="Convert the labels first, np.asarray(labels, dtype=bool), and take ~labels for the good ones."),
    pairs_not_divided=check.Mistake(
        lambda values, labels: reference_auroc(values, labels) * float(np.sum(labels) * np.sum(np.logical_not(labels))),
        fact="You give the number of pairs.",
        reason="A share lies between 0 and 1.",
        hint="Divide by the number of defective ones times the number of good ones."),
    in_percent=check.Mistake(
        lambda values, labels: 100 * reference_auroc(values, labels),
        fact="You give percent.",
        reason="The result is a share, from 0 to 1.",
        hint="Do not multiply by 100."),
    from_minus_one_to_one=check.Mistake(
        lambda values, labels: 2 * reference_auroc(values, labels) - 1,
        fact="Your number is the share of the pairs won less that of the pairs lost: it goes from -1 to 1.",
        reason="A pair counts 1, one half or 0.",
        hint="Count the pairs that are won, and half of the equal ones."),
    divided_by_all_pairs=check.Mistake(
        lambda values, labels: (reference_auroc(values, labels) * float(np.sum(labels) * np.sum(np.logical_not(labels)))
                                / len(values) ** 2),
        fact="Your number is that of the pairs, divided by the square of the number of all patches.",
        reason="A pair here is one defective and one good patch.",
        hint="Divide by the number of defective ones times the number of good ones."),
    pairs_in_order=check.Mistake(
        lambda values, labels: (lambda bad, good: float(np.mean([(b > g) + 0.5 * (b == g) for b, g in zip(bad, good)])))(
            np.asarray(values)[np.asarray(labels, dtype=bool)], np.asarray(values)[~np.asarray(labels, dtype=bool)]),
        fact="You compare the first defective patch with the first good one, the second with the second, and so on.",
        reason="Each defective patch makes a pair with each good one.",
        hint="Let two loops, or two axes, run over them."),
    verdicts_at_the_median=check.Mistake(
        lambda values, labels: float(np.mean((values > np.median(values)) == np.asarray(labels, dtype=bool))),
        fact="You give the share of right verdicts with the median as the limit.",
        reason="The area under the curve needs no limit: it counts pairs.",
        hint="Compare each defective patch with each good one."),
    hits_at_one_half=check.Mistake(
        lambda values, labels: float(np.mean((np.asarray(values) > 0.5) == np.asarray(labels, dtype=bool))),
        fact="You give the share of patches on the right side of one threshold.",
        reason="The area under the curve knows no threshold: it compares each defective patch with each good one.",
        hint="Count pairs."),
    means_compared=check.Mistake(
        lambda values, labels: float(np.mean(values[np.asarray(labels, dtype=bool)]) > np.mean(values[~np.asarray(labels, dtype=bool)])),
        fact="Your number is what comes when the two means are compared.",
        reason="Each pair of one defective and one good patch counts.",
        hint="Compare all pairs, and take the mean.",
        alone=True),
    compared_with_one_good_number=check.Mistake(
        lambda values, labels: (lambda bad, good: float(np.mean(bad > good.mean())))(*wrong_two_classes(values, labels)),
        fact="Your number is the share of the defective patches whose value is above the mean of the good ones.",
        reason="Each defective patch makes a pair with each good one.",
        hint="Compare all pairs, and take the mean."),
    compared_with_the_largest_good=check.Mistake(
        lambda values, labels: (lambda bad, good: float(np.mean(bad > good.max())))(*wrong_two_classes(values, labels)),
        fact="Your number is the share of the defective patches whose value is above all good ones.",
        reason="Each defective patch makes a pair with each good one.",
        hint="Compare all pairs, and take the mean."),
    divided_by_the_number_of_patches=check.Mistake(
        wrong_counts(lambda won, equal, bad, good: (won + equal / 2) / (bad + good)),
        fact="Your number is that of the pairs, divided by the number of all patches.",
        reason="There are as many pairs as defective ones times good ones.",
        hint="Divide by the product of both numbers."),
    **{f"pairs_of_{name}_left_out": check.Mistake(
        wrong_pairs(keep),
        fact=f"Your count of pairs leaves out those of {words}.",
        reason="Each defective patch makes a pair with each good one.",
        hint="Look where your loops begin and where they end.")
       for name, words, keep in (
           ("the_first_defective", "the first defective patch", lambda i, j, bad, good: i != bad[0]),
           ("the_last_defective", "the last defective patch", lambda i, j, bad, good: i != bad[-1]),
           ("the_first_good", "the first good patch", lambda i, j, bad, good: j != good[0]),
           ("the_last_good", "the last good patch", lambda i, j, bad, good: j != good[-1]),
           ("good_ones_before", "good patches that stand before the defective one in the list", lambda i, j, bad, good: j > i),
           ("good_ones_behind", "good patches that stand behind the defective one in the list", lambda i, j, bad, good: j < i))},
    start_of_the_curve_missing=check.Mistake(
        wrong_start,
        fact="Your number is the area under a curve without its beginning at (0, 0).",
        reason="With a threshold above all values nothing is called defective; without it a part of the area is missing.",
        hint="Let the curve go from (0, 0) to (1, 1), or count pairs instead."),
    divided_by_pairs_of_all=check.Mistake(
        wrong_counts(lambda won, equal, bad, good: (won + equal / 2) / ((bad + good) * (bad + good - 1) / 2)),
        fact="Your number is that of the pairs, divided by how many pairs all patches make.",
        reason="A pair here is one defective and one good patch.",
        hint="Divide by the number of defective ones times the number of good ones."),
    own_ranks_left_in=check.Mistake(
        wrong_counts(lambda won, equal, bad, good: (won + equal / 2 + bad * (bad + 1) / 2) / (bad * good)),
        fact="Your number is that of ranks with the pairs of the defective ones among themselves left in.",
        reason="A rank counts all that are below, defective ones too.",
        hint="Take n (n + 1) / 2 off the sum of the ranks of the n defective ones, where ranks begin at 1."),
    ranks_of_the_good=check.Mistake(
        wrong_counts(lambda won, equal, bad, good: (bad * good - won - equal / 2 + (good * (good + 1) - bad * (bad + 1)) / 2) / (bad * good)),
        fact="Your number comes from the ranks of the good patches, less what belongs to the defective ones.",
        reason="The defective ones are to be on top.",
        hint="Sum the ranks where the label is true."),
    equal_pairs_left_out=check.Mistake(
        wrong_counts(lambda won, equal, bad, good: won / (bad * good - equal) if bad * good > equal else 0.0),
        fact="You leave the pairs with equal values out of the count altogether.",
        reason="Such a pair counts one half: a metric that gives all patches the same value has 0.5.",
        hint="Add one half for each equal pair, and divide by all pairs."),
    difference_of_means=check.Mistake(
        lambda values, labels: float(np.mean(values[np.asarray(labels, dtype=bool)]) - np.mean(values[~np.asarray(labels, dtype=bool)])),
        fact="You give the difference of the two means.",
        reason="It depends on the scale of the values; the area under the curve only asks which of two is larger.",
        hint="Compare each defective patch with each good one."),
    average_precision=check.Mistake(
        wrong_average_precision,
        fact="You give the average precision.",
        reason="The area under the ROC curve is the share of pairs in the right order.",
        hint="Compare each defective patch with each good one."),
    divided_by_the_defective=check.Mistake(
        wrong_counts(lambda won, equal, bad, good: (won + equal / 2) / bad),
        fact="Your number is that of the pairs, divided by the number of defective ones alone.",
        reason="There are as many pairs as defective ones times good ones.",
        hint="Divide by the product of both numbers."),
)


# %% exercise="locate_defect"
def reference_place(image, references, size, best=max, sharpness=100.0):
    good = np.concatenate([reference_patches(r, size) for r in references])
    values = reference_novelty(reference_patches(image, size), good, sharpness)
    across = image.shape[1] // size
    return best(((k // across, k % across) for k in range(len(values))), key=lambda at: values[at[0] * across + at[1]])


def stripes(seed, shape, turned=None, size=4, bright=None):
    """Rows of stripes; at `turned` a patch with stripes along columns, at `bright` a good but brighter patch."""
    rng = np.random.default_rng(seed)
    image = np.tile(np.where(np.arange(shape[0]) % 2, 0.75, 0.25)[:, None], (1, shape[1]))
    for place, change in ((turned, lambda patch: patch.T), (bright, lambda patch: patch + 0.5)):
        if place is not None:
            rows, columns = (slice(size * p, size * p + size) for p in place)
            image[rows, columns] = change(image[rows, columns].copy())
    return (image + 0.02 * rng.standard_normal(shape)).round(3)


def wrong_place_in_uint8(image, references, size):
    good = np.concatenate([reference_patches(r, size).astype(r.dtype) for r in references])
    values = wrong_without_conversion(reference_patches(image, size).astype(image.dtype), good, 100.0)
    row, column = divmod(int(values.argmax()), image.shape[1] // size)
    return row, column


def wrong_place(turn):
    return lambda image, references, size: turn(*reference_place(image, references, size), image, size)


def wrong_values(values):
    """The place at which `values(patches, [the patches of each reference])` is largest."""
    def wrong(image, references, size):
        found = values(reference_patches(image, size), [reference_patches(r, size) for r in references])
        return divmod(int(np.argmax(found)), image.shape[1] // size)
    return wrong


def wrong_against_each(P, each):
    """The novelty (pictures, n) of each patch against each good picture alone."""
    return np.array([reference_novelty(P, R, 100.0) for R in each])


def wrong_brightness_removed(P, each):
    R = np.concatenate(each)
    return reference_novelty(P - P.mean(axis=1, keepdims=True), R - R.mean(axis=1, keepdims=True), 100.0)


def wrong_arguments_turned(image, references, size):
    good = np.concatenate([reference_patches(r, size) for r in references])
    return divmod(int(np.argmax(reference_novelty(good, reference_patches(image, size), 100.0))), image.shape[1] // size)


def wrong_sums(image, references, size):
    good = np.concatenate([reference_patches(r, size) for r in references])
    grid = reference_novelty(reference_patches(image, size), good, 100.0).reshape(image.shape[0] // size, -1)
    return int(grid.sum(axis=1).argmax()), int(grid.sum(axis=0).argmax())


test.knows(
    reference_place,
    column_before_row=check.Mistake(
        wrong_place(lambda row, column, image, size: (column, row)),
        fact="You give the column first.",
        reason="In this course a place is (row, column), as in an index.",
        hint="Return (row, column)."),
    divided_by_the_rows=check.Mistake(
        wrong_place(lambda row, column, image, size: divmod(row * (image.shape[1] // size) + column, image.shape[0] // size)),
        fact="Your place is what comes when the patch's number is divided by the number of rows of patches.",
        reason="In reading order a row is full after as many patches as stand side by side.",
        hint="Divide by how many patches stand side by side."),
    row_rounded=check.Mistake(
        lambda image, references, size: (lambda at, across: (round((at[0] * across + at[1]) / across), at[1]))(reference_place(image, references, size), image.shape[1] // size),
        fact="Your row is rounded to the nearest whole number.",
        reason="A patch in the right half of the grid is still in the same row.",
        hint="Divide with //, or use divmod."),
    counted_from_one=check.Mistake(
        wrong_place(lambda row, column, image, size: (row + 1, column + 1)),
        fact="Your row and column count from 1.",
        reason="Places count from 0, as everywhere in NumPy.",
        hint="The first row and the first column are 0."),
    place_in_pixels=check.Mistake(
        wrong_place(lambda row, column, image, size: (row * size, column * size)),
        fact="Your place is the pixel in which the patch begins.",
        reason="The place in the grid of patches is asked for.",
        hint="Do not multiply by size."),
    least_novel_patch=check.Mistake(
        lambda image, references, size: reference_place(image, references, size, best=min),
        fact="The patch at your place is the one that is explained best.",
        reason="The defect is what good patches cannot explain.",
        hint="Use argmax."),
    first_reference_only=check.Mistake(
        lambda image, references, size: reference_place(image, references[:1], size),
        fact="Your place is what comes with the first good picture alone.",
        reason="What one picture lacks another may have; each of them tells what is good.",
        hint="Concatenate the patches of all references."),
    last_reference_only=check.Mistake(
        lambda image, references, size: reference_place(image, references[-1:], size),
        fact="Your place is what comes with the last good picture alone.",
        reason="What one picture lacks another may have; each of them tells what is good.",
        hint="Concatenate the patches of all references."),
    computed_in_uint8=check.Mistake(
        wrong_place_in_uint8,
        fact="Your differences or squares wrap round: in an array of dtype uint8, 3 - 5 is 254 and 20 * 20 is 144.",
        reason="uint8 holds 0 to 255 and nothing else.",
        hint="Convert the image and the references to float first."),
    number_of_the_patch=check.Mistake(
        lambda image, references, size: (lambda at: at[0] * (image.shape[1] // size) + at[1])(
            reference_place(image, references, size)),
        fact="You give the patch's number in reading order.",
        reason="Its row and its column are asked for.",
        hint="Count how many whole rows of patches stand before it, and how many patches before it in its own row."),
    another_sharpness=check.Mistake(
        lambda image, references, size: reference_place(image, references, size, sharpness=1.0),
        fact="The patch at your place is the most novel one with the sharpness 1.",
        reason="With so little sharpness a patch is explained by the mean of all references, and a rare good patch looks novel.",
        hint="The exercise asks for 100."),
    sharpness_too_large=check.Mistake(
        lambda image, references, size: reference_place(image, references, size, sharpness=1e4),
        fact="The patch at your place is the most novel one with a sharpness far above 100.",
        reason="With so much sharpness a patch is compared with its nearest reference alone, and a mixture of good patches looks novel.",
        hint="The exercise asks for 100."),
    each_picture_for_itself=check.Mistake(
        lambda image, references, size: divmod(int(np.argmax(np.mean([reference_novelty(
            reference_patches(image, size), reference_patches(r, size), 100.0) for r in references], axis=0))), image.shape[1] // size),
        fact="Your place is what comes when the novelties against each good picture are added up or averaged.",
        reason="What one picture shows is good, though no other shows it.",
        hint="Put the patches of all references together, and compute the novelty once."),
    image_among_the_references=check.Mistake(
        lambda image, references, size: reference_place(image, [image, *references], size),
        fact="Your place is what comes when the image itself stands among the references, and explains its own defect.",
        reason="What is good is told by the good pictures alone.",
        hint="Cut up the references, and nothing else."),
    brightest_patch=check.Mistake(
        lambda image, references, size: divmod(int(reference_patches(image, size).sum(axis=1).argmax()), image.shape[1] // size),
        fact="The patch at your place is the brightest one, or the one farthest from the mean of all good patches.",
        reason="A defect is what a mixture of good patches cannot explain, whatever its brightness.",
        hint="Use the novelty against all patches of the references."),
    largest_of_all_pictures=check.Mistake(
        wrong_values(lambda P, each: wrong_against_each(P, each).max(axis=0)),
        fact="Your place is that of the largest novelty against any single good picture.",
        reason="What one picture shows is good, though no other shows it.",
        hint="Put the patches of all references together, and compute the novelty once."),
    nearest_reference_only=check.Mistake(
        wrong_values(lambda P, each: np.array([min(np.linalg.norm(p - r) for r in np.concatenate(each)) for p in P])),
        fact="Your place is what comes when each patch is compared with its nearest reference alone, or with one good picture at a time.",
        reason="Novelty is the distance to a mixture of the references: a patch half-way between two of them is explained by both, from whichever picture they are.",
        hint="Use the novelty of exercise 3, with the sharpness 100."),
    mahalanobis_in_place_of_novelty=check.Mistake(
        wrong_values(lambda P, each: reference_mahalanobis(P, np.concatenate(each))),
        fact="The patch at your place has the largest Mahalanobis distance.",
        reason="That measures from the mean of all good patches, and they may be of several kinds.",
        hint="Use the novelty of exercise 3, with the sharpness 100."),
    brightness_taken_off=check.Mistake(
        wrong_values(wrong_brightness_removed),
        fact="Your place is what comes when the mean brightness is taken off each patch before.",
        reason="A defect may be a matter of brightness alone.",
        hint="Compare the patches as they are."),
    largest_spread=check.Mistake(
        wrong_values(lambda P, each: P.std(axis=1)),
        fact="The patch at your place is the one whose pixels differ most, whatever the good pictures show.",
        reason="Good patches may have a strong pattern of their own.",
        hint="Use the novelty against the patches of all references."),
    arguments_of_novelty_exchanged=check.Mistake(
        wrong_arguments_turned,
        fact="Your place belongs to the good patch that the image explains least.",
        reason="It is the patch of the image that is to be explained.",
        hint="novelty takes the patches first, and the references second."),
    divided_by_the_size=check.Mistake(
        wrong_place(lambda row, column, image, size: divmod(row * (image.shape[1] // size) + column, size)),
        fact="Your place is what comes when the patch's number is divided by size, the side of a patch.",
        reason="In reading order a row is full after as many patches as stand side by side.",
        hint="Divide by image.shape[1] // size."),
    divided_by_the_width=check.Mistake(
        wrong_place(lambda row, column, image, size: divmod(row * (image.shape[1] // size) + column, image.shape[1])),
        fact="Your place is what comes when the patch's number is divided by the width of the image in pixels.",
        reason="In reading order a row is full after as many patches as stand side by side.",
        hint="Divide by image.shape[1] // size."),
    columns_of_a_reference=check.Mistake(
        lambda image, references, size: (lambda at: divmod(at[0] * (image.shape[1] // size) + at[1], references[0].shape[1] // size))(reference_place(image, references, size)),
        fact="Your place is what comes when the patch's number is divided by how many stand side by side in the first reference.",
        reason="The pictures may differ in width.",
        hint="Divide by image.shape[1] // size."),
    row_and_column_for_themselves=check.Mistake(
        wrong_sums,
        fact="Your place is the row with the largest sum, and the column with the largest sum.",
        reason="The patch where they meet need not be the most novel.",
        hint="Take one argmax over all patches."),
)
test.given(patchify=reference_patches, novelty=reference_novelty)
