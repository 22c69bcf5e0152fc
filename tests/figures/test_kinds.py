"""Diagrams, planes, bars, curves and images: that what is drawn is what the data say."""

import matplotlib.contour
import matplotlib.patches
import numpy as np
import pytest
from matplotlib.colors import to_hex
from scipy.special import softmax

from attention_course import figures

WORDS = ["the", "cat", "sat"]
VALUES = np.array([[1.0, 3.0], [3.0, 0.5], [-1.0, -1.0]])
WEIGHTS = np.array([0.6, 0.3, 0.1])


def patches_of(axis, kind=matplotlib.patches.Rectangle):
    return [patch for patch in axis.patches if isinstance(patch, kind)]


def bar_heights(axis):
    return [bar.get_height() for bar in patches_of(axis)]


def test_matrix_product_lights_one_cell_with_its_row_and_column():
    left, right = np.arange(20.0).reshape(5, 4), np.arange(12.0).reshape(4, 3) - 5
    picture = figures.matrix_product(left, right, names=("X", "W_Q", "Q"), cell=(1, 2))
    (axis,) = picture.figure.axes
    lit = [to_hex(cell.get_facecolor()) for cell in patches_of(axis)]
    assert lit.count("#999999") == 4  # a row of X
    assert lit.count("#d55e00") == 4 + 1  # a column of W_Q and one cell of Q
    assert len(lit) == 5 * 4 + 4 * 3 + 5 * 3
    lit_row, lit_column = lit[1 * 4 : 2 * 4], lit[20 : 20 + 12][2::3]
    assert set(lit_row) == {"#999999"} and set(lit_column) == {"#d55e00"} and lit[32 + 1 * 3 + 2] == "#d55e00"
    assert "X (5 x 4) @ W_Q (4 x 3) = Q (5 x 3); the inner sizes 4 and 4 are equal" in picture.alt
    assert f"Q[1, 2] = {(left @ right)[1, 2]:.0f}, made of row 1 of X and column 2 of W_Q" in picture.alt
    texts = [text.get_text() for text in axis.texts]
    assert {"5 x [4]", "[4] x 3", "5 x 3"} <= set(texts)


def test_heads_diagram_counts_every_cell():
    n, d_model, n_heads, d_head = 5, 6, 2, 3
    picture = figures.heads_diagram(n, d_model, n_heads, d_head)
    cells = len(patches_of(picture.figure.axes[0]))
    per_head = 3 * d_model * d_head + 3 * n * d_head + n * n + n * d_head
    assert cells == n * d_model * 2 + n_heads * per_head + n * n_heads * d_head + n_heads * d_head * d_model
    assert {"$Q_{2}$", "$W_{V,1}$"} <= {text.get_text() for text in picture.figure.axes[0].texts}
    assert "W_Q, W_K and W_V (6 x 3)" in picture.alt and "(5 x 6) times W_O (6 x 6) give O (5 x 6)" in picture.alt


def test_the_values_of_a_head_go_past_its_weights_to_its_output():
    picture = figures.heads_diagram(n=5, d_model=6, n_heads=2, d_head=3, d_v=2)
    (axis,) = picture.figure.axes
    cells = 5 * 6 * 2 + 2 * (2 * 6 * 3 + 6 * 2 + 2 * 5 * 3 + 5 * 2 + 5 * 5 + 5 * 2) + 5 * 4 + 4 * 6
    assert len(patches_of(axis)) == cells
    places = {text.get_text(): text.get_position()[0] for text in axis.texts if text.get_text()}
    for head, line in zip("12", axis.lines, strict=True):
        x, y = line.get_data()
        assert (x[0], x[-1]) == (places[f"$V_{{{head}}}$"], places[f"$O_{{{head}}}$"])
        assert y[1] == y[2] > y[0]  # below the strips: the axis of rows points down
    assert "W_Q and W_K (6 x 3) give its Q and K (5 x 3), and its W_V (6 x 2) its V (5 x 2)" in picture.alt
    assert "A with V, which goes past it, the head's output (5 x 2)" in picture.alt


