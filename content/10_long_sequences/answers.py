# %% [markdown]
# What students may hand in for 10_long_sequences, a cell for each answer: which tests lose their points, and the known
# mistake that the message must name. Exercises that a cell leaves out are solved, or stay as released (`rest="stub"`).

# %% answer="blind_row_gets_the_mean" lost=["attention_in_blocks_mask"] mistake="blind_row_gets_the_mean"
# Where nothing is seen, all values count alike.
import numpy as np


def attention_in_blocks(Q, K, V, block, mask=None):
    largest, total, O = np.full((len(Q), 1), -np.inf), np.zeros((len(Q), 1)), np.zeros((len(Q), V.shape[1]))
    for b in range(0, len(K), block):
        S = Q @ K[b:b + block].T / np.sqrt(K.shape[1])
        if mask is not None:
            S = np.where(mask[:, b:b + block], S, -np.inf)
        larger = np.maximum(largest, S.max(axis=1, keepdims=True))
        shift = np.where(np.isfinite(larger), larger, 0)
        c, E = np.exp(largest - shift), np.exp(S - shift)
        total = total * c + E.sum(axis=1, keepdims=True)
        O = O * c + E @ V[b:b + block]
        largest = larger
    if mask is not None:
        O = np.where(mask.any(axis=1, keepdims=True), O, V.mean(axis=0))
    return O / np.where(total > 0, total, 1)

# %% answer="blocks_averaged" lost=["attention_in_blocks_values", "attention_in_blocks_extremes", "attention_in_blocks_mask", "attention_in_blocks_memory"] mistake="blocks_averaged"
# The mean of the blocks' outputs.
import numpy as np


def attention_in_blocks(Q, K, V, block, mask=None):
    outputs = []
    for b in range(0, len(K), block):
        S = Q @ K[b:b + block].T / np.sqrt(K.shape[1])
        if mask is not None:
            S = np.where(mask[:, b:b + block], S, -np.inf)
        E = np.exp(S - np.where(mask is None or np.isfinite(S.max(axis=1, keepdims=True)), S.max(axis=1, keepdims=True), 0))
        outputs.append(E @ V[b:b + block] / np.maximum(E.sum(axis=1, keepdims=True), 1e-300))
    return np.mean(outputs, axis=0)

# %% answer="blocks_integers" lost=["attention_in_blocks_values"] says="expected a float array"
# Sums kept in an array made like V: whole numbers stay whole numbers.
import numpy as np


def attention_in_blocks(Q, K, V, block, mask=None):
    shown = np.ones((len(Q), len(K)), bool) if mask is None else mask
    O = np.zeros_like(V, shape=(len(Q), V.shape[1]))
    m, z, o = np.full((len(Q), 1), -1e300), 0.0, 0.0
    for b in range(0, len(K), block):
        s = np.where(shown[:, b:b + block], Q @ K[b:b + block].T / np.sqrt(Q.shape[1]), -np.inf)
        new = np.maximum(m, s.max(axis=1, keepdims=True))
        e = np.exp(s - new)
        o = o * np.exp(m - new) + e @ V[b:b + block]
        m, z = new, z * np.exp(m - new) + e.sum(axis=1, keepdims=True)
    O[:] = o / np.where(z > 0, z, 1)
    return O

# %% answer="blocks_of_queries" lost=["attention_in_blocks_memory"] mistake="all_keys_at_a_time"
# Cuts the queries into blocks, and reads all keys at a time.
import numpy as np


def attention_in_blocks(Q, K, V, block, mask=None):
    rows = []
    for i in range(0, len(Q), block):
        S = Q[i:i + block] @ K.T / np.sqrt(K.shape[1])
        shown = np.ones(S.shape, bool) if mask is None else mask[i:i + block]
        S = np.where(shown, S, -np.inf)
        E = np.exp(S - np.where(shown.any(1), S.max(1), 0)[:, None])
        rows.append(E @ V / np.where(shown.any(1), E.sum(1), 1)[:, None])
    return np.concatenate(rows)

# %% answer="blocks_summed" lost=["attention_in_blocks_values", "attention_in_blocks_extremes", "attention_in_blocks_mask", "attention_in_blocks_memory"] mistake="blocks_summed"
# The sum of the blocks' outputs.
import numpy as np


def attention_in_blocks(Q, K, V, block, mask=None):
    outputs = []
    for b in range(0, len(K), block):
        S = Q @ K[b:b + block].T / np.sqrt(K.shape[1])
        if mask is not None:
            S = np.where(mask[:, b:b + block], S, -np.inf)
        E = np.exp(S - np.where(mask is None or np.isfinite(S.max(axis=1, keepdims=True)), S.max(axis=1, keepdims=True), 0))
        outputs.append(E @ V[b:b + block] / np.maximum(E.sum(axis=1, keepdims=True), 1e-300))
    return np.sum(outputs, axis=0)

# %% answer="cache_by_vstack" lost=["cache_grows"] says="new memory for"
# Copies all rows at each word.
import numpy as np


class Cache:
    def __init__(self, d_k, d_v):
        self.K, self.V = np.empty((0, d_k)), np.empty((0, d_v))

    def append(self, k, v):
        self.K, self.V = np.vstack([self.K, k]), np.vstack([self.V, v])

    def attend(self, q):
        if len(self.K) == 0:
            raise ValueError("an empty cache has nothing to attend to")
        s = self.K @ q / np.sqrt(len(q))
        e = np.exp(s - s.max())
        return e @ self.V / e.sum()

# %% answer="cache_empty_gives_nan" lost=["cache_empty"] says="empty"
# No look at whether there is anything.
import numpy as np


class Cache:
    def __init__(self, d_k, d_v):
        self.K, self.V, self.n = np.zeros((4, d_k)), np.zeros((4, d_v)), 0

    def append(self, k, v):
        if self.n == len(self.K):
            K, V = np.zeros((2 * self.n, len(k))), np.zeros((2 * self.n, len(v)))
            K[:self.n], V[:self.n] = self.K, self.V
            self.K, self.V = K, V
        self.K[self.n], self.V[self.n] = k, v
        self.n += 1

    def attend(self, q):
        if not self.n:
            return np.full(self.V.shape[1], np.nan)
        s = self.K[:self.n] @ q / np.sqrt(len(q))
        e = np.exp(s - s.max())
        return e @ self.V[:self.n] / e.sum()

# %% answer="cache_first_lost" lost=["cache_values"] mistake="first_lost"
# Begins to count at 1, and reads from there.
import numpy as np


class Cache:
    def __init__(self, d_k, d_v):
        self.K, self.V, self.n = np.zeros((4, d_k)), np.zeros((4, d_v)), 0

    def append(self, k, v):
        if self.n == len(self.K):
            K, V = np.zeros((2 * self.n, len(k))), np.zeros((2 * self.n, len(v)))
            K[:self.n], V[:self.n] = self.K, self.V
            self.K, self.V = K, V
        self.K[self.n], self.V[self.n] = k, v
        self.n += 1

    def attend(self, q):
        if not self.n:
            raise ValueError("the cache is empty")
        first = min(self.n - 1, 1)
        s = self.K[first:self.n] @ q / np.sqrt(len(q))
        e = np.exp(s - s.max())
        return e @ self.V[first:self.n] / e.sum()

# %% answer="cache_grows_by_a_hundred" lost=["cache_grows"] says="new memory for"
# Room for a hundred more, whenever it is full.
import numpy as np


class Cache:
    def __init__(self, d_k, d_v):
        self.K, self.V, self.n = np.zeros((4, d_k)), np.zeros((4, d_v)), 0

    def append(self, k, v):
        if self.n == len(self.K):
            K, V = np.zeros((self.n + 100, len(k))), np.zeros((self.n + 100, len(v)))
            K[:self.n], V[:self.n] = self.K, self.V
            self.K, self.V = K, V
        self.K[self.n], self.V[self.n] = k, v
        self.n += 1

    def attend(self, q):
        if not self.n:
            raise ValueError("the cache is empty")
        s = self.K[:self.n] @ q / np.sqrt(len(q))
        e = np.exp(s - s.max())
        return e @ self.V[:self.n] / e.sum()

# %% answer="cache_keeps_references" lost=["cache_values"] mistake="keeps_the_callers_arrays"
# Keeps the caller's arrays.
import numpy as np


class Cache:
    def __init__(self, d_k, d_v):
        self.keys, self.values = [], []

    def append(self, k, v):
        self.keys.append(k)
        self.values.append(v)

    def attend(self, q):
        if not self.keys:
            raise ValueError("empty")
        s = np.array(self.keys) @ q / np.sqrt(len(q))
        e = np.exp(s - s.max())
        return e @ np.array(self.values) / e.sum()

# %% answer="cache_newest_left_out" lost=["cache_values"] mistake="newest_left_out"
# Does not look at the last row.
import numpy as np


