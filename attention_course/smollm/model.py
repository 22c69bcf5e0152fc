"""The model: layers of attention and feed-forward, read from left to right, with a cache or without."""

import dataclasses
from collections.abc import Callable, Iterable
from types import SimpleNamespace
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import softmax

from attention_course.smollm import model_file
from attention_course.smollm.parts import parts

OURS = parts()
BLOCK = 64  # positions whose logits are in memory at a time, 13 MB


@dataclasses.dataclass(frozen=True)
class Model:
    """A language model of the Llama kind. Weights are oriented as the lessons write them: `X @ W` applies them.

    embeddings: (V, d_model); the transpose turns the last layer's vectors into logits. layers: the weights of each, by
    name: gain_1 W_Q W_K W_V W_O gain_2 W_gate W_up W_down. gain: of the last norm.
    """

    embeddings: NDArray[np.float32]
    layers: list[dict[str, NDArray[np.float32]]]
    gain: NDArray[np.float32]
    n_heads: int
    n_key_heads: int
    eps: float = 1e-5
    base: float = 100_000.0
    end: int = 2  # the token that ends a text
    tokenizer: Any = None

    def split(self, text: str) -> list[int]:
        """The tokens of a text, as numbers."""
        return self.tokenizer.encode(text, add_special_tokens=False).ids

    def text(self, tokens: ArrayLike) -> str:
        """The text of some tokens."""
        return self.tokenizer.decode(list(map(int, np.ravel(tokens))), skip_special_tokens=False)

    def words(self, tokens: ArrayLike) -> list[str]:
        """The text of each token, leading space included."""
        return [self.text([token]) for token in np.ravel(tokens)]

    def read(self, tokens: ArrayLike, use: SimpleNamespace = OURS, cache: Any = None) -> tuple[NDArray, NDArray]:
        """Logits (n, V) for the word after each of the tokens (n,), and weights (layers, heads, n, t).

        use: the parts that do the work. cache: keys and values of the tokens before these, which are added to it; t
        counts both.
        """
        X, weights = self._vectors(tokens, use, cache)
        return X @ self.embeddings.T, np.array(weights)

    def _vectors(self, tokens, use, cache=None):
        """Vectors (n, d_model), which the embeddings turn into logits, and the weights (h, n, t) of each layer."""
        tokens = np.asarray(tokens, dtype=int)
        if not tokens.size:
            raise ValueError(model_file.sentence("no_tokens"))
        before = len(cache) if cache else 0
        mask = use.causal_mask(before + len(tokens))[before:]  # (n, t)
        X = self.embeddings[tokens]  # (n, d_model)
        weights = []
        for number, W in enumerate(self.layers):
            X, A = self._layer(X, W, before + np.arange(len(X)), mask, use, cache.layers[number] if cache else None)
            weights.append(A)
        if cache is not None:
            cache.length = before + len(tokens)
        return use.rms_norm(X, self.gain, self.eps), weights

    def _layer(self, X, W, positions, mask, use, kept):
        N = use.rms_norm(X, W["gain_1"], self.eps)  # (n, d_model)
        Q = use.rotary_positions(use.split_heads(N @ W["W_Q"], self.n_heads), positions, self.base)  # (h, n, d_k)
        K = use.rotary_positions(use.split_heads(N @ W["W_K"], self.n_key_heads), positions, self.base)  # (g, n, d_k)
        V = use.split_heads(N @ W["W_V"], self.n_key_heads)  # (g, n, d_v)
        if kept is not None:
            K, V = kept.keys.append(K), kept.values.append(V)  # (g, t, d_k), (g, t, d_v)
        O, A = use.grouped_query_attention(Q, K, V, mask)
        X = X + use.merge_heads(O) @ W["W_O"]
        N = use.rms_norm(X, W["gain_2"], self.eps)
        return X + use.gated_feed_forward(N, W["W_gate"], W["W_up"], W["W_down"]), A

    def step(self, use: SimpleNamespace = OURS) -> Callable:
        """A function `step(tokens, cache) -> (logits (V,) of the last token, cache)`; `cache=None` begins a text."""

        def step(tokens, cache=None):
            cache = Cache(len(self.layers)) if cache is None else cache
            X, _ = self._vectors(tokens, use, cache)
            return X[-1] @ self.embeddings.T, cache

        return step

    def write(self, prompt: str, n: int, use: SimpleNamespace = OURS) -> str:
        """Continue the prompt by n tokens, each the most likely one; returns their text."""
        step, tokens, cache = self.step(use), self.split(prompt), None
        written: list[int] = []
        for _ in range(n):
            logits, cache = step(tokens, cache)
            tokens = [int(logits.argmax())]
            written += tokens
        return self.text(written)

    def chances(self, tokens: ArrayLike, use: SimpleNamespace = OURS) -> NDArray:
        """(V,): for each token the probability that it comes next."""
        X, _ = self._vectors(tokens, use)
        return softmax((X[-1] @ self.embeddings.T).astype(float))

    def loss(self, tokens: ArrayLike, use: SimpleNamespace = OURS) -> NDArray:
        """(n - 1,): minus the logarithm of the probability given to each next token of a text, in nats."""
        X, following = self._vectors(tokens, use)[0][:-1], np.asarray(tokens)[1:]  # (n - 1, d_model), (n - 1,)
        found = np.empty(len(X))
        for begin in range(0, len(X), BLOCK):
            rows = slice(begin, begin + BLOCK)
            below = X[rows] @ self.embeddings.T  # (BLOCK, V)
            below -= below.max(axis=1, keepdims=True)
            meant = np.take_along_axis(below, following[rows, None], axis=1)[:, 0]
            found[rows] = np.log(np.exp(below, out=below).sum(axis=1, dtype=float)) - meant
        return found

    def without_heads(self, heads: Iterable[tuple[int, int]]) -> "Model":
        """The same model without the contributions of the heads given as (layer, head); other weights are shared."""
        layers = list(self.layers)
        for layer, head in heads:
            W_O = layers[layer]["W_O"].copy()
            width = len(W_O) // self.n_heads
            W_O[head * width : (head + 1) * width] = 0
            layers[layer] = {**layers[layer], "W_O": W_O}
        return dataclasses.replace(self, layers=layers)


