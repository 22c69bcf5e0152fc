# %% [markdown]
# What students may hand in for 10_long_sequences, a cell for each answer: which tests lose their points, and the known
# mistake that the message must name. Exercises that a cell leaves out are solved, or stay as released (`rest="stub"`).

# %% answer="blocks_averaged" lost=["attention_in_blocks_values", "attention_in_blocks_extremes", "attention_in_blocks_memory"] mistake="blocks_averaged"
# The mean of the blocks' outputs.
import numpy as np


def attention_in_blocks(Q, K, V, block):
    outputs = []
    for b in range(0, len(K), block):
        S = Q @ K[b:b + block].T / np.sqrt(K.shape[1])
        E = np.exp(S - S.max(axis=1, keepdims=True))
        outputs.append(E / E.sum(axis=1, keepdims=True) @ V[b:b + block])
    return np.mean(outputs, axis=0)

# %% answer="blocks_integers" lost=["attention_in_blocks_values"] says="expected is a float array"
# Sums kept in an array made like V: whole numbers stay whole numbers.
import numpy as np


def attention_in_blocks(Q, K, V, block):
    O = np.zeros_like(V, shape=(len(Q), V.shape[1]))
    for i, q in enumerate(Q):
        m, z, o = -np.inf, 0.0, 0.0
        for b in range(0, len(K), block):
            s = K[b:b + block] @ q / np.sqrt(len(q))
            new = max(m, s.max())
            e = np.exp(s - new)
            m, z, o = new, z * np.exp(m - new) + e.sum(), o * np.exp(m - new) + e @ V[b:b + block]
        O[i] = o / z
    return O

# %% answer="blocks_of_queries" lost=["attention_in_blocks_memory"] mistake="all_keys_at_a_time"
# Cuts the queries into blocks, and reads all keys at a time.
import numpy as np
from scipy.special import softmax


def attention_in_blocks(Q, K, V, block):
    rows = [softmax(Q[i:i + block] @ K.T / np.sqrt(K.shape[1]), axis=1) @ V for i in range(0, len(Q), block)]
    return np.concatenate(rows)

# %% answer="blocks_summed" lost=["attention_in_blocks_values", "attention_in_blocks_extremes", "attention_in_blocks_memory"] mistake="blocks_summed"
# The sum of the blocks' outputs.
import numpy as np


def attention_in_blocks(Q, K, V, block):
    outputs = []
    for b in range(0, len(K), block):
        S = Q @ K[b:b + block].T / np.sqrt(K.shape[1])
        E = np.exp(S - S.max(axis=1, keepdims=True))
        outputs.append(E / E.sum(axis=1, keepdims=True) @ V[b:b + block])
    return np.sum(outputs, axis=0)

# %% answer="divided_in_each_block" lost=["attention_in_blocks_values", "attention_in_blocks_extremes", "attention_in_blocks_memory"] mistake="divided_in_each_block"
# Divides after each block.
import numpy as np


def attention_in_blocks(Q, K, V, block):
    largest, total, O = np.full((len(Q), 1), -np.inf), 0, 0
    for i in range(0, len(K), block):
        S = Q @ K[i:i + block].T / np.sqrt(K.shape[1])
        larger = np.maximum(largest, S.max(axis=1, keepdims=True))
        correction, E = np.exp(largest - larger), np.exp(S - larger)
        total = total * correction + E.sum(axis=1, keepdims=True)
        O = O * correction + E @ V[i:i + block]
        largest = larger
        O = O / total
    return O

# %% answer="empty" lost="all" says=["`attention_in_blocks` is not written yet", "`attend_next` is not written yet"] rest="stub"
# Handed in as it was fetched.

# %% answer="last_block_lost" lost=["attention_in_blocks_extremes", "attention_in_blocks_memory"] mistake="last_block_lost"
# Full blocks only.
import numpy as np