class Cache:
    def __init__(self, d_k, d_v):
        self.K, self.V, self.n = np.zeros((4, d_k)), np.zeros((4, d_v)), 0

    def append(self, k, v):
        if self.n == len(self.K):
            K, V = np.zeros((2 * self.n, len(k))), np.zeros((2 * self.n, len(v)))
            K[:self.n], V[:self.n] = self.K, self.V
            self.K, self.V = K, V
        self.K[self.n], self.V[self.n] = k, v
        self.n += 1

    def attend(self, q):
        if not self.n:
            raise ValueError("the cache is empty")
        n = max(self.n - 1, 1)
        s = self.K[:n] @ q / np.sqrt(len(q))
        e = np.exp(s - s.max())
        return e @ self.V[:n] / e.sum()

# %% answer="cache_room_counts" lost=["cache_values"] mistake="room_counts_as_words"
# Attends to the empty rows, too.
import numpy as np


class Cache:
    def __init__(self, d_k, d_v):
        self.K, self.V, self.n = np.zeros((1, d_k)), np.zeros((1, d_v)), 0

    def append(self, k, v):
        if self.n == len(self.K):
            K, V = np.zeros((2 * self.n, len(k))), np.zeros((2 * self.n, len(v)))
            K[:self.n], V[:self.n] = self.K, self.V
            self.K, self.V = K, V
        self.K[self.n], self.V[self.n] = k, v
        self.n += 1

    def attend(self, q):
        if not self.n:
            raise ValueError("the cache is empty")
        s = self.K @ q / np.sqrt(len(q))
        e = np.exp(s - s.max())
        return e @ self.V / e.sum()

# %% answer="cache_without_scale" lost=["cache_values"] mistake="scaled_not"
# Scores not divided.
import numpy as np


class Cache:
    def __init__(self, d_k, d_v):
        self.K, self.V, self.n = np.zeros((4, d_k)), np.zeros((4, d_v)), 0

    def append(self, k, v):
        if self.n == len(self.K):
            K, V = np.zeros((2 * self.n, len(k))), np.zeros((2 * self.n, len(v)))
            K[:self.n], V[:self.n] = self.K, self.V
            self.K, self.V = K, V
        self.K[self.n], self.V[self.n] = k, v
        self.n += 1

    def attend(self, q):
        if not self.n:
            raise ValueError("the cache is empty")
        s = self.K[:self.n] @ q
        e = np.exp(s - s.max())
        return e @ self.V[:self.n] / e.sum()

# %% answer="divided_in_each_block" lost=["attention_in_blocks_values", "attention_in_blocks_extremes", "attention_in_blocks_mask", "attention_in_blocks_memory"] mistake="divided_in_each_block"
# Divides after each block.
import numpy as np


def attention_in_blocks(Q, K, V, block, mask=None):
    largest, total, O = np.full((len(Q), 1), -np.inf), np.zeros((len(Q), 1)), np.zeros((len(Q), V.shape[1]))
    for b in range(0, len(K), block):
        S = Q @ K[b:b + block].T / np.sqrt(K.shape[1])
        if mask is not None:
            S = np.where(mask[:, b:b + block], S, -np.inf)
        larger = np.maximum(largest, S.max(axis=1, keepdims=True))
        shift = np.where(np.isfinite(larger), larger, 0)
        c, E = np.exp(largest - shift), np.exp(S - shift)
        total = total * c + E.sum(axis=1, keepdims=True)
        O = O * c + E @ V[b:b + block]
        largest = larger
        O = O / np.where(total > 0, total, 1)
    return O

# %% answer="empty" lost="all" says=["`attention_in_blocks` is not written yet", "`attend_next` is not written yet", "`Cache` is not written yet"] rest="stub"
# Handed in as it was fetched.


# %% answer="hidden_block_is_nan" lost=["attention_in_blocks_mask"] mistake="hidden_block_is_nan"
# Subtracts -inf from -inf where a block is hidden.
import numpy as np


def attention_in_blocks(Q, K, V, block, mask=None):
    largest, total, O = np.full((len(Q), 1), -np.inf), np.zeros((len(Q), 1)), np.zeros((len(Q), V.shape[1]))
    for b in range(0, len(K), block):
        S = Q @ K[b:b + block].T / np.sqrt(K.shape[1])
        if mask is not None:
            S = np.where(mask[:, b:b + block], S, -np.inf)
        larger = np.maximum(largest, S.max(axis=1, keepdims=True))
        c, E = np.exp(largest - larger), np.exp(S - larger)
        total = total * c + E.sum(axis=1, keepdims=True)
        O = O * c + E @ V[b:b + block]
        largest = larger
    return O / total

# %% answer="last_block_lost" lost=["attention_in_blocks_extremes", "attention_in_blocks_mask", "attention_in_blocks_memory"] mistake="last_block_lost"
# Full blocks only.
import numpy as np


def attention_in_blocks(Q, K, V, block, mask=None):
    largest, total, O = np.full((len(Q), 1), -np.inf), np.zeros((len(Q), 1)), np.zeros((len(Q), V.shape[1]))
    for b in range(0, len(K) - len(K) % block, block):
        S = Q @ K[b:b + block].T / np.sqrt(K.shape[1])
        if mask is not None:
            S = np.where(mask[:, b:b + block], S, -np.inf)
        larger = np.maximum(largest, S.max(axis=1, keepdims=True))
        shift = np.where(np.isfinite(larger), larger, 0)
        c, E = np.exp(largest - shift), np.exp(S - shift)
        total = total * c + E.sum(axis=1, keepdims=True)
        O = O * c + E @ V[b:b + block]
        largest = larger
    return O / np.where(total > 0, total, 1)

# %% answer="mask_ignored" lost=["attention_in_blocks_mask"] mistake="mask_ignored"
# Takes a mask and does nothing with it.
import numpy as np


def attention_in_blocks(Q, K, V, block, mask=None):
    largest, total, O = np.full((len(Q), 1), -np.inf), np.zeros((len(Q), 1)), np.zeros((len(Q), V.shape[1]))
    for b in range(0, len(K), block):
        S = Q @ K[b:b + block].T / np.sqrt(K.shape[1])
        larger = np.maximum(largest, S.max(axis=1, keepdims=True))
        shift = np.where(np.isfinite(larger), larger, 0)
        c, E = np.exp(largest - shift), np.exp(S - shift)
        total = total * c + E.sum(axis=1, keepdims=True)
        O = O * c + E @ V[b:b + block]
        largest = larger
    return O / np.where(total > 0, total, 1)

# %% answer="mask_not_taken" lost=["attention_in_blocks_mask"] says="takes 4 positional arguments"
# Written without the mask.
import numpy as np


def attention_in_blocks(Q, K, V, block):
    largest, total, O = np.full((len(Q), 1), -np.inf), np.zeros((len(Q), 1)), np.zeros((len(Q), V.shape[1]))
    for b in range(0, len(K), block):
        S = Q @ K[b:b + block].T / np.sqrt(K.shape[1])
        larger = np.maximum(largest, S.max(axis=1, keepdims=True))
        shift = np.where(np.isfinite(larger), larger, 0)
        c, E = np.exp(largest - shift), np.exp(S - shift)
        total = total * c + E.sum(axis=1, keepdims=True)
        O = O * c + E @ V[b:b + block]
        largest = larger
    return O / np.where(total > 0, total, 1)

# %% answer="mask_turned" lost=["attention_in_blocks_mask"] mistake="mask_turned"
# Hides what may be seen.
import numpy as np


def attention_in_blocks(Q, K, V, block, mask=None):
    largest, total, O = np.full((len(Q), 1), -np.inf), np.zeros((len(Q), 1)), np.zeros((len(Q), V.shape[1]))
    for b in range(0, len(K), block):
        S = Q @ K[b:b + block].T / np.sqrt(K.shape[1])
        if mask is not None:
            S = np.where(mask[:, b:b + block], -np.inf, S)
        larger = np.maximum(largest, S.max(axis=1, keepdims=True))
        shift = np.where(np.isfinite(larger), larger, 0)
        c, E = np.exp(largest - shift), np.exp(S - shift)
        total = total * c + E.sum(axis=1, keepdims=True)
        O = O * c + E @ V[b:b + block]
        largest = larger
    return O / np.where(total > 0, total, 1)

# %% answer="mask_with_zero" lost=["attention_in_blocks_mask"] mistake="mask_with_zero"
# Gives hidden scores 0.
import numpy as np


def attention_in_blocks(Q, K, V, block, mask=None):
    largest, total, O = np.full((len(Q), 1), -np.inf), np.zeros((len(Q), 1)), np.zeros((len(Q), V.shape[1]))
    for b in range(0, len(K), block):
        S = Q @ K[b:b + block].T / np.sqrt(K.shape[1])
        if mask is not None:
            S = np.where(mask[:, b:b + block], S, 0.0)
        larger = np.maximum(largest, S.max(axis=1, keepdims=True))
        shift = np.where(np.isfinite(larger), larger, 0)
        c, E = np.exp(largest - shift), np.exp(S - shift)
        total = total * c + E.sum(axis=1, keepdims=True)
        O = O * c + E @ V[b:b + block]
        largest = larger
    return O / np.where(total > 0, total, 1)