def test_gradient_chain_labels_each_arrow_with_its_gradient():
    picture = figures.gradient_chain(n=5, d_model=4, d_k=3, d_v=2)
    texts = [text.get_text() for text in picture.figure.axes[0].texts]
    shapes = {"W_{Q}": "4 x 3", "W_{V}": "4 x 2", "Q": "5 x 3", "V": "5 x 2", "S": "5 x 5", "A": "5 x 5", "O": "5 x 2"}
    for name, shape in shapes.items():
        assert f"${name}$\n{shape}" in texts and f"$d{name}$\n{shape}" in texts
    arrows = [text for text in picture.figure.axes[0].texts if getattr(text, "arrow_patch", None)]
    assert len(arrows) == 2 * 9
    for there, back in zip(arrows[::2], arrows[1::2], strict=True):  # the one forward, the other backward
        there, back = (np.array(arrow.xy) - arrow.xyann for arrow in (there, back))
        assert there @ back < -0.9 * np.linalg.norm(there) * np.linalg.norm(back) and there[0] > 0
    assert "dA (5 x 5), dS (5 x 5), dV (5 x 2)" in picture.alt
    with pytest.raises(ValueError, match="d_k is 0, expected at least 1"):
        figures.gradient_chain(n=5, d_model=4, d_k=0, d_v=2)


def test_tokens_stand_beside_their_rows():
    picture = figures.tokens_beside_vectors(WORDS, VALUES, outline_row=1)
    tokens, matrix = picture.figure.axes
    heights = {text.get_text(): text.get_position()[1] for text in tokens.texts if text.get_text()}
    assert heights == {"the": 0, "cat": 1, "sat": 2}
    (frame,) = patches_of(matrix)
    assert (frame.get_x(), frame.get_y(), frame.get_width(), frame.get_height()) == (-0.5, 0.5, 2, 1)
    assert "Outlined: 'cat' = (3, 0.5)" in picture.alt


def test_weighted_mean_ends_at_the_output():
    picture = figures.weighted_mean(VALUES, WEIGHTS, WORDS)
    left, right = picture.figure.axes
    markers, star = left.collections
    np.testing.assert_allclose(star.get_offsets()[0], WEIGHTS @ VALUES)
    np.testing.assert_allclose(right.collections[0].get_offsets()[0], WEIGHTS @ VALUES)
    np.testing.assert_allclose(markers.get_sizes(), WEIGHTS * 1400 + 20)
    (hull,) = left.patches
    assert hull.get_path().contains_point(WEIGHTS @ VALUES)
    assert "The output (1.4, 1.85) is the sum of 0.6 of 'the' (1, 3)" in picture.alt
    assert "inside the convex hull" in picture.alt


def test_every_output_is_a_star_and_one_querys_weights_are_the_discs():
    weights = np.array([WEIGHTS, WEIGHTS[::-1]])
    picture = figures.outputs_among_values(VALUES, weights, WORDS, query=1, queries=["first", "second"])
    discs, *stars = picture.figure.axes[0].collections
    assert np.allclose(discs.get_sizes(), 20 + 1400 * weights[1])
    places = {tuple(star.get_offsets()[0].round(6)): star.get_alpha() for star in stars}
    pale, full = (tuple((row @ VALUES).round(6)) for row in weights)
    assert places[full] is None and 0 < places[pale] < 0.5
    assert "The output of 'second' (" in picture.alt and "other queries: 'first' (" in picture.alt


def test_the_numbers_of_a_value_are_named_on_the_axes():
    named = {"axes": ("living", "liquid")}
    mean = figures.weighted_mean(VALUES, WEIGHTS, WORDS, **named)
    among = figures.outputs_among_values(VALUES, WEIGHTS[None], WORDS, query=0, queries=["it"], **named)
    for picture in (mean, among):
        assert {(axis.get_xlabel(), axis.get_ylabel()) for axis in picture.figure.axes} == {("living", "liquid")}
        assert "Across: living, up: liquid." in picture.alt