def attention_in_blocks(Q, K, V, block):
    largest, total, O = np.full((len(Q), 1), -np.inf), np.zeros((len(Q), 1)), np.zeros((len(Q), V.shape[1]))
    for b in range(0, len(K) - len(K) % block, block):
        S = Q @ K[b:b + block].T / np.sqrt(K.shape[1])
        larger = np.maximum(largest, S.max(axis=1, keepdims=True))
        c = np.exp(largest - larger)
        E = np.exp(S - larger)
        total = total * c + E.sum(axis=1, keepdims=True)
        O = O * c + E @ V[b:b + block]
        largest = larger
    return O / total

# %% answer="maximum_begins_at_zero" lost=["attention_in_blocks_extremes"] mistake="maximum_begins_at_zero"
# Begins with a maximum of 0.
import numpy as np


def attention_in_blocks(Q, K, V, block):
    largest, total, O = np.zeros((len(Q), 1)), 0, 0
    for i in range(0, len(K), block):
        S = Q @ K[i:i + block].T / np.sqrt(K.shape[1])
        larger = np.maximum(largest, S.max(axis=1, keepdims=True))
        correction, E = np.exp(largest - larger), np.exp(S - larger)
        total = total * correction + E.sum(axis=1, keepdims=True)
        O = O * correction + E @ V[i:i + block]
        largest = larger
    return O / total

# %% answer="never_divided" lost=["attention_in_blocks_values", "attention_in_blocks_extremes", "attention_in_blocks_memory"] mistake="never_divided"
# No division at the end.
import numpy as np


def attention_in_blocks(Q, K, V, block):
    largest, total, O = np.full((len(Q), 1), -np.inf), np.zeros((len(Q), 1)), np.zeros((len(Q), V.shape[1]))
    for b in range(0, len(K), block):
        S = Q @ K[b:b + block].T / np.sqrt(K.shape[1])
        larger = np.maximum(largest, S.max(axis=1, keepdims=True))
        c = np.exp(largest - larger)
        E = np.exp(S - larger)
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

# %% answer="next_integers" lost=["attend_next_values"] says="expected is a float array"
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

# %% answer="no_max_subtraction" lost=["attention_in_blocks_values", "attention_in_blocks_extremes", "attention_in_blocks_memory"] mistake="no_max_subtraction" says="entries that are not finite"
# exp of the scores themselves, as the lesson's `in_parts` does it.
import numpy as np


def attention_in_blocks(Q, K, V, block):
    total, O = 0.0, 0.0
    for b in range(0, len(K), block):
        E = np.exp(Q @ K[b:b + block].T / np.sqrt(K.shape[1]))
        total = total + E.sum(axis=1, keepdims=True)
        O = O + E @ V[b:b + block]
    return O / total

# %% answer="no_scale" lost=["attention_in_blocks_values", "attention_in_blocks_extremes", "attention_in_blocks_memory"] mistake="no_scale"
# Scores not divided.
import numpy as np


def attention_in_blocks(Q, K, V, block):
    largest, total, O = np.full((len(Q), 1), -np.inf), np.zeros((len(Q), 1)), np.zeros((len(Q), V.shape[1]))
    for b in range(0, len(K), block):
        S = Q @ K[b:b + block].T
        larger = np.maximum(largest, S.max(axis=1, keepdims=True))
        c = np.exp(largest - larger)
        E = np.exp(S - larger)
        total = total * c + E.sum(axis=1, keepdims=True)
        O = O * c + E @ V[b:b + block]
        largest = larger
    return O / total

# %% answer="nothing_corrected" lost=["attention_in_blocks_values", "attention_in_blocks_extremes", "attention_in_blocks_memory"] mistake="nothing_corrected"
# No correction.
import numpy as np


def attention_in_blocks(Q, K, V, block):
    largest, total, O = np.full((len(Q), 1), -np.inf), np.zeros((len(Q), 1)), np.zeros((len(Q), V.shape[1]))
    for b in range(0, len(K), block):
        S = Q @ K[b:b + block].T / np.sqrt(K.shape[1])
        larger = np.maximum(largest, S.max(axis=1, keepdims=True))
        c = np.exp(largest - larger)
        E = np.exp(S - larger)
        total = total + E.sum(axis=1, keepdims=True)
        O = O + E @ V[b:b + block]
        largest = larger
    return O / total

