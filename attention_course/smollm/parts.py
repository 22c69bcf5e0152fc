"""The functions that the model is made of, and how to replace them.

Each has the name, the arguments and the result that an assignment asks for. The ones here use float32 throughout and do
no more than the model needs.
"""

from collections.abc import Callable
from types import SimpleNamespace

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, softmax

from attention_course.smollm.model_file import sentence

Array = NDArray[np.floating]


def _causal_mask(n: int) -> NDArray[np.bool_]:
    return np.tri(n, dtype=bool)


def _split_heads(X: Array, n_heads: int) -> Array:
    return np.stack(np.split(X, n_heads, axis=-1))


def _merge_heads(H: Array) -> Array:
    return np.concatenate(list(H), axis=-1)


def _masked_attention(Q: Array, K: Array, V: Array, mask=None) -> tuple[Array, Array]:
    S = Q @ np.swapaxes(K, -1, -2) * np.float32(K.shape[-1] ** -0.5)
    A = softmax(S if mask is None else np.where(mask, S, np.float32(-np.inf)), axis=-1)
    return A @ V, A


def _rms_norm(X: Array, gain: Array, eps: float = 1e-5) -> Array:
    lengths = np.linalg.norm(X, axis=-1, keepdims=True) / X.shape[-1] ** 0.5
    return X / np.hypot(lengths, eps**0.5) * gain


def _rotary_positions(X: Array, positions: Array, base: float = 10000.0) -> Array:
    pairs = np.ascontiguousarray(X, dtype=np.float32).view(np.complex64)  # a pair of columns is one complex number
    speeds = base ** -(np.arange(pairs.shape[-1]) / pairs.shape[-1])
    return (pairs * np.exp(1j * np.multiply.outer(positions, speeds)).astype(np.complex64)).view(np.float32)


def _gated_feed_forward(X: Array, W_gate: Array, W_up: Array, W_down: Array) -> Array:
    gate = X @ W_gate
    return (gate * expit(gate) * (X @ W_up)) @ W_down


def _grouped(attention: Callable) -> Callable:
    """Grouped-query attention that calls `attention` for each group, such as a student's own from 05 or 06."""

    def grouped_query_attention(Q, K, V, mask=None):
        of_each = len(Q) // len(K)
        K, V = (np.repeat(M, of_each, axis=0) for M in (K, V))
        return attention(Q, K, V, mask)

    return grouped_query_attention


# name: (the topic whose assignment asks for it, ours)
PARTS: dict[str, tuple[str, Callable]] = {
    "causal_mask": ("06", _causal_mask),
    "masked_attention": ("06", _masked_attention),
    "split_heads": ("07", _split_heads),
    "merge_heads": ("07", _merge_heads),
    "rms_norm": ("11", _rms_norm),
    "rotary_positions": ("12", _rotary_positions),
    "grouped_query_attention": ("12", _grouped(_masked_attention)),
    "gated_feed_forward": ("12", _gated_feed_forward),
}


def parts(**own: Callable) -> SimpleNamespace:
    """All parts of the model by name: those given, and ours for the others. Raises ValueError for an unknown name.

    Their results are converted back to float32, the type of the weights.
    """
    unknown = sorted(set(own) - set(PARTS))
    if unknown:
        raise ValueError(sentence("no_part", came=", ".join(unknown), known=", ".join(PARTS)))
    chosen = {name: own.get(name) or ours for name, (_, ours) in PARTS.items()}
    if "grouped_query_attention" not in own:
        chosen["grouped_query_attention"] = _grouped(chosen["masked_attention"])
    return SimpleNamespace(**{name: _in_float32(function) for name, function in chosen.items()})


def _in_float32(function: Callable) -> Callable:
    def called(*arguments):
        result = function(*arguments)
        if isinstance(result, tuple):
            return tuple(np.asarray(one, dtype=np.float32) for one in result)
        result = np.asarray(result)
        return result if result.dtype == bool else result.astype(np.float32, copy=False)

    return called