def test_labels_of_a_weighted_mean_keep_off_star_and_arrows():
    values = np.array([[0.09, 0.13], [0.81, -0.17], [0.24, 1.16], [-0.89, -0.4], [-0.83, 0.39]])
    weights = np.array([0.08, 0.09, 0.31, 0.19, 0.33])
    picture = figures.weighted_mean(values, weights, ["the", "cat", "drinks", "cold", "milk"])
    output, steps = weights @ values, np.vstack([[0, 0], np.cumsum(weights[:, None] * values, axis=0)])
    for axis, ends in zip(picture.figure.axes, ([output, output], steps), strict=True):
        boxes = [text.get_window_extent() for text in axis.texts if text.get_text()]
        for start, stop in zip(ends, ends[1:], strict=False):
            along = axis.transData.transform(np.linspace(start, stop, 50))
            assert not [1 for box in boxes for point in along if box.contains(*point)]


def test_values_on_a_line_have_no_hull():
    picture = figures.weighted_mean([[0, 0], [1, 1], [2, 2]], WEIGHTS, WORDS)
    assert "hull" not in picture.alt
    picture.png()


def test_planes_have_equal_units_and_hold_every_point():
    for picture in (
        figures.arrows(VALUES * 1e-4, WORDS, moved=VALUES * 3e-4),
        figures.arrows([[0.0, 0.0]], ["zero"]),
        figures.point_map(VALUES * 1e5, WORDS),
        figures.point_map([[2.0, 2.0]], ["alone"]),
        figures.query_against_keys([1.0, 1.0], VALUES, WORDS),
    ):
        axis = picture.figure.axes[0]
        assert axis.get_aspect() == 1 and axis.get_adjustable() == "box"
    axis = figures.arrows(VALUES, WORDS, moved=VALUES * 3).figure.axes[0]
    assert (np.abs(axis.viewLim.get_points()).max(axis=0) >= np.abs(VALUES * 3).max(axis=0)).all()


def test_labels_of_a_map_do_not_cover_each_other():
    pairs = np.stack([np.repeat(np.arange(4), 4), np.tile(np.arange(4), 4)], axis=1) * [1.0, 0.8]
    points = np.vstack([pairs, pairs + [0.2, 0.01]])  # to the right of each point stands another one
    picture = figures.point_map(points, [f"word{place}" for place in range(len(points))])
    picture.figure.draw_without_rendering()
    boxes = [text.get_window_extent() for text in picture.figure.axes[0].texts]
    assert len(boxes) == 32
    assert not [1 for place, box in enumerate(boxes) for other in boxes[:place] if box.overlaps(other)]


def test_labels_of_arrows_keep_off_the_arrows():
    tips, moved = np.array([[0.1, 0.3], [0.7, 0.9], [0.7, 0.9]]), np.array([[0.1, 0.3], [0.4, 0.6], [0.5, 0.45]])
    axis = figures.arrows(tips, ["cat", "after cat", "after cold"], moved=moved).figure.axes[0]
    boxes = [text.get_window_extent() for text in axis.texts if text.get_text()]
    assert len(boxes) == 3
    for tip, end in zip(tips, moved, strict=True):
        for start, stop in ((np.zeros(2), tip), (np.zeros(2), end), (tip, end)):
            along = axis.transData.transform(np.linspace(start, stop, 50))
            assert not [1 for box in boxes for point in along if box.contains(*point)]


def test_the_sentence_of_arrows_tells_from_where_to_where_each_one_moves():
    tips, moved = np.array([[0.1, 0.3], [0.7, 0.9]]), np.array([[0.1, 0.3], [0.4, 0.6]])
    assert figures.arrows(tips, ["cat", "after cat"], moved=moved, title="Context moves").alt == (
        "Context moves. 1 arrow from the origin: 'cat' (0.1, 0.3). "
        "Context moves 'after cat' from (0.7, 0.9) to (0.4, 0.6)."
    )


def test_the_legend_of_a_map_lies_inside_the_figure():
    picture = figures.point_map(VALUES, WORDS, groups=["name", "container", "exception"])
    frame = picture.figure.axes[0].get_legend().get_window_extent()
    assert frame.x1 < picture.figure.bbox.x1 + 1 and frame.x0 > picture.figure.axes[0].get_window_extent().x1