class Cache:
    """Keys and values of the tokens so far, in each layer."""

    def __init__(self, n_layers: int):
        self.length = 0
        self.layers = [SimpleNamespace(keys=_Rows(), values=_Rows()) for _ in range(n_layers)]

    def __len__(self):
        return self.length

    def __bool__(self):
        return True  # even when empty: the length must not decide


class _Rows:
    """An array (g, t, d) that grows along its second axis, with room to spare."""

    def __init__(self):
        self.length, self.array = 0, np.empty((0, 0, 0), dtype=np.float32)

    def append(self, rows: NDArray) -> NDArray:
        """Append rows (g, n, d); returns all rows so far."""
        heads, n, width = rows.shape
        if self.length + n > self.array.shape[1]:
            room = np.empty((heads, 2 * (self.length + n), width), dtype=rows.dtype)
            if self.length:
                room[:, : self.length] = self.array[:, : self.length]
            self.array = room
        self.array[:, self.length : self.length + n] = rows
        self.length += n
        return self.array[:, : self.length]


def load() -> Model:
    """The model with all its weights in memory. Raises ModelMissing, in one line, if it is not installed."""
    file = model_file.read_model_file(model_file.checked_path())
    sizes, stored = file.sizes, file.weights
    names = {"W_Q": "attn_q", "W_K": "attn_k", "W_V": "attn_v", "W_O": "attn_output", "W_gate": "ffn_gate"}
    names |= {"W_up": "ffn_up", "W_down": "ffn_down", "gain_1": "attn_norm", "gain_2": "ffn_norm"}
    layers = [
        {name: stored[f"blk.{layer}.{there}.weight"].T for name, there in names.items()}
        for layer in range(sizes["n_layers"])
    ]
    return Model(
        embeddings=stored["token_embd.weight"],
        layers=layers,
        gain=stored["output_norm.weight"],
        n_heads=sizes["n_heads"],
        n_key_heads=sizes["n_key_heads"],
        eps=float(sizes["eps"]),
        base=float(sizes["base"]),
        end=sizes["end"],
        tokenizer=model_file.tokenizer(file),
    )
