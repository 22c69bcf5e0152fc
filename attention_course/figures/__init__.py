"""Every figure of the course, on numpy, scipy and matplotlib alone.

Each function returns a `Picture`: as the last value of a cell it shows the image and carries an alt sentence that is
computed from the data (`.alt`, `.figure`, `.save(path)`). Titles are the caller's and state the finding; labels are
the caller's words. Wrong shapes, or labels that do not fit, raise ValueError.

Matrices: rows are queries, columns are keys, origin top left
    heatmap(A, words, title="Each row sums to 1", row_sums=True)
    heatmap(X, words, kind="signed", row_axis="token", column_axis="feature", outline_row=1)
    heatmaps({"scores": S, "weights": A}, words, kind=["signed", "weights"], mask=[None, mask], row_sums=True)
    training({"start": A0, "step 20": A1, "end": A2}, losses, steps=[0, 20, 99])
Diagrams in unit cells
    tokens_beside_vectors(words, X, outline_row=1)
    matrix_product((5, 4), (4, 3), names=("X", "W_Q", "Q"), cell=(1, 2))
    heads_diagram(n=5, d_model=6, n_heads=2, d_head=3, d_v=2)
    gradient_chain(n=5, d_model=4, d_k=3, d_v=2)
The plane
    arrows(vectors, ["bank", "river", "money"], moved=vectors_in_context)
    point_map(points, words, groups=kinds_of_words, lit=["int", "list"])
    query_against_keys(query, keys, words, query_label="cat")
    weighted_mean(values, A[1], words, title="The output lies among the values")
    outputs_among_values(values, A, words, query=1)
Bars and histograms
    bars(A.sum(axis=1), words, reference=1, value_axis="row sum")
    temperatures(S[1], words, temperatures=(0.25, 1, 4))
    spreads({"attention": areas}, surfaces, value_axis="area under the curve", reference=0.5)
    histograms({"q.k": {"d = 4": raw4, "d = 64": raw64}, "scaled": {"d = 4": scaled4, "d = 64": scaled64}})
Lines and points
    curves({"plain": (n, seconds)}, x_axis="tokens", y_axis="seconds", log_x=True, log_y=True, digits=False)
    agreement(dW, dW_numeric, title="Both gradients agree")
    roc_curves({"attention": (false_positive_rate, true_positive_rate)})
    kernel_smoothing(x, y, queries, {"width 0.5": estimate}, truth=truth)
Images
    images({"good": image, "scratched": other})
    patches(image, size=8, query=27, weights=A[27])
    image_heatmap(image, novelty, size=8, defect=mask)
With a slider, which calls a function that returns one of the above
    explore(lambda t: temperatures(S[1], words, temperatures=[t]), temperature=[0.25, 1, 4], start=1)
"""

from .curves import agreement, curves, kernel_smoothing, roc_curves, training
from .diagrams import gradient_chain, heads_diagram, matrix_product, tokens_beside_vectors
from .distributions import bars, histograms, spreads, temperatures
from .heatmaps import heatmap, heatmaps
from .images import image_heatmap, images, patches
from .interactive import explore
from .picture import Picture
from .vectors import arrows, outputs_among_values, point_map, query_against_keys, weighted_mean

__all__ = [
    "Picture",
    "agreement",
    "arrows",
    "bars",
    "curves",
    "explore",
    "gradient_chain",
    "heads_diagram",
    "heatmap",
    "heatmaps",
    "histograms",
    "image_heatmap",
    "images",
    "kernel_smoothing",
    "matrix_product",
    "outputs_among_values",
    "patches",
    "point_map",
    "query_against_keys",
    "roc_curves",
    "spreads",
    "temperatures",
    "tokens_beside_vectors",
    "training",
    "weighted_mean",
]