def test_tokens_show_their_numbers_with_the_decimals_asked_for():
    matrix = figures.tokens_beside_vectors(["the"], [[0.9, 0.5]], decimals=1).figure.axes[1]
    assert [text.get_text() for text in matrix.texts] == ["0.9", "0.5"]


def test_query_against_keys_draws_the_inner_products():
    picture = figures.query_against_keys([2.0, 1.0], VALUES, WORDS, query_label="cat")
    bars = picture.figure.axes[1]
    assert [bar.get_width() for bar in patches_of(bars)] == pytest.approx([5.0, 6.5, -3.0])
    low, high = bars.get_ylim()
    assert low > high  # the first key on top, as in the matrix
    assert "Inner products: 'the' 5, 'cat' 6.5, 'sat' -3. The largest is with 'cat'." in picture.alt


def test_bars_stand_beside_a_dotted_reference():
    picture = figures.bars([1.74, -0.25, 0.0], WORDS, reference=1, value_axis="column sum")
    (axis,) = picture.figure.axes
    assert bar_heights(axis) == [1.74, -0.25, 0.0]
    dotted = [line for line in axis.lines if line.get_linestyle() == ":"]
    assert [line.get_ydata()[0] for line in dotted] == [1]
    assert picture.alt == "Bars of column sum: 'the' 1.74, 'cat' -0.25, 'sat' 0. Dotted line at 1."


def test_temperatures_are_softmax_on_one_scale():
    scores = np.array([3.0, 1.0, -2.0])
    picture = figures.temperatures(scores, WORDS, temperatures=(0.5, 2))
    cold, hot = picture.figure.axes
    assert bar_heights(cold) == pytest.approx(softmax(scores / 0.5))
    assert bar_heights(hot) == pytest.approx(softmax(scores / 2))
    assert cold.get_ylim() == hot.get_ylim()
    assert "Temperature 0.5: largest weight 0.982 at 'the'" in picture.alt


@pytest.mark.parametrize(("shared", "equal"), [("row", True), ("all", True), ("none", False)])
def test_histograms_of_a_row_share_their_axis(shared, equal):
    narrow, wide = np.linspace(-1, 1, 50), np.linspace(-9, 9, 50)
    picture = figures.histograms({"q.k": {"d = 4": narrow, "d = 64": wide}}, shared=shared)
    first, second, bars, _ = picture.figure.axes
    assert (first.get_xlim() == second.get_xlim()) is equal
    assert bar_heights(bars) == pytest.approx(softmax(narrow[:8]))
    assert f"q.k, d = 64: standard deviation {wide.std():.3g}" in picture.alt


def test_curves_scale_and_sentence():
    picture = figures.curves({"plain": ([1, 10, 100], [2.0, 20, 200])}, x_axis="n", y_axis="s", log_x=True, log_y=True)
    (axis,) = picture.figure.axes
    assert axis.get_xscale() == axis.get_yscale() == "log"
    assert "plain goes from 2 at 1 to 200 at 100" in picture.alt.replace("Plain", "plain")
    measured = figures.curves({"plain": ([1, 10], [0.123, 0.456])}, x_axis="n", y_axis="s", digits=False).alt
    assert "0.123" not in measured and "0.456" not in measured


def test_one_line_among_many_is_lit():
    lines = {"fast": [1.0, 0, -1], "mean": [1.0, 0.5, 0.1], "slow": [1.0, 0.9, 0.8]}
    axis = figures.curves(lines, x_axis="distance", y_axis="product", lit="mean").figure.axes[0]
    widths = {line.get_label(): (line.get_linewidth(), to_hex(line.get_color())) for line in axis.lines}
    assert widths["mean"] == (3.5, "#000000") and widths["fast"][0] == widths["slow"][0] == 1.2
    assert widths["fast"][1] != widths["slow"][1]
    with pytest.raises(ValueError, match="lit is 'none', expected the name of a line: 'fast', 'mean', 'slow'"):
        figures.curves(lines, x_axis="distance", y_axis="product", lit="none")