# %% answer="one_maximum_for_all_queries" lost=["attention_in_blocks_values", "attention_in_blocks_extremes", "attention_in_blocks_memory"] mistake="max_of_everything"
# Keeps one running maximum for all queries.
import numpy as np


def attention_in_blocks(Q, K, V, block):
    largest, total, O = -np.inf, 0, 0
    for i in range(0, len(K), block):
        S = Q @ K[i:i + block].T / np.sqrt(K.shape[1])
        larger = max(largest, S.max())
        correction, E = np.exp(largest - larger), np.exp(S - larger)
        total = total * correction + E.sum(axis=1, keepdims=True)
        O = O * correction + E @ V[i:i + block]
        largest = larger
    return O / total

# %% answer="output_not_corrected" lost=["attention_in_blocks_values", "attention_in_blocks_extremes", "attention_in_blocks_memory"] mistake="output_not_corrected"
# Only the total is corrected.
import numpy as np


def attention_in_blocks(Q, K, V, block):
    largest, total, O = np.full((len(Q), 1), -np.inf), np.zeros((len(Q), 1)), np.zeros((len(Q), V.shape[1]))
    for b in range(0, len(K), block):
        S = Q @ K[b:b + block].T / np.sqrt(K.shape[1])
        larger = np.maximum(largest, S.max(axis=1, keepdims=True))
        c = np.exp(largest - larger)
        E = np.exp(S - larger)
        total = total * c + E.sum(axis=1, keepdims=True)
        O = O + E @ V[b:b + block]
        largest = larger
    return O / total

# %% answer="right_columns_are_queries" lost=[]
# Right: queries as columns, work in place, np.array_split.
import numpy as np


def attention_in_blocks(Q, K, V, block):
    n, d = Q.shape
    Q_T = (np.asarray(Q, float) / np.sqrt(d)).T
    largest, total, O = np.full((1, n), -np.inf), np.zeros((1, n)), np.zeros((V.shape[1], n))
    cuts = range(block, len(K), block)
    for k, v in zip(np.array_split(K, cuts), np.array_split(V, cuts), strict=True):
        S = k @ Q_T
        larger = np.maximum(largest, S.max(0, keepdims=True))
        S -= larger
        np.exp(S, out=S)
        correction = np.exp(largest - larger)
        total *= correction
        total += S.sum(0, keepdims=True)
        O *= correction
        O += v.T @ S
        largest = larger
    return (O / total).T


def attend_next(q, K_cache, V_cache):
    S = np.inner(K_cache, q) / len(q) ** 0.5
    return np.tensordot(np.exp(S - np.logaddexp.reduce(S)), V_cache, 1)

# %% answer="right_log_sum_exp" lost=[]
# Right, with logaddexp in place of a maximum.
import numpy as np
from scipy.special import logsumexp


def attention_in_blocks(Q, K, V, block):
    log_total, O = np.full(Q.shape[0], -np.inf), np.zeros((Q.shape[0], V.shape[1]))
    for b in range(0, K.shape[0], block):
        S = np.einsum("id,jd->ij", Q, K[b:b + block]) / np.sqrt(Q.shape[1])
        new = np.logaddexp(log_total, logsumexp(S, axis=1))
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


def attention_in_blocks(Q, K, V, block):
    rows = []
    for q in Q:
        m, z, o = -math.inf, 0.0, np.zeros(V.shape[1])
        for b in range(0, len(K), block):
            s = K[b:b + block] @ q / math.sqrt(len(q))
            m_new = max(m, s.max())
            e = np.exp(s - m_new)
            c = math.exp(m - m_new)
            m, z, o = m_new, z * c + e.sum(), o * c + e @ V[b:b + block]
        rows.append(o / z)
    return np.array(rows)