# %% answer="maximum_begins_at_zero" lost=["attention_in_blocks_extremes", "attention_in_blocks_mask"] mistake="maximum_begins_at_zero"
# Begins with a maximum of 0.
import numpy as np


def attention_in_blocks(Q, K, V, block, mask=None):
    largest, total, O = np.zeros((len(Q), 1)), np.zeros((len(Q), 1)), np.zeros((len(Q), V.shape[1]))
    for b in range(0, len(K), block):
        S = Q @ K[b:b + block].T / np.sqrt(K.shape[1])
        if mask is not None:
            S = np.where(mask[:, b:b + block], S, -np.inf)
        larger = np.maximum(largest, S.max(axis=1, keepdims=True))
        shift = np.where(np.isfinite(larger), larger, 0)
        c, E = np.exp(largest - shift), np.exp(S - shift)
        total = total * c + E.sum(axis=1, keepdims=True)
        O = O * c + E @ V[b:b + block]
        largest = larger
    return O / np.where(total > 0, total, 1)

# %% answer="maximum_begins_at_zero_nan" lost=["attention_in_blocks_extremes", "attention_in_blocks_mask"] mistake="maximum_begins_at_zero_nan"
# Begins with a maximum of 0, and divides 0 by 0.
import numpy as np


def attention_in_blocks(Q, K, V, block, mask=None):
    largest, total, O = np.zeros((len(Q), 1)), np.zeros((len(Q), 1)), np.zeros((len(Q), V.shape[1]))
    for b in range(0, len(K), block):
        S = Q @ K[b:b + block].T / np.sqrt(K.shape[1])
        if mask is not None:
            S = np.where(mask[:, b:b + block], S, -np.inf)
        larger = np.maximum(largest, S.max(axis=1, keepdims=True))
        shift = np.where(np.isfinite(larger), larger, 0)
        c, E = np.exp(largest - shift), np.exp(S - shift)
        total = total * c + E.sum(axis=1, keepdims=True)
        O = O * c + E @ V[b:b + block]
        largest = larger
    return O / total

# %% answer="never_divided" lost=["attention_in_blocks_values", "attention_in_blocks_extremes", "attention_in_blocks_mask", "attention_in_blocks_memory"] mistake="never_divided"
# No division at the end.
import numpy as np


def attention_in_blocks(Q, K, V, block, mask=None):
    largest, total, O = np.full((len(Q), 1), -np.inf), np.zeros((len(Q), 1)), np.zeros((len(Q), V.shape[1]))
    for b in range(0, len(K), block):
        S = Q @ K[b:b + block].T / np.sqrt(K.shape[1])
        if mask is not None:
            S = np.where(mask[:, b:b + block], S, -np.inf)
        larger = np.maximum(largest, S.max(axis=1, keepdims=True))
        shift = np.where(np.isfinite(larger), larger, 0)
        c, E = np.exp(largest - shift), np.exp(S - shift)
        total = total * c + E.sum(axis=1, keepdims=True)
        O = O * c + E @ V[b:b + block]
        largest = larger
    return O

# %% answer="next_axis_left_over" lost=["attend_next_values", "attend_next_is_causal_attention"] mistake="axis_left_over"
# Gives (1, d_v).
import numpy as np


def attend_next(q, K_cache, V_cache):
    s = q[None] @ K_cache.T / np.sqrt(len(q))
    e = np.exp(s - s.max())
    return e @ V_cache / e.sum()

# %% answer="next_best_key_only" lost=["attend_next_values", "attend_next_is_causal_attention"] mistake="best_key_only"
# Takes the value of the best key.
import numpy as np


def attend_next(q, K_cache, V_cache):
    return V_cache[np.argmax(K_cache @ q)] * 1.0

# %% answer="next_integers" lost=["attend_next_values"] says="expected a float array"
# The output is written into an array made like a row of the cache.
import numpy as np


def attend_next(q, K_cache, V_cache):
    s = K_cache @ q / np.sqrt(len(q))
    e = np.exp(s - s.max())
    output = np.zeros_like(V_cache[0])
    output[:] = e / e.sum() @ V_cache
    return output

# %% answer="next_itself_only" lost=["attend_next_values", "attend_next_is_causal_attention"] mistake="query_of_itself_only"
# Its own value.
def attend_next(q, K_cache, V_cache):
    return V_cache[-1].astype(float)

# %% answer="next_no_softmax" lost=["attend_next_values", "attend_next_is_causal_attention"] mistake="no_softmax"
# Scores in place of shares.
import numpy as np


def attend_next(q, K_cache, V_cache):
    s = K_cache @ q / np.sqrt(len(q))
    e = np.exp(s - s.max())
    return s @ V_cache

# %% answer="next_overflows" lost=["attend_next_values"] mistake="no_max_subtraction"
# exp of the scores themselves.
import numpy as np


def attend_next(q, K_cache, V_cache):
    e = np.exp(K_cache @ q / np.sqrt(len(q)))
    return e @ V_cache / e.sum()

# %% answer="next_plain_mean" lost=["attend_next_values", "attend_next_is_causal_attention"] mistake="plain_mean"
# Takes the mean of all values.
def attend_next(q, K_cache, V_cache):
    return V_cache.mean(axis=0)

# %% answer="next_scaled_by_root_n" lost=["attend_next_values", "attend_next_is_causal_attention"] mistake="scale_by_root_n"
# Divided by the root of the cache's length.
import numpy as np


def attend_next(q, K_cache, V_cache):
    s = K_cache @ q / np.sqrt(len(K_cache))
    e = np.exp(s - s.max())
    return e @ V_cache / e.sum()

# %% answer="next_without_itself" lost=["attend_next_values", "attend_next_is_causal_attention"] mistake="itself_left_out"
# Leaves the new word out.
import numpy as np


def attend_next(q, K_cache, V_cache):
    s = K_cache[:-1] @ q / np.sqrt(len(q))
    e = np.exp(s - s.max())
    return e @ V_cache[:-1] / e.sum()

# %% answer="next_without_scale" lost=["attend_next_values", "attend_next_is_causal_attention"] mistake="no_scale"
# Scores not divided.
import numpy as np


def attend_next(q, K_cache, V_cache):
    s = K_cache @ q
    e = np.exp(s - s.max())
    return e @ V_cache / e.sum()

# %% answer="no_max_subtraction" lost=["attention_in_blocks_values", "attention_in_blocks_extremes", "attention_in_blocks_mask", "attention_in_blocks_memory"] mistake="no_max_subtraction" says="entries that are not finite"
# exp of the scores themselves, as the lesson's `in_parts` does it.
import numpy as np


def attention_in_blocks(Q, K, V, block, mask=None):
    total, O = 0.0, 0.0
    for b in range(0, len(K), block):
        E = np.exp(Q @ K[b:b + block].T / np.sqrt(K.shape[1]))
        if mask is not None:
            E = E * mask[:, b:b + block]
        total = total + E.sum(axis=1, keepdims=True)
        O = O + E @ V[b:b + block]
    return O / np.where(total > 0, total, 1)

# %% answer="no_scale" lost=["attention_in_blocks_values", "attention_in_blocks_extremes", "attention_in_blocks_mask", "attention_in_blocks_memory"] mistake="no_scale"
# Scores not divided.
import numpy as np


def attention_in_blocks(Q, K, V, block, mask=None):
    largest, total, O = np.full((len(Q), 1), -np.inf), np.zeros((len(Q), 1)), np.zeros((len(Q), V.shape[1]))
    for b in range(0, len(K), block):
        S = Q @ K[b:b + block].T
        if mask is not None:
            S = np.where(mask[:, b:b + block], S, -np.inf)
        larger = np.maximum(largest, S.max(axis=1, keepdims=True))
        shift = np.where(np.isfinite(larger), larger, 0)
        c, E = np.exp(largest - shift), np.exp(S - shift)
        total = total * c + E.sum(axis=1, keepdims=True)
        O = O * c + E @ V[b:b + block]
        largest = larger
    return O / np.where(total > 0, total, 1)

# %% answer="nothing_corrected" lost=["attention_in_blocks_values", "attention_in_blocks_extremes", "attention_in_blocks_mask", "attention_in_blocks_memory"] mistake="nothing_corrected"
# No correction.
import numpy as np