def test_a_few_places_on_a_logarithmic_axis_are_labelled_each():
    doubled = [128, 256, 512, 1024, 2048]
    picture = figures.curves({"plain": (doubled, [1.0, 4, 16, 64, 256])}, x_axis="n", y_axis="MB", log_x=True)
    picture.figure.canvas.draw()
    (axis,) = picture.figure.axes
    assert [label.get_text() for label in axis.get_xticklabels()] == [str(n) for n in doubled]
    assert not any(label.get_text() for label in axis.get_xticklabels(minor=True))


@pytest.mark.parametrize(
    ("error", "told"), [(0.0, "1e-09"), (1e-8, "1e-06"), (1e-5, "1e-03"), (0.5, "The farthest point is 0.25")]
)
def test_agreement_tells_the_class_of_the_error(error, told):
    assert told in figures.agreement([1.0, 2.0], [1.0 + error * 1, 2.0]).alt


def test_roc_areas():
    picture = figures.roc_curves({"guess": ([0, 1], [0, 1]), "perfect": ([0, 0, 1], [0, 1, 1])})
    assert "areas: perfect 1, guess 0.5" in picture.alt
    labels = [text.get_text() for text in picture.figure.axes[0].get_legend().get_texts()]
    assert labels == ["perfect: 1.000", "guess: 0.500"]


def test_kernel_smoothing_tells_the_distance_from_the_truth():
    picture = figures.kernel_smoothing([0.0, 1], [0.0, 1], [0.0, 1], {"wide": [0.5, 0.5]}, truth=[0.0, 1.0])
    assert "on average 0.5 from the truth" in picture.alt


def test_training_shows_weights_and_marks_their_steps():
    picture = figures.training(
        {"start": np.full((3, 3), 1 / 3), "end": np.eye(3)[::-1]}, [1.0, 0.1, 0.0004], steps=[0, 2]
    )
    first, second, loss = picture.figure.axes
    assert first.images[0].get_clim() == second.images[0].get_clim() == (0, 1)
    assert loss.collections[0].get_offsets().tolist() == [[0, 1.0], [2, 0.0004]]
    assert "End: mean weight 0.33 on the diagonal, 1.00 on the anti-diagonal" in picture.alt
    assert "from 1 to below 1e-3 in 2 steps" in picture.alt  # the first loss is that before training


def test_patches_in_reading_order_with_the_query_outlined():
    image = np.zeros((8, 12))
    image[4:, 8:] = 1
    weights = np.array([0.1, 0, 0.2, 0, 0, 0.7])
    picture = figures.patches(image, 4, query=5, weights=weights)
    (axis,) = picture.figure.axes
    frame = next(patch for patch in axis.patches if to_hex(patch.get_edgecolor()) == "#d55e00")
    assert frame.get_xy() == (7.5, 3.5)
    texts = {text.get_text(): text.xy for text in axis.texts}
    assert texts == {"0.10": (-0.5, -0.5), "0.20": (7.5, -0.5), "0.70": (7.5, 3.5)}
    assert "2 x 3 patches of 4 x 4. The patch in row 1, column 2 is outlined." in picture.alt
    assert "Weights 0 to 0.7, the largest at row 1, column 2, sum 1; 3 of 6 are printed" in picture.alt


def test_image_heatmap_says_whether_the_defect_was_hit():
    image, defect = np.full((8, 8), 0.5), np.zeros((8, 8), bool)
    defect[5, 1:3] = True
    hit = figures.image_heatmap(image, [0.1, 0.2, 3, 0.3], 4, defect=defect)
    assert "the largest in the patch of row 1, column 0" in hit.alt
    assert "That patch holds a part of the defect." in hit.alt
    assert hit.figure.axes[0].images[1].get_array().tolist() == [[0.1, 0.2], [3, 0.3]]
    assert "does not hold" in figures.image_heatmap(image, [3, 0.2, 0.1, 0.3], 4, defect=defect).alt
    assert "No defect." in figures.image_heatmap(image, [3, 0.2, 0.1, 0.3], 4, defect=defect & False).alt


