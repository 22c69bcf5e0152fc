"""A language model: an embedding, pre-norm blocks of attention and feed-forward on a residual stream, and logits.

The weights are a dict of arrays. E (V, width) holds a vector for each word, U (width, V) makes the logits, and gain
(width,) belongs to the norm before them. All others have the blocks as their first axis: W_Q, W_K, W_V, W_O
(blocks, width, width), W_1 (blocks, width, hidden), W_2 (blocks, hidden, width), gain_1 and gain_2 (blocks, width).

Way there and way back are each one walk through everything, with what the way back needs kept in one dict a block.
"""

import dataclasses

import numpy as np

EPS = 1e-5  # added to the mean of the squares in each norm
BASE = 30.0  # of the positions: for ten places the slowest of its clocks may go faster than that of lesson 06


@dataclasses.dataclass(frozen=True)
class Plan:
    """How large the model is, and which parts it has; `dataclasses.replace(plan, mask=False)` takes one away."""

    n_words: int
    width: int = 32
    hidden: int = 64
    n_heads: int = 2
    n_blocks: int = 1
    mask: bool = True
    positions: bool = True
    residual: bool = True


def new_weights(plan: Plan, seed: int) -> dict[str, np.ndarray]:
    """Random weights, scaled so that a product keeps the size of its rows; the gains are 1."""
    rng = np.random.default_rng(seed)
    blocks, width, hidden, n_words = plan.n_blocks, plan.width, plan.hidden, plan.n_words
    shapes: dict[str, tuple[int, ...]] = {"E": (n_words, width), "U": (width, n_words)}
    shapes |= {"W_1": (blocks, width, hidden), "W_2": (blocks, hidden, width)}
    shapes |= {name: (blocks, width, width) for name in ("W_Q", "W_K", "W_V", "W_O")}
    weights = {name: rng.normal(size=shape) / shape[-2] ** 0.5 for name, shape in shapes.items()}
    weights["E"] *= 0.5 * n_words**0.5  # no product: a row is a vector as it stands
    gains = {"gain_1": (blocks, width), "gain_2": (blocks, width), "gain": (width,)}
    return weights | {name: np.ones(shape) for name, shape in gains.items()}


def positions(n: int, width: int) -> np.ndarray:
    """The vectors (n, width) that say where each word stands: sine and cosine in turn, as in lesson 06."""
    angles = np.arange(n)[:, None] * BASE ** (-np.arange(0, width, 2) / width)
    return np.stack([np.sin(angles), np.cos(angles)], axis=-1).reshape(n, width)


def predict(weights: dict, inputs: np.ndarray, plan: Plan) -> tuple[np.ndarray, np.ndarray]:
    """The logits (m, n, V) of the word after each of inputs (m, n), and the weights A (blocks, m, heads, n, n)."""
    *blocks, end = _there(weights, inputs, plan)
    return end["logits"], np.array([block["A"] for block in blocks])


def loss_and_gradients(weights: dict, inputs: np.ndarray, targets: np.ndarray, plan: Plan) -> tuple[float, dict]:
    """The mean cross-entropy of targets (m, n), in nats, and a dict of its gradients by each of the weights."""
    *blocks, end = _there(weights, inputs, plan)
    below = end["logits"] - end["logits"].max(axis=-1, keepdims=True)
    p = np.exp(below)
    total = p.sum(axis=-1)
    meant = (*np.ix_(*map(range, targets.shape)), targets)
    loss = float((np.log(total) - below[meant]).mean())

    p /= total[..., None]
    p[meant] -= 1
    d = p / targets.size
    gradients = {name: np.zeros_like(array) for name, array in weights.items()}
    gradients["U"] = _over_rows(end["normed"], d)
    d, gradients["gain"] = _norm_back(d @ weights["U"].T, end, weights["gain"])
    for number in reversed(range(plan.n_blocks)):
        d = _block_back(d, blocks[number], weights, gradients, number, plan)
    np.add.at(gradients["E"], inputs, d)
    return loss, gradients