def attention_in_blocks(Q, K, V, block, mask=None):
    largest, total, O = np.full((len(Q), 1), -np.inf), np.zeros((len(Q), 1)), np.zeros((len(Q), V.shape[1]))
    for b in range(0, len(K), block):
        S = Q @ K[b:b + block].T / np.sqrt(K.shape[1])
        if mask is not None:
            S = np.where(mask[:, b:b + block], S, -np.inf)
        larger = np.maximum(largest, S.max(axis=1, keepdims=True))
        shift = np.where(np.isfinite(larger), larger, 0)
        c, E = np.exp(largest - shift), np.exp(S - shift)
        total = total + E.sum(axis=1, keepdims=True)
        O = O + E @ V[b:b + block]
        largest = larger
    return O / np.where(total > 0, total, 1)

# %% answer="one_maximum_for_all_queries" lost=["attention_in_blocks_values", "attention_in_blocks_extremes", "attention_in_blocks_mask", "attention_in_blocks_memory"] mistake="one_maximum_for_all_queries"
# Keeps one running maximum for all queries.
import numpy as np


def attention_in_blocks(Q, K, V, block, mask=None):
    largest, total, O = np.full((len(Q), 1), -np.inf), np.zeros((len(Q), 1)), np.zeros((len(Q), V.shape[1]))
    for b in range(0, len(K), block):
        S = Q @ K[b:b + block].T / np.sqrt(K.shape[1])
        if mask is not None:
            S = np.where(mask[:, b:b + block], S, -np.inf)
        larger = np.maximum(largest, S.max())
        shift = np.where(np.isfinite(larger), larger, 0)
        c, E = np.exp(largest - shift), np.exp(S - shift)
        total = total * c + E.sum(axis=1, keepdims=True)
        O = O * c + E @ V[b:b + block]
        largest = larger
    return O / np.where(total > 0, total, 1)

# %% answer="one_maximum_without_a_guard" lost=["attention_in_blocks_values", "attention_in_blocks_extremes", "attention_in_blocks_mask", "attention_in_blocks_memory"] mistake="max_of_everything"
# Keeps one running maximum for all queries, and divides by whatever is there.
import numpy as np


def attention_in_blocks(Q, K, V, block, mask=None):
    largest, total, O = np.full((len(Q), 1), -np.inf), np.zeros((len(Q), 1)), np.zeros((len(Q), V.shape[1]))
    for b in range(0, len(K), block):
        S = Q @ K[b:b + block].T / np.sqrt(K.shape[1])
        if mask is not None:
            S = np.where(mask[:, b:b + block], S, -np.inf)
        larger = np.maximum(largest, S.max())
        shift = np.where(np.isfinite(larger), larger, 0)
        c, E = np.exp(largest - shift), np.exp(S - shift)
        total = total * c + E.sum(axis=1, keepdims=True)
        O = O * c + E @ V[b:b + block]
        largest = larger
    return O / total

# %% answer="output_not_corrected" lost=["attention_in_blocks_values", "attention_in_blocks_extremes", "attention_in_blocks_mask", "attention_in_blocks_memory"] mistake="output_not_corrected"
# Only the total is corrected.
import numpy as np


def attention_in_blocks(Q, K, V, block, mask=None):
    largest, total, O = np.full((len(Q), 1), -np.inf), np.zeros((len(Q), 1)), np.zeros((len(Q), V.shape[1]))
    for b in range(0, len(K), block):
        S = Q @ K[b:b + block].T / np.sqrt(K.shape[1])
        if mask is not None:
            S = np.where(mask[:, b:b + block], S, -np.inf)
        larger = np.maximum(largest, S.max(axis=1, keepdims=True))
        shift = np.where(np.isfinite(larger), larger, 0)
        c, E = np.exp(largest - shift), np.exp(S - shift)
        total = total * c + E.sum(axis=1, keepdims=True)
        O = O + E @ V[b:b + block]
        largest = larger
    return O / np.where(total > 0, total, 1)

# %% answer="right_cache_by_half" lost=[]
# Right: half as much again in place of double, and one array for both.
import numpy as np