def attend_next(q, K_cache, V_cache):
    s = [float(np.dot(q, k)) / math.sqrt(len(q)) for k in K_cache]
    e = [math.exp(x - max(s)) for x in s]
    return sum(w * v for w, v in zip(e, V_cache)) / sum(e)

# %% answer="right_two_passes" lost=[]
# Right: a first pass finds the maximum, a second one sums up.
import numpy as np
from scipy.special import softmax


def attention_in_blocks(Q, K, V, block):
    scale = K.shape[1] ** -0.5
    largest = np.full(len(Q), -np.inf)
    for b in range(0, len(K), block):
        largest = np.maximum(largest, (Q @ K[b:b + block].T * scale).max(axis=1))
    total, out = np.zeros(len(Q)), np.zeros((len(Q), V.shape[1]))
    for b in range(0, len(K), block):
        E = np.exp(Q @ K[b:b + block].T * scale - largest[:, None])
        total += E.sum(axis=1)
        out += E @ V[b:b + block]
    return out / total[:, None]


def attend_next(q, K_cache, V_cache):
    return softmax(K_cache @ q / np.sqrt(q.size)) @ V_cache

# %% answer="scaled_by_d_k" lost=["attention_in_blocks_values", "attention_in_blocks_extremes", "attention_in_blocks_memory"] mistake="scale_by_d_k"
# Divided by d_k.
import numpy as np


def attention_in_blocks(Q, K, V, block):
    largest, total, O = np.full((len(Q), 1), -np.inf), np.zeros((len(Q), 1)), np.zeros((len(Q), V.shape[1]))
    for b in range(0, len(K), block):
        S = Q @ K[b:b + block].T / K.shape[1]
        larger = np.maximum(largest, S.max(axis=1, keepdims=True))
        c = np.exp(largest - larger)
        E = np.exp(S - larger)
        total = total * c + E.sum(axis=1, keepdims=True)
        O = O * c + E @ V[b:b + block]
        largest = larger
    return O / total

# %% answer="scaled_by_root_n" lost=["attention_in_blocks_values", "attention_in_blocks_extremes", "attention_in_blocks_memory"] mistake="scale_by_root_n"
# Divided by the root of the number of keys.
import numpy as np


def attention_in_blocks(Q, K, V, block):
    largest, total, O = np.full((len(Q), 1), -np.inf), np.zeros((len(Q), 1)), np.zeros((len(Q), V.shape[1]))
    for b in range(0, len(K), block):
        S = Q @ K[b:b + block].T / np.sqrt(len(K))
        larger = np.maximum(largest, S.max(axis=1, keepdims=True))
        c = np.exp(largest - larger)
        E = np.exp(S - larger)
        total = total * c + E.sum(axis=1, keepdims=True)
        O = O * c + E @ V[b:b + block]
        largest = larger
    return O / total

# %% answer="the_whole_matrix" lost=["attention_in_blocks_memory"] says="MB at one time"
# Plain attention: right, but with all scores at once.
import numpy as np


def attention_in_blocks(Q, K, V, block):
    S = Q @ K.T / np.sqrt(K.shape[1])
    E = np.exp(S - S.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True) @ V

# %% answer="total_not_corrected" lost=["attention_in_blocks_values", "attention_in_blocks_extremes", "attention_in_blocks_memory"] mistake="total_not_corrected"
# Only the output is corrected.
import numpy as np


def attention_in_blocks(Q, K, V, block):
    largest, total, O = np.full((len(Q), 1), -np.inf), np.zeros((len(Q), 1)), np.zeros((len(Q), V.shape[1]))
    for b in range(0, len(K), block):
        S = Q @ K[b:b + block].T / np.sqrt(K.shape[1])
        larger = np.maximum(largest, S.max(axis=1, keepdims=True))
        c = np.exp(largest - larger)
        E = np.exp(S - larger)
        total = total + E.sum(axis=1, keepdims=True)
        O = O * c + E @ V[b:b + block]
        largest = larger
    return O / total