def _there(weights, inputs, plan):
    """What each block, and in the end the logits, were made of."""
    n = inputs.shape[1]
    seen = np.tri(n, dtype=bool) if plan.mask else np.ones((n, n), dtype=bool)
    stream = weights["E"][inputs] + (positions(n, plan.width) if plan.positions else 0)  # (m, n, width)
    blocks = []
    for number in range(plan.n_blocks):
        W = {name: array[number] for name, array in weights.items() if array.ndim > 1 and name not in "EU"}
        block = _norm(stream, W["gain_1"])
        Q, K, V = (_cut(block["normed"] @ W[name], plan.n_heads) for name in ("W_Q", "W_K", "W_V"))
        S = np.where(seen, Q @ K.swapaxes(-1, -2) / K.shape[-1] ** 0.5, -np.inf)  # (m, heads, n, n)
        A = np.exp(S - S.max(axis=-1, keepdims=True))
        A /= A.sum(axis=-1, keepdims=True)
        read = _join(A @ V)
        stream = read @ W["W_O"] + (stream if plan.residual else 0)
        second = _norm(stream, W["gain_2"])
        lit = np.maximum(second["normed"] @ W["W_1"], 0)  # (m, n, hidden)
        stream = lit @ W["W_2"] + (stream if plan.residual else 0)
        blocks.append(block | {"Q": Q, "K": K, "V": V, "A": A, "read": read, "second": second, "lit": lit})
    end = _norm(stream, weights["gain"])
    return [*blocks, end | {"logits": end["normed"] @ weights["U"]}]


def _block_back(d, block, weights, gradients, number, plan):
    """From `d`, the gradient of the stream after a block, that of the stream before it; fills in the block's own."""
    W = {name: array[number] for name, array in weights.items() if array.ndim > 1 and name not in "EU"}
    own = {"W_2": _over_rows(block["lit"], d)}
    d_lit = (d @ W["W_2"].T) * (block["lit"] > 0)
    own["W_1"] = _over_rows(block["second"]["normed"], d_lit)
    d_second, own["gain_2"] = _norm_back(d_lit @ W["W_1"].T, block["second"], W["gain_2"])
    d = d_second + (d if plan.residual else 0)

    own["W_O"] = _over_rows(block["read"], d)
    dO = _cut(d @ W["W_O"].T, plan.n_heads)
    Q, K, V, A = (block[name] for name in "QKVA")
    dA = dO @ V.swapaxes(-1, -2)
    dS = A * (dA - np.einsum("...k,...k->...", dA, A)[..., None]) / K.shape[-1] ** 0.5
    parts = {"W_Q": dS @ K, "W_K": dS.swapaxes(-1, -2) @ Q, "W_V": A.swapaxes(-1, -2) @ dO}
    d_normed = 0.0
    for name, part in parts.items():
        part = _join(part)
        own[name] = _over_rows(block["normed"], part)
        d_normed = d_normed + part @ W[name].T
    d_before, own["gain_1"] = _norm_back(d_normed, block, W["gain_1"])
    for name, gradient in own.items():
        gradients[name][number] = gradient
    return d_before + (d if plan.residual else 0)


def _norm(X, gain):
    """RMS norm, with what its way back needs."""
    factor = 1 / np.sqrt(np.einsum("...d,...d->...", X, X)[..., None] / X.shape[-1] + EPS)
    return {"factor": factor, "unit": X * factor, "normed": X * factor * gain}


def _norm_back(d, norm, gain):
    unit, d_unit = norm["unit"], d * gain
    along = np.einsum("...d,...d->...", d_unit, unit)[..., None] / len(gain)  # the part that only makes the row longer
    return norm["factor"] * (d_unit - along * unit), np.einsum("mnd,mnd->d", d, unit)


def _cut(X, n_heads):
    m, n, width = X.shape
    return X.reshape(m, n, n_heads, width // n_heads).swapaxes(1, 2)


def _join(H):
    m, heads, n, width = H.shape
    return H.swapaxes(1, 2).reshape(m, n, heads * width)


def _over_rows(X, d):
    """The gradient of W in X @ W: what all rows of all texts ask for, summed."""
    return X.reshape(-1, X.shape[-1]).T @ d.reshape(-1, d.shape[-1])