class Cache:
    def __init__(self, d_k, d_v):
        self.rows, self.used, self.d_k = np.empty((8, d_k + d_v)), 0, d_k

    def append(self, k, v):
        if self.used == len(self.rows):
            larger = np.empty((3 * self.used // 2, self.rows.shape[1]))
            larger[:self.used] = self.rows
            self.rows = larger
        self.rows[self.used, :self.d_k], self.rows[self.used, self.d_k:] = k, v
        self.used += 1

    def attend(self, q):
        if self.used == 0:
            raise ValueError(f"cache empty (0 of {len(self.rows)} rows in use), expected at least one")
        rows = self.rows[:self.used]
        scores = rows[:, :self.d_k] @ q * self.d_k ** -0.5
        weights = np.exp(scores - np.logaddexp.reduce(scores))
        return weights @ rows[:, self.d_k:]

# %% answer="right_cache_by_lists" lost=[]
# Right: lists of copies, which grow by themselves.
import numpy as np


class Cache:
    def __init__(self, d_k, d_v):
        self.keys, self.values = [], []

    def append(self, k, v):
        self.keys.append(np.array(k, dtype=float))
        self.values.append(np.array(v, dtype=float))

    def attend(self, q):
        if not self.keys:
            raise ValueError("The cache is empty: append first.")
        return attend_next(q, np.array(self.keys), np.array(self.values))

# %% answer="right_columns_are_queries" lost=[]
# Right: queries as columns, work in place, np.array_split.
import numpy as np


def attention_in_blocks(Q, K, V, block, mask=None):
    n, d = Q.shape
    Q_T = (np.asarray(Q, float) / np.sqrt(d)).T
    hidden = np.zeros((len(K), n), bool) if mask is None else ~mask.T
    largest, total, O = np.full((1, n), -1e300), np.zeros((1, n)), np.zeros((V.shape[1], n))
    cuts = range(block, len(K), block)
    for k, v, h in zip(*(np.array_split(a, cuts) for a in (K, V, hidden)), strict=True):
        S = k @ Q_T
        S[h] = -np.inf
        larger = np.maximum(largest, S.max(0, keepdims=True))
        S -= larger
        np.exp(S, out=S)
        correction = np.exp(largest - larger)
        total *= correction
        total += S.sum(0, keepdims=True)
        O *= correction
        O += v.T @ S
        largest = larger
    return np.divide(O, total, out=np.zeros_like(O), where=total > 0).T


def attend_next(q, K_cache, V_cache):
    S = np.inner(K_cache, q) / len(q) ** 0.5
    return np.tensordot(np.exp(S - np.logaddexp.reduce(S)), V_cache, 1)

# %% answer="right_log_sum_exp" lost=[]
# Right, with logaddexp in place of a maximum.
import numpy as np
from scipy.special import logsumexp


def attention_in_blocks(Q, K, V, block, mask=None):
    log_total, O = np.full(Q.shape[0], -np.inf), np.zeros((Q.shape[0], V.shape[1]))
    for b in range(0, K.shape[0], block):
        S = np.einsum("id,jd->ij", Q, K[b:b + block]) / np.sqrt(Q.shape[1])
        if mask is not None:
            S[~mask[:, b:b + block]] = -np.inf
        new = np.logaddexp(log_total, logsumexp(S, axis=1))
        new[np.isneginf(new)] = -1e300  # nothing seen so far
        O = O * np.exp(log_total - new)[:, None] + np.exp(S - new[:, None]) @ V[b:b + block]
        log_total = new
    return O


def attend_next(q, K_cache, V_cache):
    s = np.einsum("d,td->t", q, K_cache) / np.sqrt(q.shape[0])
    return np.einsum("t,tv->v", np.exp(s - logsumexp(s)), V_cache)

# %% answer="right_one_query_at_a_time" lost=[]
# Right, one query after another.
import math

import numpy as np


def attention_in_blocks(Q, K, V, block, mask=None):
    rows = []
    for i, q in enumerate(Q):
        m, z, o = -math.inf, 0.0, np.zeros(V.shape[1])
        for b in range(0, len(K), block):
            s = K[b:b + block] @ q / math.sqrt(len(q))
            if mask is not None:
                keep = mask[i, b:b + block]
                if not keep.any():
                    continue
                s = np.where(keep, s, -math.inf)
            m_new = max(m, s.max())
            e = np.exp(s - m_new)
            c = math.exp(m - m_new)
            m, z, o = m_new, z * c + e.sum(), o * c + e @ V[b:b + block]
        rows.append(o / z if z else o)
    return np.array(rows)


def attend_next(q, K_cache, V_cache):
    s = [float(np.dot(q, k)) / math.sqrt(len(q)) for k in K_cache]
    e = [math.exp(x - max(s)) for x in s]
    return sum(w * v for w, v in zip(e, V_cache)) / sum(e)

# %% answer="right_two_passes" lost=[]
# Right: a first pass finds the maximum, a second one sums up.
import numpy as np
from scipy.special import softmax


def attention_in_blocks(Q, K, V, block, mask=None):
    scale = K.shape[1] ** -0.5

    def scores(b):
        S = Q @ K[b:b + block].T * scale
        return S if mask is None else np.where(mask[:, b:b + block], S, -np.inf)

    largest = np.full(len(Q), -np.inf)
    for b in range(0, len(K), block):
        largest = np.maximum(largest, scores(b).max(axis=1))
    largest = np.where(np.isneginf(largest), 0, largest)
    total, out = np.zeros(len(Q)), np.zeros((len(Q), V.shape[1]))
    for b in range(0, len(K), block):
        E = np.exp(scores(b) - largest[:, None])
        total += E.sum(axis=1)
        out += E @ V[b:b + block]
    return out / np.where(total > 0, total, 1)[:, None]


def attend_next(q, K_cache, V_cache):
    return softmax(K_cache @ q / np.sqrt(q.size)) @ V_cache

# %% answer="scaled_by_d_k" lost=["attention_in_blocks_values", "attention_in_blocks_extremes", "attention_in_blocks_mask", "attention_in_blocks_memory"] mistake="scale_by_d_k"
# Divided by d_k.
import numpy as np


def attention_in_blocks(Q, K, V, block, mask=None):
    largest, total, O = np.full((len(Q), 1), -np.inf), np.zeros((len(Q), 1)), np.zeros((len(Q), V.shape[1]))
    for b in range(0, len(K), block):
        S = Q @ K[b:b + block].T / K.shape[1]
        if mask is not None:
            S = np.where(mask[:, b:b + block], S, -np.inf)
        larger = np.maximum(largest, S.max(axis=1, keepdims=True))
        shift = np.where(np.isfinite(larger), larger, 0)
        c, E = np.exp(largest - shift), np.exp(S - shift)
        total = total * c + E.sum(axis=1, keepdims=True)
        O = O * c + E @ V[b:b + block]
        largest = larger
    return O / np.where(total > 0, total, 1)

# %% answer="scaled_by_root_n" lost=["attention_in_blocks_values", "attention_in_blocks_extremes", "attention_in_blocks_mask", "attention_in_blocks_memory"] mistake="scale_by_root_n"
# Divided by the root of the number of keys.
import numpy as np


def attention_in_blocks(Q, K, V, block, mask=None):
    largest, total, O = np.full((len(Q), 1), -np.inf), np.zeros((len(Q), 1)), np.zeros((len(Q), V.shape[1]))
    for b in range(0, len(K), block):
        S = Q @ K[b:b + block].T / np.sqrt(len(K))
        if mask is not None:
            S = np.where(mask[:, b:b + block], S, -np.inf)
        larger = np.maximum(largest, S.max(axis=1, keepdims=True))
        shift = np.where(np.isfinite(larger), larger, 0)
        c, E = np.exp(largest - shift), np.exp(S - shift)
        total = total * c + E.sum(axis=1, keepdims=True)
        O = O * c + E @ V[b:b + block]
        largest = larger
    return O / np.where(total > 0, total, 1)

# %% answer="the_whole_matrix" lost=["attention_in_blocks_memory"] says="MB at one time"
# Plain attention: right, but with all scores at once.
import numpy as np


def attention_in_blocks(Q, K, V, block, mask=None):
    shown = np.ones((len(Q), len(K)), bool) if mask is None else mask
    S = np.where(shown, Q @ K.T / np.sqrt(K.shape[1]), -np.inf)
    blind = ~shown.any(axis=1, keepdims=True)
    E = np.exp(S - np.where(blind, 0, S.max(axis=1, keepdims=True)))
    return E / np.where(blind, 1, E.sum(axis=1, keepdims=True)) @ V

# %% answer="total_not_corrected" lost=["attention_in_blocks_values", "attention_in_blocks_extremes", "attention_in_blocks_mask", "attention_in_blocks_memory"] mistake="total_not_corrected"
# Only the output is corrected.
import numpy as np


def attention_in_blocks(Q, K, V, block, mask=None):
    largest, total, O = np.full((len(Q), 1), -np.inf), np.zeros((len(Q), 1)), np.zeros((len(Q), V.shape[1]))
    for b in range(0, len(K), block):
        S = Q @ K[b:b + block].T / np.sqrt(K.shape[1])
        if mask is not None:
            S = np.where(mask[:, b:b + block], S, -np.inf)
        larger = np.maximum(largest, S.max(axis=1, keepdims=True))
        shift = np.where(np.isfinite(larger), larger, 0)
        c, E = np.exp(largest - shift), np.exp(S - shift)
        total = total + E.sum(axis=1, keepdims=True)
        O = O * c + E @ V[b:b + block]
        largest = larger
    return O / np.where(total > 0, total, 1)

# %% answer="blocks_scaled_by_root_d_v" lost=["attention_in_blocks_values", "attention_in_blocks_extremes", "attention_in_blocks_mask", "attention_in_blocks_memory"] mistake="scale_by_root_d_v"
# Takes the width of the values.
import numpy as np


def attention_in_blocks(Q, K, V, block, mask=None):
    top, total = np.full(len(Q), -np.inf), np.zeros(len(Q))
    O = np.zeros((len(Q), V.shape[1]))
    for b in range(0, len(K), block):
        S = Q @ K[b:b + block].T / V.shape[1] ** 0.5
        if mask is not None:
            S = np.where(mask[:, b:b + block], S, -np.inf)
        new = np.maximum(top, S.max(axis=1))
        shift = np.where(np.isinf(new), 0.0, new)
        E, c = np.exp(S - shift[:, None]), np.exp(top - shift)
        total, O, top = total * c + E.sum(axis=1), O * c[:, None] + E @ V[b:b + block], new
    return O / np.where(total > 0, total, 1)[:, None]

# %% answer="blocks_scale_multiplied" lost=["attention_in_blocks_values", "attention_in_blocks_extremes", "attention_in_blocks_mask", "attention_in_blocks_memory"] mistake="scale_multiplied"
# Multiplies with the root.
import numpy as np


def attention_in_blocks(Q, K, V, block, mask=None):
    top, total = np.full(len(Q), -np.inf), np.zeros(len(Q))
    O = np.zeros((len(Q), V.shape[1]))
    for b in range(0, len(K), block):
        S = np.sqrt(Q.shape[1]) * (Q @ K[b:b + block].T)
        if mask is not None:
            S = np.where(mask[:, b:b + block], S, -np.inf)
        new = np.maximum(top, S.max(axis=1))
        shift = np.where(np.isinf(new), 0.0, new)
        E, c = np.exp(S - shift[:, None]), np.exp(top - shift)
        total, O, top = total * c + E.sum(axis=1), O * c[:, None] + E @ V[b:b + block], new
    return O / np.where(total > 0, total, 1)[:, None]

# %% answer="next_root_forgotten" lost=["attend_next_values", "attend_next_is_causal_attention"] mistake="scale_by_d_k"
# Divides by the width itself.
import numpy as np


def attend_next(q, K_cache, V_cache):
    s = np.array([np.dot(k, q) for k in K_cache]) / q.size
    e = np.exp(s - max(s))
    return (e / e.sum()) @ V_cache

# %% answer="next_scaled_by_root_d_v" lost=["attend_next_values", "attend_next_is_causal_attention"] mistake="scale_by_root_d_v"
# Takes the width of the values.
import numpy as np


def attend_next(q, K_cache, V_cache):
    s = np.array([np.dot(k, q) for k in K_cache]) / np.sqrt(len(V_cache[0]))
    e = np.exp(s - max(s))
    return (e / e.sum()) @ V_cache

# %% answer="next_scale_multiplied" lost=["attend_next_values", "attend_next_is_causal_attention"] mistake="scale_multiplied"
# Multiplies with the root.
import numpy as np


def attend_next(q, K_cache, V_cache):
    s = np.array([np.dot(k, q) for k in K_cache]) * np.sqrt(q.size)
    e = np.exp(s - max(s))
    return (e / e.sum()) @ V_cache

# %% answer="blocks_correction_turned" lost=["attention_in_blocks_values", "attention_in_blocks_extremes", "attention_in_blocks_mask", "attention_in_blocks_memory"] mistake=["correction_turned", "mask_ignored"]
# exp(new - old).
import numpy as np


def attention_in_blocks(Q, K, V, block, mask=None):
    m = np.full((len(Q), 1), -1e30)
    t = np.zeros((len(Q), 1))
    O = np.zeros((len(Q), V.shape[1]))
    for b in range(0, len(K), block):
        S = Q @ K[b : b + block].T / np.sqrt(K.shape[1])
        new = np.maximum(m, S.max(1, keepdims=True))
        c = np.where(m == -1e30, 0, np.exp(new - m))
        E = np.exp(S - new)
        t = t * c + E.sum(1, keepdims=True)
        O = O * c + E @ V[b : b + block]
        m = new
    return O / t

# %% answer="blocks_maximum_of_the_block_alone" lost=["attention_in_blocks_values", "attention_in_blocks_extremes", "attention_in_blocks_mask", "attention_in_blocks_memory"] mistake=["mask_ignored", "maximum_of_the_block_alone"]
# Forgets the maximum so far.
import numpy as np


def attention_in_blocks(Q, K, V, block, mask=None):
    m = np.full((len(Q), 1), -np.inf)
    t = np.zeros((len(Q), 1))
    O = np.zeros((len(Q), V.shape[1]))
    for b in range(0, len(K), block):
        S = Q @ K[b : b + block].T / np.sqrt(K.shape[1])
        new = S.max(1, keepdims=True)
        c = np.exp(m - new)
        E = np.exp(S - new)
        t = t * c + E.sum(1, keepdims=True)
        O = O * c + E @ V[b : b + block]
        m = new
    return O / t

# %% answer="blocks_last_block_only" lost=["attention_in_blocks_values", "attention_in_blocks_extremes", "attention_in_blocks_mask", "attention_in_blocks_memory"] mistake=["last_block_only", "mask_ignored"]
# Writes each block over the one before.
import numpy as np


def attention_in_blocks(Q, K, V, block, mask=None):
    for b in range(0, len(K), block):
        S = Q @ K[b:b+block].T / np.sqrt(K.shape[1])
        E = np.exp(S - S.max(1, keepdims=True))
        O = E @ V[b:b+block] / E.sum(1, keepdims=True)
    return O

# %% answer="blocks_scaled_by_their_length" lost=["attention_in_blocks_values", "attention_in_blocks_extremes", "attention_in_blocks_mask", "attention_in_blocks_memory"] mistake="scale_by_root_of_the_block"
# The root of the number of keys at hand.
import numpy as np


def attention_in_blocks(Q, K, V, block, mask=None):
    m = np.full((len(Q), 1), -np.inf)
    t = np.zeros((len(Q), 1))
    O = np.zeros((len(Q), V.shape[1]))
    for b in range(0, len(K), block):
        k, v = K[b : b + block], V[b : b + block]
        S = Q @ k.T / np.sqrt(len(k))
        new = np.maximum(m, S.max(1, keepdims=True))
        c = np.exp(m - new)
        E = np.exp(S - new)
        t = t * c + E.sum(1, keepdims=True)
        O = O * c + E @ v
        m = new
    return O / t

# %% answer="blocks_hidden_scores_in_the_maximum" lost=["attention_in_blocks_mask"] mistake="hidden_scores_in_the_maximum"
# Masks after exp.
import numpy as np


def attention_in_blocks(Q, K, V, block, mask=None):
    m = np.full((len(Q), 1), -np.inf)
    t = np.zeros((len(Q), 1))
    O = np.zeros((len(Q), V.shape[1]))
    for b in range(0, len(K), block):
        S = Q @ K[b : b + block].T / np.sqrt(K.shape[1])
        new = np.maximum(m, S.max(1, keepdims=True))
        c = np.exp(m - new)
        E = np.exp(S - new)
        if mask is not None:
            E = E * mask[:, b : b + block]
        t = t * c + E.sum(1, keepdims=True)
        O = O * c + E @ V[b : b + block]
        m = new
    return O / np.where(t > 0, t, 1)

# %% answer="blocks_and_the_sum" lost=["attention_in_blocks_values", "attention_in_blocks_extremes", "attention_in_blocks_mask", "attention_in_blocks_memory"] says="One part of the tuple is the right result"
# Gives the sums back, too.
import numpy as np


def attention_in_blocks(Q, K, V, block, mask=None):
    m = np.full((len(Q), 1), -np.inf)
    t = np.zeros((len(Q), 1))
    O = np.zeros((len(Q), V.shape[1]))
    for b in range(0, len(K), block):
        S = Q @ K[b : b + block].T / np.sqrt(K.shape[1])
        if mask is not None:
            S = np.where(mask[:, b : b + block], S, -np.inf)
        new = np.maximum(m, S.max(1, keepdims=True))
        n2 = np.where(np.isinf(new), 0, new)
        c = np.exp(m - n2)
        E = np.exp(S - n2)
        t = t * c + E.sum(1, keepdims=True)
        O = O * c + E @ V[b : b + block]
        m = new
    return O / np.where(t > 0, t, 1), t

# %% answer="blocks_mask_uncut" lost=["attention_in_blocks_mask"] says="got the shapes (4,7) and (4,2)"
# The whole mask for each block.
import numpy as np


def attention_in_blocks(Q, K, V, block, mask=None):
    m = np.full((len(Q), 1), -np.inf)
    t = np.zeros((len(Q), 1))
    O = np.zeros((len(Q), V.shape[1]))
    for b in range(0, len(K), block):
        S = Q @ K[b : b + block].T / np.sqrt(K.shape[1])
        if mask is not None:
            S = np.where(mask, S, -np.inf)
        new = np.maximum(m, S.max(1, keepdims=True))
        n2 = np.where(np.isinf(new), 0, new)
        c = np.exp(m - n2)
        E = np.exp(S - n2)
        t = t * c + E.sum(1, keepdims=True)
        O = O * c + E @ V[b : b + block]
        m = new
    return O / np.where(t > 0, t, 1)

# %% answer="next_key_not_transposed" lost=["attend_next_values", "attend_next_is_causal_attention"] mistake="key_not_transposed"
# q @ K.
import numpy as np


def attend_next(q, K_cache, V_cache):
    s = q @ K_cache / np.sqrt(len(q))
    e = np.exp(s - s.max())
    return e / e.sum() @ V_cache

# %% answer="next_weights_alone" lost=["attend_next_values", "attend_next_is_causal_attention"] mistake="weights_alone"
# Without the values.
import numpy as np


def attend_next(q, K_cache, V_cache):
    s = K_cache @ q / np.sqrt(K_cache.shape[1])
    e = np.exp(s - s.max())
    return e / e.sum()

# %% answer="next_newest_twice" lost=["attend_next_values", "attend_next_is_causal_attention"] mistake="newest_twice"
# Appends the newest word once more.
import numpy as np


def attend_next(q, K_cache, V_cache):
    K = np.vstack([K_cache, K_cache[-1]])
    V = np.vstack([V_cache, V_cache[-1]])
    s = K @ q / np.sqrt(len(q))
    e = np.exp(s - s.max())
    return e @ V / e.sum()

# %% answer="next_never_divided" lost=["attend_next_values", "attend_next_is_causal_attention"] mistake="never_divided"
# Without the sum.
import numpy as np


def attend_next(q, K_cache, V_cache):
    s = K_cache @ q / np.sqrt(len(q))
    e = np.exp(s - s.max())
    return e @ V_cache

# %% answer="next_sum_of_the_values" lost=["attend_next_values", "attend_next_is_causal_attention"] mistake="sum_of_the_values"
# Softmax over the one query.
import numpy as np


def attend_next(q, K_cache, V_cache):
    S = q[None] @ K_cache.T / np.sqrt(len(q))
    E = np.exp(S - S.max(axis=0))
    A = E / E.sum(axis=0)
    return (A @ V_cache)[0]

# %% answer="next_cosines" lost=["attend_next_values", "attend_next_is_causal_attention"] mistake="cosines_for_scores"
# Cosines.
import numpy as np


def attend_next(q, K_cache, V_cache):
    s = K_cache @ q / (np.linalg.norm(K_cache, axis=1) * np.linalg.norm(q) + 1e-12)
    e = np.exp(s - s.max())
    return e @ V_cache / e.sum()

# %% answer="next_keys_in_place_of_values" lost=["attend_next_values", "attend_next_is_causal_attention"] mistake="keys_in_place_of_values"
# The keys' own mean.
import numpy as np


def attend_next(q, K_cache, V_cache):
    s = K_cache @ q / np.sqrt(len(q))
    e = np.exp(s - s.max())
    return e @ K_cache / e.sum()

# %% answer="next_values_not_summed" lost=["attend_next_values", "attend_next_is_causal_attention"] mistake="values_not_summed"
# Weights the values, and stops.
import numpy as np


def attend_next(q, K_cache, V_cache):
    s = K_cache @ q / np.sqrt(len(q))
    e = np.exp(s - s.max())
    a = e / e.sum()
    return a[:, None] * V_cache

# %% answer="next_summed_over_the_columns" lost=["attend_next_values", "attend_next_is_causal_attention"] mistake="summed_over_the_columns"
# The wrong axis.
import numpy as np


def attend_next(q, K_cache, V_cache):
    s = K_cache @ q / np.sqrt(len(q))
    e = np.exp(s - s.max())
    a = e / e.sum()
    return (a[:, None] * V_cache).sum(axis=1)

# %% answer="cache_overflows" lost=["cache_values"] mistake="no_max_subtraction"
# exp of the scores.
import numpy as np


class Cache:
    def __init__(self, d_k, d_v):
        self.K, self.V = [], []

    def append(self, k, v):
        self.K.append(np.array(k))
        self.V.append(np.array(v))

    def attend(self, q):
        if len(self.K) == 0:
            raise ValueError("empty")
        e = np.exp(np.array(self.K) @ q / np.sqrt(len(q)))
        return e @ np.array(self.V) / e.sum()

# %% answer="cache_keeps_the_query" lost=["cache_values"] mistake="keeps_the_query"
# attend appends.
import numpy as np


class Cache:
    def __init__(self, d_k, d_v):
        self.K, self.V = [], []

    def append(self, k, v):
        self.K.append(np.array(k))
        self.V.append(np.array(v))

    def attend(self, q):
        if not self.K:
            raise ValueError("the cache is empty")
        out = attend_next(q, np.array(self.K), np.array(self.V))
        self.K.append(np.array(q))
        self.V.append(out)
        return out

# %% answer="cache_empty_when_it_grows_from_2" lost=["cache_values"] mistake="empty_when_it_grows_from_2"
# New arrays, nothing copied.
import numpy as np


class Cache:
    def __init__(self, d_k, d_v):
        self.K, self.V, self.n = np.zeros((2, d_k)), np.zeros((2, d_v)), 0
    def append(self, k, v):
        if self.n == len(self.K):
            self.K, self.V = np.zeros((2 * self.n, len(k))), np.zeros((2 * self.n, len(v)))
        self.K[self.n], self.V[self.n] = k, v
        self.n += 1
    def attend(self, q):
        if self.n == 0:
            raise ValueError("the cache is empty")
        return attend_next(q, self.K[:self.n], self.V[:self.n])

# %% answer="cache_empty_when_it_grows_from_1" lost=["cache_values"] mistake="empty_when_it_grows_from_1"
# New arrays, nothing copied, from one row on.
import numpy as np


class Cache:
    def __init__(self, d_k, d_v):
        self.K, self.V, self.n = np.zeros((1, d_k)), np.zeros((1, d_v)), 0
    def append(self, k, v):
        if self.n == len(self.K):
            self.K, self.V = np.zeros((2 * self.n, len(k))), np.zeros((2 * self.n, len(v)))
        self.K[self.n], self.V[self.n] = k, v
        self.n += 1
    def attend(self, q):
        if self.n == 0:
            raise ValueError("the cache is empty")
        return attend_next(q, self.K[:self.n], self.V[:self.n])

# %% answer="cache_empty_when_it_grows_from_4" lost=["cache_values"] mistake="empty_when_it_grows_from_4"
# New arrays, nothing copied, from four rows on.
import numpy as np


class Cache:
    def __init__(self, d_k, d_v):
        self.K, self.V, self.n = np.zeros((4, d_k)), np.zeros((4, d_v)), 0
    def append(self, k, v):
        if self.n == len(self.K):
            self.K, self.V = np.zeros((2 * self.n, len(k))), np.zeros((2 * self.n, len(v)))
        self.K[self.n], self.V[self.n] = k, v
        self.n += 1
    def attend(self, q):
        if self.n == 0:
            raise ValueError("the cache is empty")
        return attend_next(q, self.K[:self.n], self.V[:self.n])

# %% answer="cache_attend_without_return" lost=["cache_values"] says="gives None. Does each way through your function end with `return`?"
# Keeps the output, and returns nothing.
import numpy as np


class Cache:
    def __init__(self, d_k, d_v):
        self.K, self.V = [], []

    def append(self, k, v):
        self.K.append(np.array(k))
        self.V.append(np.array(v))

    def attend(self, q):
        if len(self.K) == 0:
            raise ValueError("empty")
        self.out = attend_next(q, np.array(self.K), np.array(self.V))

# %% answer="blocks_each_in_its_own_unit" lost=["attention_in_blocks_values", "attention_in_blocks_extremes", "attention_in_blocks_mask", "attention_in_blocks_memory"] mistake="each_block_in_its_own_unit"
# Each block's own maximum.
import numpy as np


def attention_in_blocks(Q, K, V, block, mask=None):
    m = np.full((len(Q), 1), -np.inf)
    t = np.zeros((len(Q), 1))
    O = np.zeros((len(Q), V.shape[1]))
    for b in range(0, len(K), block):
        S = Q @ K[b : b + block].T / np.sqrt(K.shape[1])
        if mask is not None:
            S = np.where(mask[:, b : b + block], S, -np.inf)
        bm = S.max(1, keepdims=True)
        E = np.exp(S - bm)
        t += E.sum(1, keepdims=True)
        O += E @ V[b : b + block]
    return O / t

# %% answer="cache_room_of_8_counts" lost=["cache_values"] mistake="room_counts_as_words"
# Eight rows from the start, all of them asked.
import numpy as np


class Cache:
    def __init__(self, d_k, d_v):
        self.K, self.V, self.n = np.zeros((8, d_k)), np.zeros((8, d_v)), 0

    def append(self, k, v):
        if self.n == len(self.K):
            self.K = np.vstack([self.K, np.zeros_like(self.K)])
            self.V = np.vstack([self.V, np.zeros_like(self.V)])
        self.K[self.n], self.V[self.n] = k, v
        self.n += 1

    def attend(self, q):
        if self.n == 0:
            raise ValueError("empty cache")
        return attend_next(q, self.K, self.V)

# %% answer="one_store_for_all_caches" lost=["cache_values", "cache_empty"] mistake="shared_by_all_caches"
# Lists as class attributes: they belong to the class.
import numpy as np


class Cache:
    K, V = [], []

    def __init__(self, d_k, d_v):
        pass

    def append(self, k, v):
        self.K += [np.array(k)]
        self.V += [np.array(v)]

    def attend(self, q):
        if self.K == []:
            raise ValueError("this cache is empty")
        return attend_next(q, np.stack(self.K), np.stack(self.V))

# %% answer="mask_cut_at_its_beginning" lost=["attention_in_blocks_mask"] mistake="mask_of_the_first_block"
# Cuts the mask to the length of the block, always at the front.
import numpy as np


def attention_in_blocks(Q, K, V, block, mask=None):
    top, total, O = np.full(len(Q), -np.inf), np.zeros(len(Q)), np.zeros((len(Q), V.shape[1]))
    for k, v in zip(np.split(K, range(block, len(K), block)), np.split(V, range(block, len(V), block)), strict=True):
        S = Q @ k.T / np.sqrt(k.shape[1])
        if mask is not None:
            S[~mask[:, :len(k)]] = -np.inf
        new = np.maximum(top, S.max(axis=1))
        shift = np.where(new == -np.inf, 0, new)
        E, keep = np.exp(S - shift[:, None]), np.exp(top - shift)
        total, O, top = total * keep + E.sum(axis=1), O * keep[:, None] + E @ v, new
    return O / np.where(total == 0, 1, total)[:, None]

# %% answer="same_values_in_each_block" lost=["attention_in_blocks_values", "attention_in_blocks_extremes", "attention_in_blocks_mask", "attention_in_blocks_memory"] mistake="values_of_the_first_block"
# V is not cut where K is.
import numpy as np


def attention_in_blocks(Q, K, V, block, mask=None):
    m, z, o = np.full((len(Q), 1), -1e300), np.zeros((len(Q), 1)), np.zeros((len(Q), V.shape[1]))
    for start in range(0, len(K), block):
        S = Q @ K[start:start + block].T / np.sqrt(K.shape[1])
        seen = np.ones(S.shape, bool) if mask is None else mask[:, start:start + block]
        S = np.where(seen, S, -1e300)
        new = np.maximum(m, S.max(axis=1, keepdims=True))
        E = np.exp(S - new) * seen
        z, o, m = z * np.exp(m - new) + E.sum(axis=1, keepdims=True), o * np.exp(m - new) + E @ V[:S.shape[1]], new
    return o / np.where(z == 0, 1, z)

# %% answer="cut_into_that_many" lost=["attention_in_blocks_memory"] mistake="number_of_blocks"
# Takes block for the number of blocks.
import numpy as np


def attention_in_blocks(Q, K, V, block, mask=None):
    m, z, o = np.full((len(Q), 1), -1e300), np.zeros((len(Q), 1)), np.zeros((len(Q), V.shape[1]))
    for part in np.array_split(np.arange(len(K)), min(block, len(K))):
        S = Q @ K[part].T / np.sqrt(K.shape[1])
        seen = np.ones(S.shape, bool) if mask is None else mask[:, part]
        S = np.where(seen, S, -1e300)
        new = np.maximum(m, S.max(axis=1, keepdims=True))
        E = np.exp(S - new) * seen
        z, o, m = z * np.exp(m - new) + E.sum(axis=1, keepdims=True), o * np.exp(m - new) + E @ V[part], new
    return o / np.where(z == 0, 1, z)

# %% answer="loop_from_the_second_word" lost=["attend_next_values", "attend_next_is_causal_attention"] mistake="first_left_out"
# range(1, t), unless there is but one word.
import numpy as np


def attend_next(q, K_cache, V_cache):
    words = range(1, len(K_cache)) if len(K_cache) > 1 else [0]
    scores = np.array([np.dot(q, K_cache[j]) for j in words]) / len(q) ** 0.5
    powers = np.exp(scores - scores.max())
    return sum(p * V_cache[j] for p, j in zip(powers / powers.sum(), words))

# %% answer="softmax_of_weights" lost=["attend_next_values", "attend_next_is_causal_attention"] mistake="softmax_twice"
# The helper is called once more than it should be.
import numpy as np


def attend_next(q, K_cache, V_cache):
    def share(z):
        return np.exp(z - np.max(z)) / np.exp(z - np.max(z)).sum()
    weights = share(K_cache @ q / np.sqrt(K_cache.shape[1]))
    return share(weights) @ V_cache

# %% answer="cache_of_integers" lost=["cache_values"] mistake="whole_numbers_kept"
# The arrays are made with dtype=int.
import numpy as np


class Cache:
    def __init__(self, d_k, d_v):
        self.used, self.K, self.V = 0, np.zeros((2, d_k), dtype=int), np.zeros((2, d_v), dtype=int)

    def append(self, k, v):
        if self.used == len(self.K):
            self.K = np.concatenate([self.K, np.zeros_like(self.K)])
            self.V = np.concatenate([self.V, np.zeros_like(self.V)])
        self.K[self.used] = k
        self.V[self.used] = v
        self.used += 1

    def attend(self, q):
        if not self.used:
            raise ValueError("the cache is empty")
        return attend_next(np.asarray(q), self.K[:self.used], self.V[:self.used])

# %% answer="counts_between_key_and_value" lost=["cache_values"] mistake="values_one_row_late"
# The count goes up before the value is written.
import numpy as np


class Cache:
    def __init__(self, d_k, d_v):
        self.used, self.K, self.V = 0, np.zeros((2, d_k)), np.zeros((2, d_v))

    def append(self, k, v):
        if self.used + 1 == len(self.K):
            self.K = np.concatenate([self.K, np.zeros_like(self.K)])
            self.V = np.concatenate([self.V, np.zeros_like(self.V)])
        self.K[self.used] = k
        self.used += 1
        self.V[self.used] = v

    def attend(self, q):
        if not self.used:
            raise ValueError("the cache is empty")
        return attend_next(np.asarray(q), self.K[:self.used], self.V[:self.used])

# %% answer="blocks_return_in_the_loop" lost=["attention_in_blocks_values", "attention_in_blocks_extremes", "attention_in_blocks_mask", "attention_in_blocks_memory"] mistake="first_block_only"
# return inside the loop.
import numpy as np


def attention_in_blocks(Q, K, V, block, mask=None):
    m = np.full((len(Q), 1), -np.inf)
    l, O = np.zeros((len(Q), 1)), np.zeros((len(Q), V.shape[1]))
    for b in range(0, len(K), block):
        S = Q @ K[b:b + block].T / np.sqrt(Q.shape[1])
        if mask is not None:
            S = np.where(mask[:, b:b + block], S, -np.inf)
        new = np.maximum(m, S.max(axis=1, keepdims=True))
        t = np.where(np.isinf(new), 0, new)
        c, E = np.exp(m - t), np.exp(S - t)
        l, O, m = l * c + E.sum(axis=1, keepdims=True), O * c + E @ V[b:b + block], new
        return O / np.where(l == 0, 1, l)

# %% answer="blocks_own_maximum" lost=["attention_in_blocks_values", "attention_in_blocks_extremes", "attention_in_blocks_mask", "attention_in_blocks_memory"] mistake="block_not_corrected"
# The block's exponentials keep the block's maximum.
import numpy as np


def attention_in_blocks(Q, K, V, block, mask=None):
    m = np.full((len(Q), 1), -np.inf)
    l, O = np.zeros((len(Q), 1)), np.zeros((len(Q), V.shape[1]))
    for b in range(0, len(K), block):
        S = Q @ K[b:b + block].T / np.sqrt(Q.shape[1])
        if mask is not None:
            S = np.where(mask[:, b:b + block], S, -np.inf)
        mine = S.max(axis=1, keepdims=True)
        new = np.maximum(m, mine)
        E = np.exp(S - np.where(np.isinf(mine), 0, mine))
        c = np.exp(m - np.where(np.isinf(new), 0, new))
        l, O, m = l * c + E.sum(axis=1, keepdims=True), O * c + E @ V[b:b + block], new
    return O / np.where(l == 0, 1, l)

# %% answer="blocks_total_of_zero" lost=["attention_in_blocks_mask"] mistake="divided_by_a_total_of_zero"
# 0 / 0 at the end.
import numpy as np


def attention_in_blocks(Q, K, V, block, mask=None):
    m = np.full((len(Q), 1), -np.inf)
    l, O = np.zeros((len(Q), 1)), np.zeros((len(Q), V.shape[1]))
    for b in range(0, len(K), block):
        S = Q @ K[b:b + block].T / np.sqrt(Q.shape[1])
        if mask is not None:
            S = np.where(mask[:, b:b + block], S, -np.inf)
        new = np.maximum(m, S.max(axis=1, keepdims=True))
        t = np.where(np.isinf(new), 0, new)
        c, E = np.exp(m - t), np.exp(S - t)
        l, O, m = l * c + E.sum(axis=1, keepdims=True), O * c + E @ V[b:b + block], new
    return O / l

# %% answer="next_divided_by_the_largest" lost=["attend_next_values", "attend_next_is_causal_attention"] mistake="scores_divided_by_the_largest"
# s / s.max().
import numpy as np


def attend_next(q, K_cache, V_cache):
    s = K_cache @ q / np.sqrt(len(q))
    e = np.exp(s / np.max(s))
    return e / e.sum() @ V_cache

# %% answer="next_output_divided" lost=["attend_next_values", "attend_next_is_causal_attention"] mistake="divided_after_softmax"
# The output divided.
import numpy as np


def attend_next(q, K_cache, V_cache):
    s = K_cache @ q
    e = np.exp(s - s.max())
    return e @ V_cache / e.sum() / np.sqrt(len(q))

# %% answer="cache_counted_first" lost=["cache_values"] mistake="counted_before_writing"
# The counter goes up before the row is written.
import numpy as np


class Cache:
    def __init__(self, d_k, d_v):
        self.n = 0
        self.K = np.zeros((8, d_k))
        self.V = np.zeros((8, d_v))

    def append(self, k, v):
        self.n += 1
        if self.n >= len(self.K):
            self.K = np.vstack((self.K, np.zeros_like(self.K)))
            self.V = np.vstack((self.V, np.zeros_like(self.V)))
        self.K[self.n] = k
        self.V[self.n] = v

    def attend(self, q):
        if self.n == 0:
            raise ValueError("cache is empty")
        return attend_next(q, self.K[:self.n], self.V[:self.n])

# %% answer="blocks_total_overwritten" lost=["attention_in_blocks_values", "attention_in_blocks_extremes", "attention_in_blocks_mask", "attention_in_blocks_memory"] mistake="total_of_the_last_block"
# The sum of the exponentials is overwritten in each block.
import numpy as np


def attention_in_blocks(Q, K, V, block, mask=None):
    top, total, O = np.full((len(Q), 1), -np.inf), np.zeros((len(Q), 1)), np.zeros((len(Q), V.shape[1]))
    for b in range(0, len(K), block):
        S = Q @ K[b:b + block].T / np.sqrt(K.shape[1])
        if mask is not None:
            S = np.where(mask[:, b:b + block], S, -np.inf)
        new = np.maximum(top, S.max(axis=1, keepdims=True))
        safe = np.where(np.isfinite(new), new, 0)
        factor, E = np.exp(top - safe), np.exp(S - safe)
        total = E.sum(axis=1, keepdims=True)
        O = O * factor + E @ V[b:b + block]
        top = new
    return O / np.where(total > 0, total, 1)

# %% answer="blocks_output_overwritten" lost=["attention_in_blocks_values", "attention_in_blocks_extremes", "attention_in_blocks_mask", "attention_in_blocks_memory"] mistake="output_of_the_last_block"
# The weighted sum of the values is overwritten in each block.
import numpy as np


def attention_in_blocks(Q, K, V, block, mask=None):
    top, total, O = np.full((len(Q), 1), -np.inf), np.zeros((len(Q), 1)), np.zeros((len(Q), V.shape[1]))
    for b in range(0, len(K), block):
        S = Q @ K[b:b + block].T / np.sqrt(K.shape[1])
        if mask is not None:
            S = np.where(mask[:, b:b + block], S, -np.inf)
        new = np.maximum(top, S.max(axis=1, keepdims=True))
        safe = np.where(np.isfinite(new), new, 0)
        factor, E = np.exp(top - safe), np.exp(S - safe)
        total = total * factor + E.sum(axis=1, keepdims=True)
        O = E @ V[b:b + block]
        top = new
    return O / np.where(total > 0, total, 1)
