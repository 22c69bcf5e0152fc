"""What can be said of an output of attention that some of the keys alone would give; relations.py calls it."""

import itertools
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from attention_course.checks.arrays import as_plain_array, softmax
from attention_course.checks.compare import close
from attention_course.checks.messages import related

MOST_KEYS = 24  # each of whose ranges is tried


def from_some_keys(
    array: np.ndarray, expected: np.ndarray, arguments: Mapping[str, Any], tolerance: tuple[float, float]
) -> str:
    """The sentence for an output that is right but for keys left out at the beginning or the end, or whose order
    is not that of the values; or ''. `expected` must be scaled attention of three of the arguments."""
    for (one, other), S, V in _attentions(expected, arguments):
        if not close(_output(S, V), expected, *tolerance):
            continue
        n = len(V)
        for first, last in itertools.combinations(range(n + 1), 2):
            if last - first < n and close(_output(S[..., first:last], V[first:last]), array, *tolerance):
                return related("from_some_keys", first=first, last=last - 1, name=one)
        if close(_output(S[..., ::-1], V), array, *tolerance):
            return related("keys_against_values", one=one, other=other)
    return ""


def _output(S, V):
    blind = np.isinf(S).all(axis=-1, keepdims=True)
    return np.where(blind, 0, softmax(np.where(blind, 0, S))) @ V


def _attentions(expected: np.ndarray, arguments: Mapping[str, Any]) -> Iterator[tuple[Any, np.ndarray, np.ndarray]]:
    """(names of keys and values, scores, values) of each three arguments whose attention has this shape."""
    arrays = {name: as_plain_array(argument) for name, argument in arguments.items()}
    masks = [a for a in arrays.values() if a is not None and a.dtype.kind == "b"]
    whole = {
        n: a.astype(float) for n, a in arrays.items() if a is not None and a.dtype.kind in "fiu" and 0 < a.ndim < 3
    }
    for (_, Q), (one, K), (other, V) in itertools.permutations(whole.items(), 3):
        fits = K.ndim == V.ndim == 2 and 1 < len(K) == len(V) <= MOST_KEYS and Q.shape[-1] == K.shape[1] > 0
        if fits and expected.shape == (*Q.shape[:-1], V.shape[1]):
            S = Q @ K.T / np.sqrt(K.shape[1])
            try:
                for mask in masks:
                    S = np.where(mask, S, -np.inf)
            except ValueError:  # a mask of something else
                continue
            if S.shape == (*Q.shape[:-1], len(K)):
                yield (one, other), S, V