@pytest.mark.parametrize("top, bottom, left, right", [(5, 6, 1, 3), (0, 4, 6, 8), (2, 8, 0, 8)])
def test_a_defect_is_outlined_along_the_edges_of_its_pixels(top, bottom, left, right):
    defect = np.zeros((8, 8), bool)
    defect[top:bottom, left:right] = True
    picture = figures.image_heatmap(np.eye(8), np.arange(4.0), 4, defect=defect)
    (outline,) = [c for c in picture.figure.axes[0].collections if isinstance(c, matplotlib.contour.ContourSet)]
    corners = np.concatenate([path.vertices for path in outline.get_paths()])
    # A pixel reaches half a pixel to each side of its centre.
    assert corners.min(axis=0).tolist() == [left - 0.5, top - 0.5]
    assert corners.max(axis=0).tolist() == [right - 0.5, bottom - 0.5]


def test_spreads_show_mean_and_standard_deviation_of_each_row():
    samples = {"one": np.array([[0.1, 0.8], [0.3, 0.9]]), "other": np.array([[0.5, 0.2], [0.5, 0.4]])}
    picture = figures.spreads(samples, ["metal", "cloth"], value_axis="area", reference=0.5)
    (axis,) = picture.figure.axes
    for container, values in zip(axis.containers, samples.values(), strict=True):
        marks, _, (bars,) = container.lines
        assert np.allclose(marks.get_xdata(), values.mean(axis=0))
        ends = np.array(bars.get_segments())[:, :, 0]
        assert np.allclose(ends, values.mean(axis=0)[:, None] + values.std(axis=0)[:, None] * [-1, 1])
    assert "metal: one 0.20 (0.10), other 0.50 (0.00)".capitalize() in picture.alt
    assert axis.get_ylim()[0] > axis.get_ylim()[1]  # the first row on top


def test_images_share_their_grey_scale():
    picture = figures.images({"dark": np.full((4, 4), 0.1), "light": np.full((4, 6), 0.9)})
    assert {axis.images[0].get_clim() for axis in picture.figure.axes} == {(0.1, 0.9)}


def test_differences_are_drawn_about_zero_on_a_scale_of_their_own():
    pictures = {"grey": np.full((2, 2), 0.9), "one": np.full((2, 2), -0.1), "other": np.full((2, 2), 0.3)}
    picture = figures.images({"dark": np.full((2, 2), 0.2)} | pictures, differences=["one", "other"])
    drawn = [(axis.images[0].get_cmap().name, axis.images[0].get_clim()) for axis in picture.figure.axes]
    assert drawn == [("gray", (0.2, 0.9))] * 2 + [("PuOr", (-0.3, 0.3))] * 2
    assert "2 grey images and 2 signed differences: dark (2 x 2, 0.2)" in picture.alt
    with pytest.raises(ValueError, match="differences names 'none', which no picture is called"):
        figures.images(pictures, differences=["none"])


def test_many_images_are_named_without_their_spans():
    alt = figures.images({f"picture {k}": np.eye(3) for k in range(9)}).alt
    assert alt.startswith("9 grey images of 3 x 3 pixels: picture 0, picture 1") and alt.endswith("picture 8.")


def test_a_short_logarithmic_axis_has_more_labels_than_powers_of_ten():
    (axis,) = figures.curves({"a": [0.3, 4.0, 70.0]}, x_axis="n", y_axis="MB", log_y=True).figure.axes
    low, high = axis.get_ylim()
    shown = [text.get_text() for text in axis.get_yticklabels() if low <= text.get_position()[1] <= high]
    assert shown == ["0.5", "1", "2", "5", "10", "20", "50"]


def test_a_map_tells_where_a_group_of_one_lies():
    alt = figures.point_map(
        np.array([[0.0, 1], [1, 0], [6, -5]]),
        ["a", "b", "c"],
        groups=["usual", "usual", "odd"],
        axes=("length", "weight"),
    ).alt
    assert "Across: length, up: weight. Groups: usual, odd. Odd is at (6, -5)." in alt
    assert "Usual is at" not in alt
