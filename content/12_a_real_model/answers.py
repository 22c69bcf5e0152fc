# %% [markdown]
# What students may hand in for 12_a_real_model, a cell for each answer: which tests lose their points, and the known
# mistakes that the messages must name. Exercises that a cell leaves out are solved, or stay as released (`rest="stub"`).
# The exercises do not call each other, so the answers named `wrong_NN` make one mistake in each of several.

# %% answer="wrong_01" lost=["rotary_positions_values", "grouped_query_attention_values", "grouped_query_attention_mask", "gated_feed_forward_values", "gated_feed_forward_extremes", "top_p_values", "generate_values", "first_token_share_values", "previous_token_share_values", "induction_share_values"] mistake=["turned_to_the_right", "key_heads_dealt_out", "relu_for_silu", "last_one_left_out", "prompt_in_front", "first_query_counts", "own_token", "same_word_as_before"]
# Turns to the right. Puts copies of all key heads one after the other. Cuts at 0. Takes the last one back. Gives the whole text. All queries. The diagonal. The same word.
import numpy as np


def rotary_positions(X, positions, base=10000.0):
    n, d = X.shape[-2:]
    if d % 2:
        raise ValueError(f"d is {d}, must be even")
    out = np.zeros(X.shape)
    for t in range(n):
        for i in range(d // 2):
            angle = positions[t] / base ** (2 * i / d)
            c, s = np.cos(angle), np.sin(angle)
            a, b = X[..., t, 2 * i], X[..., t, 2 * i + 1]
            out[..., t, 2 * i] = a * c + b * s
            out[..., t, 2 * i + 1] = b * c - a * s
    return out


def grouped_query_attention(Q, K, V, mask=None):
    if len(Q) % len(K):
        raise ValueError(f"{len(Q)} % {len(K)} is not 0")
    K, V = np.concatenate([K] * (len(Q) // len(K))), np.concatenate([V] * (len(Q) // len(V)))
    S = np.einsum("hqd,hkd->hqk", Q, K) / K.shape[2] ** 0.5
    S = S if mask is None else np.where(mask, S, -np.inf)
    E = np.exp(S - S.max(2, keepdims=True))
    A = E / E.sum(2, keepdims=True)
    return np.einsum("hqk,hkd->hqd", A, V), A


def gated_feed_forward(X, W_gate, W_up, W_down):
    gate, up = X @ W_gate, X @ W_up
    return np.where(gate > 0, gate, 0) * up @ W_down


def top_p(p, share):
    if share <= 0 or share > 1:
        raise ValueError(f"share {share} is not in (0, 1]")
    order = sorted(range(len(p)), key=lambda k: -p[k])
    total, n = 0.0, 0
    while n < len(p) and total < share:
        total += p[order[n]]
        n += 1
    n -= 1
    kept = np.zeros(p.shape)
    kept[order[:n]] = p[order[:n]]
    return kept / kept.sum() if n else kept * np.nan


def generate(step, prompt, n):
    if len(prompt) == 0:
        raise ValueError("cannot go on: the prompt is empty")
    text = list(prompt)
    logits, cache = step(text, None)
    for _ in range(n):
        text.append(int(np.argmax(logits)))
        logits, cache = step(text[-1:], cache)
    return text


def first_token_share(A):
    return np.mean(A, axis=-2)[..., 0]


def previous_token_share(A):
    return np.einsum('...ii->...', A) / A.shape[-1]


def induction_share(A, period):
    return np.trace(A, offset=-period, axis1=-2, axis2=-1) / (A.shape[-1] - period)

# %% answer="wrong_02" lost=["rotary_positions_values", "grouped_query_attention_values", "grouped_query_attention_mask", "gated_feed_forward_values", "gated_feed_forward_extremes", "top_p_values", "generate_values", "generate_reads_each_token_once", "first_token_share_values", "previous_token_share_values", "induction_share_values"] mistake=["pairs_in_halves", "all_read_key_head_0", "sigmoid_for_silu", "one_too_many", "read_twice", "first_row", "next_token", "word_before_it"]
# Pairs column i with column i + d/2, as GPT-NeoX does. One head of keys for all. The sigmoid alone. Goes on while the sum is the share. Hands over the whole text, and the cache. The row 0. Above the diagonal. The word before the same word.
import numpy as np


def rotary_positions(X, positions, base=10000.0):
    d = X.shape[-1]
    if d % 2:
        raise ValueError(f"{d} columns: odd")
    angles = positions[:, None] / base ** (np.arange(0, d, 2) / d)
    cos, sin = (np.concatenate([f(angles)] * 2, axis=1) for f in (np.cos, np.sin))
    other = np.concatenate([-X[..., d // 2:], X[..., :d // 2]], axis=-1)
    return X * cos + other * sin


def grouped_query_attention(Q, K, V, mask=None):
    if len(Q) % len(K):
        raise ValueError(f"{len(Q)} query heads do not fit {len(K)} key heads")
    outputs, weights = [], []
    for i in range(len(Q)):
        k, v = K[0], V[0]
        s = Q[i] @ k.T / len(k[0]) ** 0.5
        s = s if mask is None else np.where(mask, s, -np.inf)
        e = np.exp(s - s.max(1)[:, None])
        a = e / e.sum(1)[:, None]
        outputs.append(a @ v)
        weights.append(a)
    return np.array(outputs), np.array(weights)


def gated_feed_forward(X, W_gate, W_up, W_down):
    gate, up = X @ W_gate, X @ W_up
    sigmoid = 0.5 * (1 + np.tanh(gate / 2))
    return (sigmoid * up) @ W_down


def top_p(p, share):
    if share <= 0 or share > 1:
        raise ValueError(f"share {share} is not in (0, 1]")
    order = sorted(range(len(p)), key=lambda k: -p[k])
    total, n = 0.0, 0
    while n < len(p) and total <= share:
        total += p[order[n]]
        n += 1
    kept = np.zeros(p.shape)
    kept[order[:n]] = p[order[:n]]
    return kept / kept.sum()


def generate(step, prompt, n):
    if len(prompt) == 0:
        raise ValueError("cannot go on: the prompt is empty")
    text = list(prompt)
    logits, cache = step(text, None)
    for _ in range(n):
        text.append(int(np.argmax(logits)))
        logits, cache = step(text, cache)
    return text[len(prompt):]


def first_token_share(A):
    return np.mean(A[..., 0, 1:], axis=-1)


def previous_token_share(A):
    return np.einsum('...ii->...', A[..., :-1, 1:]) / (A.shape[-1] - 1)


def induction_share(A, period):
    found = np.diagonal(A, -period - 1, -2, -1)
    return found.mean(-1) if found.shape[-1] else 0.0 * A[..., 0, 0]

# %% answer="wrong_03" lost=["rotary_positions_values", "grouped_query_attention_values", "grouped_query_attention_mask", "gated_feed_forward_values", "gated_feed_forward_extremes", "top_p_values", "generate_values", "generate_reads_each_token_once", "first_token_share_values", "previous_token_share_values", "induction_share_values"] mistake=["turned_and_put_in_halves", "all_read_values_of_head_0", "gelu_for_silu", "one_more_always", "all_written_read_again", "summed", "divided_by_n", "query_too_early"]
# Turns the right pairs and forgets to put them in turn again. Keys of the group, values of head 0. gelu, as in other models. One for safety. Hands over all that was written, and the cache. A sum. Divides by all queries. A diagonal whole.
import numpy as np


def rotary_positions(X, positions, base=10000.0):
    d = X.shape[-1]
    if d % 2:
        raise ValueError(f"{d} columns: odd")
    angles = positions[:, None] * base ** (-2 * np.arange(d // 2) / d)
    a, b = X[..., ::2], X[..., 1::2]
    return np.concatenate([a * np.cos(angles) - b * np.sin(angles), a * np.sin(angles) + b * np.cos(angles)], -1)


def grouped_query_attention(Q, K, V, mask=None):
    if len(Q) % len(K):
        raise ValueError(f"{len(Q)} query heads do not fit {len(K)} key heads")
    outputs, weights = [], []
    for i in range(len(Q)):
        k, v = K[i // (len(Q) // len(K))], V[0]
        s = Q[i] @ k.T / len(k[0]) ** 0.5
        s = s if mask is None else np.where(mask, s, -np.inf)
        e = np.exp(s - s.max(1)[:, None])
        a = e / e.sum(1)[:, None]
        outputs.append(a @ v)
        weights.append(a)
    return np.array(outputs), np.array(weights)


def gated_feed_forward(X, W_gate, W_up, W_down):
    gate, up = X @ W_gate, X @ W_up
    import math
    return (gate * np.vectorize(lambda x: 0.5 * (1 + math.erf(x / 2**0.5)))(gate) * up) @ W_down


def top_p(p, share):
    if share <= 0 or share > 1:
        raise ValueError(f"share {share} is not in (0, 1]")
    order = sorted(range(len(p)), key=lambda k: -p[k])
    total, n = 0.0, 0
    while n < len(p) and total < share:
        total += p[order[n]]
        n += 1
    n += 1
    kept = np.zeros(p.shape)
    kept[order[:n]] = p[order[:n]]
    return kept / kept.sum()


def generate(step, prompt, n):
    if len(prompt) == 0:
        raise ValueError("cannot go on: the prompt is empty")
    text = list(prompt)
    logits, cache = step(text, None)
    for _ in range(n):
        text.append(int(np.argmax(logits)))
        logits, cache = step(text[len(prompt):], cache)
    return text[len(prompt):]


def first_token_share(A):
    return np.sum(A[..., 1:, :1], axis=(-2, -1))


def previous_token_share(A):
    return np.trace(A, offset=-1, axis1=-2, axis2=-1) / A.shape[-1]


def induction_share(A, period):
    return np.diagonal(A, 1 - period, -2, -1).mean(-1)

# %% answer="wrong_04" lost=["rotary_positions_values", "grouped_query_attention_values", "grouped_query_attention_mask", "gated_feed_forward_values", "gated_feed_forward_extremes", "top_p_values", "generate_values", "first_token_share_values", "previous_token_share_values", "induction_share_values"] mistake=["speed_without_the_two", "groups_averaged", "tanh_for_silu", "not_divided", "cache_forgotten", "divided_by_n", "divided_by_n", "divided_by_n"]
# An exponent of i / d. Means of the queries of a group. tanh for a gate. Leaves the sum below 1. One token, and no cache. A mean with the first query's weight taken away. Rolls the keys, so that the first query meets the last one. Divides by all queries.
import numpy as np


def rotary_positions(X, positions, base=10000.0):
    n, d = X.shape[-2:]
    if d % 2:
        raise ValueError(f"d is {d}, must be even")
    out = np.zeros(X.shape)
    for t in range(n):
        for i in range(d // 2):
            angle = positions[t] * base ** (-i / d)
            c, s = np.cos(angle), np.sin(angle)
            a, b = X[..., t, 2 * i], X[..., t, 2 * i + 1]
            out[..., t, 2 * i] = a * c - b * s
            out[..., t, 2 * i + 1] = a * s + b * c
    return out


def grouped_query_attention(Q, K, V, mask=None):
    h, g = len(Q), len(K)
    if h % g:
        raise ValueError(f"h = {h}, g = {g}")
    Q = np.array([Q[i * (h // g):(i + 1) * (h // g)].sum(0) / (h // g) for i in range(g)])
    S = Q @ K.transpose(0, 2, 1) / np.sqrt(Q.shape[2])
    if mask is not None:
        S[:, ~mask] = -np.inf
    A = np.exp(S - S.max(-1)[..., None])
    A /= A.sum(-1)[..., None]
    return A @ V, A


def gated_feed_forward(X, W_gate, W_up, W_down):
    gate, up = X @ W_gate, X @ W_up
    return (np.tanh(gate) * up) @ W_down


def top_p(p, share):
    if share <= 0 or share > 1:
        raise ValueError(f"share {share} is not in (0, 1]")
    order = sorted(range(len(p)), key=lambda k: -p[k])
    total, n = 0.0, 0
    while n < len(p) and total < share:
        total += p[order[n]]
        n += 1
    kept = np.zeros(p.shape)
    kept[order[:n]] = p[order[:n]]
    return kept


def generate(step, prompt, n):
    if len(prompt) == 0:
        raise ValueError("cannot go on: the prompt is empty")
    text = list(prompt)
    logits, cache = step(text, None)
    for _ in range(n):
        text.append(int(np.argmax(logits)))
        logits, cache = step(text[-1:], None)
    return text[len(prompt):]


def first_token_share(A):
    return np.mean(A[..., 0], axis=-1) - A[..., 0, 0] / len(A[..., 0, :].T)


def previous_token_share(A):
    return np.einsum('...ii->...i', np.roll(A, 1, axis=-1)).mean(-1)


def induction_share(A, period):
    return np.diagonal(A, 1 - period, -2, -1)[..., 1:].sum(-1) / A.shape[-1]

# %% answer="wrong_05" lost=["rotary_positions_values", "grouped_query_attention_values", "grouped_query_attention_mask", "gated_feed_forward_values", "gated_feed_forward_extremes", "top_p_values", "generate_values", "first_token_share_values", "previous_token_share_values", "induction_share_values"] mistake=["speeds_grow", "no_scale", "gate_and_up_exchanged", "divided_by_the_share", "last_prompt_token_again", "all_heads_in_one", "two_before", "summed"]
# Multiplies where it should divide. No scale. silu of the wrong product. Divides by share. Always the prompt's last token. One number. Two places back. A sum.
import numpy as np


def rotary_positions(X, positions, base=10000.0):
    n, d = X.shape[-2:]
    if d % 2:
        raise ValueError(f"d is {d}, must be even")
    out = np.zeros(X.shape)
    for t in range(n):
        for i in range(d // 2):
            angle = positions[t] * base ** (2 * i / d)
            c, s = np.cos(angle), np.sin(angle)
            a, b = X[..., t, 2 * i], X[..., t, 2 * i + 1]
            out[..., t, 2 * i] = a * c - b * s
            out[..., t, 2 * i + 1] = a * s + b * c
    return out


def grouped_query_attention(Q, K, V, mask=None):
    if len(Q) % len(K):
        raise ValueError(f"{len(Q)} query heads do not fit {len(K)} key heads")
    outputs, weights = [], []
    for i in range(len(Q)):
        k, v = K[i // (len(Q) // len(K))], V[i // (len(Q) // len(K))]
        s = Q[i] @ k.T
        s = s if mask is None else np.where(mask, s, -np.inf)
        e = np.exp(s - s.max(1)[:, None])
        a = e / e.sum(1)[:, None]
        outputs.append(a @ v)
        weights.append(a)
    return np.array(outputs), np.array(weights)


def gated_feed_forward(X, W_gate, W_up, W_down):
    gate, up = X @ W_gate, X @ W_up
    sigmoid = 0.5 * (1 + np.tanh(up / 2))
    return (gate * up * sigmoid) @ W_down


def top_p(p, share):
    if share <= 0 or share > 1:
        raise ValueError(f"share {share} is not in (0, 1]")
    order = sorted(range(len(p)), key=lambda k: -p[k])
    total, n = 0.0, 0
    while n < len(p) and total < share:
        total += p[order[n]]
        n += 1
    kept = np.zeros(p.shape)
    kept[order[:n]] = p[order[:n]]
    return kept / share


def generate(step, prompt, n):
    if len(prompt) == 0:
        raise ValueError("cannot go on: the prompt is empty")
    text = list(prompt)
    logits, cache = step(text, None)
    for _ in range(n):
        text.append(int(np.argmax(logits)))
        logits, cache = step(prompt[-1:], cache)
    return text[len(prompt):]


def first_token_share(A):
    return np.mean(A[..., 1:, 0])


def previous_token_share(A):
    return np.trace(A, offset=-2, axis1=-2, axis2=-1) / max(1, A.shape[-1] - 2)


def induction_share(A, period):
    return np.diagonal(A, 1 - period, -2, -1)[..., 1:].sum(-1)

# %% answer="wrong_06" lost=["rotary_positions_values", "grouped_query_attention_values", "grouped_query_attention_mask", "gated_feed_forward_values", "gated_feed_forward_extremes", "top_p_values", "generate_values", "first_token_share_values", "previous_token_share_values", "induction_share_values"] mistake=["one_speed_for_all", "scale_by_d_k", "silu_of_the_product", "as_a_threshold", "one_behind", "last_key", "summed", "all_heads_in_one"]
# One angle for a whole row. Without the root. Multiplies first. Compares each with share. The token before the newest. The last column. A sum. One number.
import numpy as np


def rotary_positions(X, positions, base=10000.0):
    n, d = X.shape[-2:]
    if d % 2:
        raise ValueError(f"d is {d}, must be even")
    out = np.zeros(X.shape)
    for t in range(n):
        for i in range(d // 2):
            angle = positions[t]
            c, s = np.cos(angle), np.sin(angle)
            a, b = X[..., t, 2 * i], X[..., t, 2 * i + 1]
            out[..., t, 2 * i] = a * c - b * s
            out[..., t, 2 * i + 1] = a * s + b * c
    return out


def grouped_query_attention(Q, K, V, mask=None):
    if len(Q) % len(K):
        raise ValueError(f"{len(Q)} query heads do not fit {len(K)} key heads")
    outputs, weights = [], []
    for i in range(len(Q)):
        k, v = K[i // (len(Q) // len(K))], V[i // (len(Q) // len(K))]
        s = Q[i] @ k.T / k.shape[1]
        s = s if mask is None else np.where(mask, s, -np.inf)
        e = np.exp(s - s.max(1)[:, None])
        a = e / e.sum(1)[:, None]
        outputs.append(a @ v)
        weights.append(a)
    return np.array(outputs), np.array(weights)


def gated_feed_forward(X, W_gate, W_up, W_down):
    gate, up = X @ W_gate, X @ W_up
    both = gate * up
    return (both * 0.5 * (1 + np.tanh(both / 2))) @ W_down


def top_p(p, share):
    if not 0 < share <= 1:
        raise ValueError(f"share must be in (0, 1], got {share}")
    kept = p * (p >= share)
    return kept / kept.sum() if kept.any() else kept


def generate(step, prompt, n):
    if len(prompt) == 0:
        raise ValueError("cannot go on: the prompt is empty")
    text = list(prompt)
    logits, cache = step(text, None)
    for _ in range(n):
        text.append(int(np.argmax(logits)))
        logits, cache = step(text[-2:-1], cache)
    return text[len(prompt):]


def first_token_share(A):
    return np.mean(A[..., 1:, A.shape[-1] - 1], axis=-1)


def previous_token_share(A):
    return np.trace(A, offset=-1, axis1=-2, axis2=-1)


def induction_share(A, period):
    return np.diagonal(A, 1 - period, -2, -1)[..., 1:].mean()

# %% answer="wrong_07" lost=["rotary_positions_values", "grouped_query_attention_values", "grouped_query_attention_mask", "gated_feed_forward_values", "gated_feed_forward_extremes", "top_p_values", "generate_values", "first_token_share_values", "previous_token_share_values", "induction_share_values"] mistake=["column_speeds", "scale_multiplied", "silu_of_both", "smallest_kept", "one_too_few", "second_key", "all_heads_in_one", "queries_and_keys_swapped"]
# The exponent counts columns twice. Times the root. silu of both products. Sorted upwards. The first step writes nothing. Counts from 1. One number. Above the diagonal.
import numpy as np


def rotary_positions(X, positions, base=10000.0):
    d = X.shape[-1]
    if d % 2:
        raise ValueError(f"X has {d} columns")
    angles = np.outer(positions, base ** (-2 * np.arange(0, d, 2) / d))
    Y = X.astype(float)
    Y[..., ::2] = X[..., ::2] * np.cos(angles) - X[..., 1::2] * np.sin(angles)
    Y[..., 1::2] = X[..., ::2] * np.sin(angles) + X[..., 1::2] * np.cos(angles)
    return Y


def grouped_query_attention(Q, K, V, mask=None):
    if len(Q) % len(K):
        raise ValueError(f"{len(Q)} query heads do not fit {len(K)} key heads")
    outputs, weights = [], []
    for i in range(len(Q)):
        k, v = K[i // (len(Q) // len(K))], V[i // (len(Q) // len(K))]
        s = Q[i] @ k.T * np.sqrt(k.shape[1])
        s = s if mask is None else np.where(mask, s, -np.inf)
        e = np.exp(s - s.max(1)[:, None])
        a = e / e.sum(1)[:, None]
        outputs.append(a @ v)
        weights.append(a)
    return np.array(outputs), np.array(weights)


def gated_feed_forward(X, W_gate, W_up, W_down):
    gate, up = X @ W_gate, X @ W_up
    gate, up = (x * (np.tanh(x / 2) + 1) / 2 for x in (gate, up))
    return (gate * up) @ W_down


def top_p(p, share):
    if share <= 0 or share > 1:
        raise ValueError(f"share {share} is not in (0, 1]")
    order = np.argsort(p, kind='stable')
    total, n = 0.0, 0
    while n < len(p) and total < share:
        total += p[order[n]]
        n += 1
    kept = np.zeros(p.shape)
    kept[order[:n]] = p[order[:n]]
    return kept / kept.sum()


def generate(step, prompt, n):
    if len(prompt) == 0:
        raise ValueError("cannot go on: the prompt is empty")
    text = list(prompt)
    logits, cache = step(text, None)
    for _ in range(n - 1):
        text.append(int(np.argmax(logits)))
        logits, cache = step(text[-1:], cache)
    return text[len(prompt):]


def first_token_share(A):
    return np.mean(A[..., 1:, 1], axis=-1)


def previous_token_share(A):
    return np.mean([A[..., i + 1, i] for i in range(A.shape[-1] - 1)])


def induction_share(A, period):
    return np.diagonal(A, period - 1, -2, -1)[..., 1:].mean(-1)

# %% answer="wrong_08" lost=["rotary_positions_values", "grouped_query_attention_values", "grouped_query_attention_mask", "gated_feed_forward_values", "gated_feed_forward_extremes", "top_p_values", "generate_values", "generate_reads_each_token_once", "first_token_share_values", "previous_token_share_values", "induction_share_values"] mistake=["base_ignored", "scale_by_root_n", "no_silu", "in_the_order_of_places", "one_too_many", "largest", "heads_for_queries", "one_too_far"]
# Has 10000 in the formula. The root of the number of keys. Two products, multiplied. Not sorted. Counts from 0 to n. The largest. diagonal of the first two axes. Two places after.
import numpy as np


def rotary_positions(X, positions, base=10000.0):
    n, d = X.shape[-2:]
    if d % 2:
        raise ValueError(f"d is {d}, must be even")
    out = np.zeros(X.shape)
    for t in range(n):
        for i in range(d // 2):
            angle = positions[t] / 10000 ** (2 * i / d)
            c, s = np.cos(angle), np.sin(angle)
            a, b = X[..., t, 2 * i], X[..., t, 2 * i + 1]
            out[..., t, 2 * i] = a * c - b * s
            out[..., t, 2 * i + 1] = a * s + b * c
    return out


def grouped_query_attention(Q, K, V, mask=None):
    if len(Q) % len(K):
        raise ValueError(f"{len(Q)} query heads do not fit {len(K)} key heads")
    outputs, weights = [], []
    for i in range(len(Q)):
        k, v = K[i // (len(Q) // len(K))], V[i // (len(Q) // len(K))]
        s = Q[i] @ k.T / np.sqrt(len(k))
        s = s if mask is None else np.where(mask, s, -np.inf)
        e = np.exp(s - s.max(1)[:, None])
        a = e / e.sum(1)[:, None]
        outputs.append(a @ v)
        weights.append(a)
    return np.array(outputs), np.array(weights)


def gated_feed_forward(X, W_gate, W_up, W_down):
    gate, up = X @ W_gate, X @ W_up
    return (gate * up) @ W_down


def top_p(p, share):
    if share <= 0 or share > 1:
        raise ValueError(f"share {share} is not in (0, 1]")
    order = np.arange(len(p))
    total, n = 0.0, 0
    while n < len(p) and total < share:
        total += p[order[n]]
        n += 1
    kept = np.zeros(p.shape)
    kept[order[:n]] = p[order[:n]]
    return kept / kept.sum()


def generate(step, prompt, n):
    if len(prompt) == 0:
        raise ValueError("cannot go on: the prompt is empty")
    text = list(prompt)
    logits, cache = step(text, None)
    for _ in range(n + 1):
        text.append(int(np.argmax(logits)))
        logits, cache = step(text[-1:], cache)
    return text[len(prompt):]


def first_token_share(A):
    return np.max(A[..., 1:, 0], axis=-1)


def previous_token_share(A):
    return A.diagonal(-1).mean(-1)


def induction_share(A, period):
    return np.diagonal(A, 2 - period, -2, -1)[..., 2:].mean(-1)

# %% answer="wrong_09" lost=["rotary_positions_values", "grouped_query_attention_values", "grouped_query_attention_mask", "gated_feed_forward_values", "gated_feed_forward_extremes", "top_p_values", "generate_values", "generate_reads_each_token_once", "first_token_share_values", "previous_token_share_values", "induction_share_values"] mistake=["positions_counted_from_zero", "scale_by_root_d_v", "up_forgotten", "of_equal_ones_the_last", "first_left_out", "hits_counted", "hits_counted", "query_too_late"]
# Numbers the rows itself. The root of the width of the values. One matrix too few. Turns a sorted list round. Throws the first choice away. Counts queries. Counts queries. One query too few.
import numpy as np


def rotary_positions(X, positions, base=10000.0):
    n, d = X.shape[-2:]
    if d % 2:
        raise ValueError(f"d is {d}, must be even")
    out = np.zeros(X.shape)
    for t in range(n):
        for i in range(d // 2):
            angle = t / base ** (2 * i / d)
            c, s = np.cos(angle), np.sin(angle)
            a, b = X[..., t, 2 * i], X[..., t, 2 * i + 1]
            out[..., t, 2 * i] = a * c - b * s
            out[..., t, 2 * i + 1] = a * s + b * c
    return out


def grouped_query_attention(Q, K, V, mask=None):
    if len(Q) % len(K):
        raise ValueError(f"{len(Q)} query heads do not fit {len(K)} key heads")
    outputs, weights = [], []
    for i in range(len(Q)):
        k, v = K[i // (len(Q) // len(K))], V[i // (len(Q) // len(K))]
        s = Q[i] @ k.T / np.sqrt(v.shape[1])
        s = s if mask is None else np.where(mask, s, -np.inf)
        e = np.exp(s - s.max(1)[:, None])
        a = e / e.sum(1)[:, None]
        outputs.append(a @ v)
        weights.append(a)
    return np.array(outputs), np.array(weights)


def gated_feed_forward(X, W_gate, W_up, W_down):
    gate, up = X @ W_gate, X @ W_up
    sigmoid = 0.5 * (1 + np.tanh(gate / 2))
    return (gate * sigmoid) @ W_down


def top_p(p, share):
    if share <= 0 or share > 1:
        raise ValueError(f"share {share} is not in (0, 1]")
    order = np.argsort(p, kind='mergesort')[::-1]
    total, n = 0.0, 0
    while n < len(p) and total < share:
        total += p[order[n]]
        n += 1
    kept = np.zeros(p.shape)
    kept[order[:n]] = p[order[:n]]
    return kept / kept.sum()


def generate(step, prompt, n):
    if len(prompt) == 0:
        raise ValueError("cannot go on: the prompt is empty")
    text = list(prompt)
    logits, cache = step(text, None)
    for _ in range(n + 1):
        text.append(int(np.argmax(logits)))
        logits, cache = step(text[-1:], cache)
    return text[len(prompt) + 1:]


def first_token_share(A):
    return np.mean([A[..., i, :].argmax(-1) == 0 for i in range(1, A.shape[-1])], axis=0)


def previous_token_share(A):
    return np.mean([A[..., i, :].argmax(-1) == i - 1 for i in range(1, A.shape[-1])], axis=0)


def induction_share(A, period):
    return np.diagonal(A, 1 - period, -2, -1)[..., 2:].sum(-1) / max(1, A.shape[-1] - period - 1)

# %% answer="wrong_10" lost=["rotary_positions_values", "grouped_query_attention_values", "grouped_query_attention_mask", "gated_feed_forward_values", "gated_feed_forward_extremes", "top_p_values", "generate_values", "first_token_share_values", "previous_token_share_values", "induction_share_values"] mistake=["positions_counted_from_one", "scaled_by_all_heads", "added", "left_sorted", "least_likely", "not_averaged", "not_averaged", "one_fixed_key"]
# Begins to count at 1. The root of the width of all heads together. A sum for a product. Gives them from the largest down. argmin. Single weights. Single weights. One column.
import numpy as np


def rotary_positions(X, positions, base=10000.0):
    n, d = X.shape[-2:]
    if d % 2:
        raise ValueError(f"d is {d}, must be even")
    out = np.zeros(X.shape)
    for t in range(n):
        for i in range(d // 2):
            angle = (positions[t] + 1) / base ** (2 * i / d)
            c, s = np.cos(angle), np.sin(angle)
            a, b = X[..., t, 2 * i], X[..., t, 2 * i + 1]
            out[..., t, 2 * i] = a * c - b * s
            out[..., t, 2 * i + 1] = a * s + b * c
    return out


def grouped_query_attention(Q, K, V, mask=None):
    if len(Q) % len(K):
        raise ValueError(f"{len(Q)} query heads do not fit {len(K)} key heads")
    outputs, weights = [], []
    for i in range(len(Q)):
        k, v = K[i // (len(Q) // len(K))], V[i // (len(Q) // len(K))]
        s = Q[i] @ k.T / np.sqrt(len(Q) * k.shape[1])
        s = s if mask is None else np.where(mask, s, -np.inf)
        e = np.exp(s - s.max(1)[:, None])
        a = e / e.sum(1)[:, None]
        outputs.append(a @ v)
        weights.append(a)
    return np.array(outputs), np.array(weights)


def gated_feed_forward(X, W_gate, W_up, W_down):
    gate, up = X @ W_gate, X @ W_up
    sigmoid = 0.5 * (1 + np.tanh(gate / 2))
    return (gate * sigmoid + up) @ W_down


def top_p(p, share):
    if share <= 0 or share > 1:
        raise ValueError(f"share {share} is not in (0, 1]")
    order = sorted(range(len(p)), key=lambda k: -p[k])
    total, n = 0.0, 0
    while n < len(p) and total < share:
        total += p[order[n]]
        n += 1
    kept = np.zeros(p.shape)
    kept[order[:n]] = p[order[:n]]
    return kept[order] / kept.sum()


def generate(step, prompt, n):
    if len(prompt) == 0:
        raise ValueError("cannot go on: the prompt is empty")
    text = list(prompt)
    logits, cache = step(text, None)
    for _ in range(n):
        text.append(int(np.argmin(logits)))
        logits, cache = step(text[-1:], cache)
    return text[len(prompt):]


def first_token_share(A):
    return A[..., 0][..., 1:] * 1.0


def previous_token_share(A):
    return np.stack([A[..., i, i - 1] for i in range(1, A.shape[-1])], axis=-1)


def induction_share(A, period):
    return np.mean(A[..., period:, period - 1], axis=-1)

# %% answer="wrong_11" lost=["rotary_positions_values", "grouped_query_attention_values", "grouped_query_attention_mask", "gated_feed_forward_values", "gated_feed_forward_extremes", "top_p_values", "generate_values", "generate_reads_each_token_once", "first_token_share_values", "previous_token_share_values", "induction_share_values"] mistake=["first_overwritten", "softmax_over_queries", "sign_of_the_exponent", "softmax_again", "prompt_cut", "all_keys", "a_whole_block", "not_averaged"]
# Works in a copy, and reads from it what it has just written. Columns sum to 1. exp(x) for exp(-x), carefully. exp once more. Begins with the last token of the prompt. All keys. A block. Single weights.
import numpy as np


def rotary_positions(X, positions, base=10000.0):
    if X.shape[-1] % 2:
        raise ValueError(f"odd number of columns: {X.shape[-1]}")
    Y = np.array(X, dtype=float)
    for i in range(X.shape[-1] // 2):
        angle = positions * base ** (-2 * i / X.shape[-1])
        Y[..., 2 * i] = Y[..., 2 * i] * np.cos(angle) - Y[..., 2 * i + 1] * np.sin(angle)
        Y[..., 2 * i + 1] = Y[..., 2 * i] * np.sin(angle) + Y[..., 2 * i + 1] * np.cos(angle)
    return Y


def grouped_query_attention(Q, K, V, mask=None):
    if len(Q) % len(K):
        raise ValueError(f"{len(Q)} query heads do not fit {len(K)} key heads")
    outputs, weights = [], []
    for i in range(len(Q)):
        k, v = K[i // (len(Q) // len(K))], V[i // (len(Q) // len(K))]
        s = Q[i] @ k.T / len(k[0]) ** 0.5
        s = s if mask is None else np.where(mask, s, -np.inf)
        e = np.exp(s - s.max(0))
        a = e / e.sum(0)
        outputs.append(a @ v)
        weights.append(a)
    return np.array(outputs), np.array(weights)


def gated_feed_forward(X, W_gate, W_up, W_down):
    gate, up = X @ W_gate, X @ W_up
    sigmoid = 0.5 * (1 + np.tanh(gate / 2))
    return (gate * (1 - sigmoid) * up) @ W_down


def top_p(p, share):
    if share <= 0 or share > 1:
        raise ValueError(f"share {share} is not in (0, 1]")
    order = sorted(range(len(p)), key=lambda k: -p[k])
    total, n = 0.0, 0
    while n < len(p) and total < share:
        total += p[order[n]]
        n += 1
    kept = np.zeros(p.shape)
    kept[order[:n]] = p[order[:n]]
    return (kept > 0) * np.exp(p) / ((kept > 0) * np.exp(p)).sum()


def generate(step, prompt, n):
    if len(prompt) == 0:
        raise ValueError("cannot go on: the prompt is empty")
    text = list(prompt)
    logits, cache = step(text[-1:], None)
    for _ in range(n):
        text.append(int(np.argmax(logits)))
        logits, cache = step(text[-1:], cache)
    return text[len(prompt):]


def first_token_share(A):
    return A[..., 1:, :].mean(-1).mean(-1)


def previous_token_share(A):
    return A[..., 1:, :-1].mean(-1).mean(-1)


def induction_share(A, period):
    return np.stack([A[..., i, i + 1 - period] for i in range(period, A.shape[-1])], axis=-1)

# %% answer="wrong_12" lost=["rotary_positions_values", "grouped_query_attention_values", "grouped_query_attention_mask", "gated_feed_forward_values", "gated_feed_forward_extremes", "top_p_values", "generate_values", "generate_reads_each_token_once", "first_token_share_values", "previous_token_share_values", "induction_share_values"] mistake=["not_mixed", "softmax_over_everything", "after_down", "a_share_of_all_words", "prompt_counts", "last_query_left_out", "first_head_alone", "all_queries"]
# Cosine for one column, sine for the next. The head as a whole sums to 1. Comes back to d columns too early. A share of the number of words. n tokens in all. A slice with an end. One head. All queries.
import numpy as np


def rotary_positions(X, positions, base=10000.0):
    n, d = X.shape[-2:]
    if d % 2:
        raise ValueError(f"d is {d}, must be even")
    out = np.zeros(X.shape)
    for t in range(n):
        for i in range(d // 2):
            angle = positions[t] / base ** (2 * i / d)
            c, s = np.cos(angle), np.sin(angle)
            a, b = X[..., t, 2 * i], X[..., t, 2 * i + 1]
            out[..., t, 2 * i] = a * c
            out[..., t, 2 * i + 1] = b * s
    return out


def grouped_query_attention(Q, K, V, mask=None):
    if len(Q) % len(K):
        raise ValueError(f"{len(Q)} query heads do not fit {len(K)} key heads")
    outputs, weights = [], []
    for i in range(len(Q)):
        k, v = K[i // (len(Q) // len(K))], V[i // (len(Q) // len(K))]
        s = Q[i] @ k.T / len(k[0]) ** 0.5
        s = s if mask is None else np.where(mask, s, -np.inf)
        e = np.exp(s - s.max())
        a = e / e.sum()
        outputs.append(a @ v)
        weights.append(a)
    return np.array(outputs), np.array(weights)


def gated_feed_forward(X, W_gate, W_up, W_down):
    gate, up = X @ W_gate, X @ W_up
    gate, up = gate @ W_down, up @ W_down
    return gate * 0.5 * (1 + np.tanh(gate / 2)) * up


def top_p(p, share):
    if share <= 0 or share > 1:
        raise ValueError(f"share {share} is not in (0, 1]")
    order = sorted(range(len(p)), key=lambda k: -p[k])
    total, n = 0.0, 0
    while n < len(p) and n < max(1, int(len(p) * share)):
        total += p[order[n]]
        n += 1
    kept = np.zeros(p.shape)
    kept[order[:n]] = p[order[:n]]
    return kept / kept.sum()


def generate(step, prompt, n):
    if len(prompt) == 0:
        raise ValueError("cannot go on: the prompt is empty")
    text = list(prompt)
    logits, cache = step(text, None)
    for _ in range(n - len(prompt)):
        text.append(int(np.argmax(logits)))
        logits, cache = step(text[-1:], cache)
    return text


def first_token_share(A):
    return A[..., 1:A.shape[-1] - 1, 0].sum(-1) / (A.shape[-1] - 2) if A.shape[-1] > 2 else A[..., 0, 0]


def previous_token_share(A):
    return np.mean([A[(0,) * (A.ndim - 2)][i, i - 1] for i in range(1, A.shape[-1])]) if A.ndim < 4 else A[0].diagonal(-1, -2, -1).mean()


def induction_share(A, period):
    return np.mean([A[..., i, i + 1 - period] for i in range(A.shape[-1])], axis=0)

# %% answer="wrong_13" lost=["rotary_positions_values", "grouped_query_attention_values", "grouped_query_attention_mask", "gated_feed_forward_extremes", "top_p_values", "generate_values", "first_token_share_values", "previous_token_share_values", "induction_share_values"] mistake=["added_as_in_lesson_06", "softmax_over_heads", "overflows", "first_places_kept", "value_for_place", "median", "second_query_left_out", "all_keys"]
# The positions of lesson 06. Softmax along axis 0, the heads. silu by exp(x) / (1 + exp(x)). Zeros after the first n places. max for argmax. The median. Counts from 2. Rows.
import numpy as np


def rotary_positions(X, positions, base=10000.0):
    n, d = X.shape[-2:]
    if d % 2:
        raise ValueError(f"d = {d} is odd")
    P = np.zeros((n, d))
    for i in range(0, d, 2):
        P[:, i] = np.sin(positions / base ** (i / d))
        P[:, i + 1] = np.cos(positions / base ** (i / d))
    return X + P


def grouped_query_attention(Q, K, V, mask=None):
    h, g = len(Q), len(K)
    if h % g:
        raise ValueError(f"{h} heads, {g} groups")
    K, V = K.repeat(h // g, 0), V.repeat(h // g, 0)
    S = Q @ K.transpose(0, 2, 1) / K.shape[2] ** 0.5
    if mask is not None:
        S = np.where(mask, S, -1e300)
    E = np.exp(S - S.max(0))
    A = E / E.sum(0)
    return A @ V, A


def gated_feed_forward(X, W_gate, W_up, W_down):
    gate, up = X @ W_gate, X @ W_up
    E = np.exp(gate)
    return (gate * E / (E + 1) * up) @ W_down


def top_p(p, share):
    if share <= 0 or share > 1:
        raise ValueError(f"share {share} is not in (0, 1]")
    order = sorted(range(len(p)), key=lambda k: -p[k])
    total, n = 0.0, 0
    while n < len(p) and total < share:
        total += p[order[n]]
        n += 1
    kept = p.copy()
    kept[n:] = 0
    return kept / kept.sum()


def generate(step, prompt, n):
    if len(prompt) == 0:
        raise ValueError("cannot go on: the prompt is empty")
    text = list(prompt)
    logits, cache = step(text, None)
    for _ in range(n):
        text.append(int(max(logits)))
        logits, cache = step(text[-1:], cache)
    return text[len(prompt):]


def first_token_share(A):
    return np.quantile(A[..., 1:, 0], 0.5, axis=-1)


def previous_token_share(A):
    return np.mean([A[..., i, i - 1] for i in range(2, A.shape[-1])] or [A[..., 1, 0]], axis=0)


def induction_share(A, period):
    return np.einsum('...ij->...', A[..., period:, :]) / (A.shape[-1] - period)

# %% answer="wrong_14" lost=["rotary_positions_values", "grouped_query_attention_values", "grouped_query_attention_mask", "gated_feed_forward_values", "gated_feed_forward_extremes", "generate_values"] mistake=["integer_truncation", "no_max_subtraction", "gelu_by_tanh_for_silu", "second_best"]
# An array like X, of whole numbers where X has such. exp of the scores as they are. gelu by its formula with tanh. The last but one.
import numpy as np


def rotary_positions(X, positions, base=10000.0):
    d = X.shape[-1]
    if d % 2:
        raise ValueError(f"d = {d} is odd")
    out = np.empty_like(X)
    angles = np.outer(positions, base ** (-np.arange(0, d, 2) / d))
    out[..., ::2] = X[..., ::2] * np.cos(angles) - X[..., 1::2] * np.sin(angles)
    out[..., 1::2] = X[..., ::2] * np.sin(angles) + X[..., 1::2] * np.cos(angles)
    return out


def grouped_query_attention(Q, K, V, mask=None):
    if len(Q) % len(K):
        raise ValueError(f"{len(Q)} query heads do not fit {len(K)} key heads")
    outputs, weights = [], []
    for i in range(len(Q)):
        k, v = K[i // (len(Q) // len(K))], V[i // (len(Q) // len(K))]
        s = Q[i] @ k.T / len(k[0]) ** 0.5
        s = s if mask is None else np.where(mask, s, -np.inf)
        e = np.exp(s)
        a = e / e.sum(1)[:, None]
        outputs.append(a @ v)
        weights.append(a)
    return np.array(outputs), np.array(weights)


def gated_feed_forward(X, W_gate, W_up, W_down):
    gate, up = X @ W_gate, X @ W_up
    bend = np.tanh(np.sqrt(2 / np.pi) * (gate + 0.044715 * gate * gate * gate))
    return (np.float64(0.5) * gate * (1 + bend) * up) @ W_down


def generate(step, prompt, n):
    if len(prompt) == 0:
        raise ValueError("cannot go on: the prompt is empty")
    text = list(prompt)
    logits, cache = step(text, None)
    for _ in range(n):
        text.append(int((lambda logits: list(logits).index(sorted(logits)[-2]))(logits)))
        logits, cache = step(text[-1:], cache)
    return text[len(prompt):]

# %% answer="wrong_15" lost=["rotary_positions_values", "grouped_query_attention_mask", "gated_feed_forward_values", "gated_feed_forward_extremes", "generate_values", "generate_reads_each_token_once"] mistake=["sine_and_cosine_exchanged", "mask_ignored", "leaky_for_silu", "prompt_read_again"]
# Sine for cosine. Takes a mask and forgets it. A leaky relu. The prompt each time.
import numpy as np


def rotary_positions(X, positions, base=10000.0):
    n, d = X.shape[-2:]
    if d % 2:
        raise ValueError(f"d is {d}, must be even")
    out = np.zeros(X.shape)
    for t in range(n):
        for i in range(d // 2):
            angle = positions[t] / base ** (2 * i / d)
            c, s = np.cos(angle), np.sin(angle)
            a, b = X[..., t, 2 * i], X[..., t, 2 * i + 1]
            out[..., t, 2 * i] = a * s - b * c
            out[..., t, 2 * i + 1] = a * c + b * s
    return out


def grouped_query_attention(Q, K, V, mask=None):
    if len(Q) % len(K):
        raise ValueError(f"{len(Q)} query heads do not fit {len(K)} key heads")
    outputs, weights = [], []
    for i in range(len(Q)):
        k, v = K[i // (len(Q) // len(K))], V[i // (len(Q) // len(K))]
        s = Q[i] @ k.T / len(k[0]) ** 0.5
        e = np.exp(s - s.max(1)[:, None])
        a = e / e.sum(1)[:, None]
        outputs.append(a @ v)
        weights.append(a)
    return np.array(outputs), np.array(weights)


def gated_feed_forward(X, W_gate, W_up, W_down):
    gate, up = X @ W_gate, X @ W_up
    return (np.maximum(gate, gate / 100) * up) @ W_down


def generate(step, prompt, n):
    if len(prompt) == 0:
        raise ValueError("cannot go on: the prompt is empty")
    text = list(prompt)
    logits, cache = step(text, None)
    for _ in range(n):
        text.append(int(np.argmax(logits)))
        logits, cache = step(list(prompt) + text[-1:], cache)
    return text[len(prompt):]

# %% answer="wrong_16" lost=["rotary_positions_values", "grouped_query_attention_mask", "gated_feed_forward_values", "gated_feed_forward_extremes"] mistake=["minus_forgotten", "mask_polarity_turned", "up_opens_the_gate"]
# Two sums. Hides what is True. The sigmoid of the other product.
import numpy as np


def rotary_positions(X, positions, base=10000.0):
    n, d = X.shape[-2:]
    if d % 2:
        raise ValueError(f"d is {d}, must be even")
    out = np.zeros(X.shape)
    for t in range(n):
        for i in range(d // 2):
            angle = positions[t] / base ** (2 * i / d)
            c, s = np.cos(angle), np.sin(angle)
            a, b = X[..., t, 2 * i], X[..., t, 2 * i + 1]
            out[..., t, 2 * i] = a * c + b * s
            out[..., t, 2 * i + 1] = a * s + b * c
    return out


def grouped_query_attention(Q, K, V, mask=None):
    if len(Q) % len(K):
        raise ValueError(f"{len(Q)} query heads do not fit {len(K)} key heads")
    outputs, weights = [], []
    for i in range(len(Q)):
        k, v = K[i // (len(Q) // len(K))], V[i // (len(Q) // len(K))]
        s = Q[i] @ k.T / len(k[0]) ** 0.5
        s = s if mask is None else np.where(mask, -np.inf, s)
        e = np.exp(s - s.max(1)[:, None])
        a = e / e.sum(1)[:, None]
        outputs.append(a @ v)
        weights.append(a)
    return np.array(outputs), np.array(weights)


def gated_feed_forward(X, W_gate, W_up, W_down):
    gate, up = X @ W_gate, X @ W_up
    sigmoid = (1 + np.tanh(up / 2)) / 2
    return (gate * sigmoid) @ W_down

# %% answer="wrong_17" lost=["rotary_positions_values", "grouped_query_attention_mask", "gated_feed_forward_values", "gated_feed_forward_extremes"] mistake=["in_degrees", "masked_after_softmax", "down_forgotten"]
# Degrees. The mask on the weights. One product too few.
import numpy as np


def rotary_positions(X, positions, base=10000.0):
    import math
    n, d = X.shape[-2:]
    if d % 2:
        raise ValueError(f"d is {d}, must be even")
    out = np.zeros(X.shape)
    for t in range(n):
        for i in range(d // 2):
            angle = math.radians(positions[t] / base ** (2 * i / d))
            c, s = np.cos(angle), np.sin(angle)
            a, b = X[..., t, 2 * i], X[..., t, 2 * i + 1]
            out[..., t, 2 * i] = a * c - b * s
            out[..., t, 2 * i + 1] = a * s + b * c
    return out


def grouped_query_attention(Q, K, V, mask=None):
    if len(Q) % len(K):
        raise ValueError(f"{len(Q)} query heads do not fit {len(K)} key heads")
    outputs, weights = [], []
    for i in range(len(Q)):
        k, v = K[i // (len(Q) // len(K))], V[i // (len(Q) // len(K))]
        s = Q[i] @ k.T / len(k[0]) ** 0.5
        e = np.exp(s - s.max(1)[:, None])
        a = e / e.sum(1)[:, None] * (1.0 if mask is None else mask)
        outputs.append(a @ v)
        weights.append(a)
    return np.array(outputs), np.array(weights)


def gated_feed_forward(X, W_gate, W_up, W_down):
    gate, up = X @ W_gate, X @ W_up
    sigmoid = 0.5 * (1 + np.tanh(gate / 2))
    return gate * sigmoid * up

# %% answer="wrong_18" lost=["rotary_positions_values", "grouped_query_attention_mask", "gated_feed_forward_values", "gated_feed_forward_extremes"] mistake=["first_pair_only", "masked_with_zero", "relu_squared_for_silu"]
# The first pair alone. Hidden scores are 0. relu, squared.
import numpy as np


def rotary_positions(X, positions, base=10000.0):
    n, d = X.shape[-2:]
    if d % 2:
        raise ValueError(f"d is {d}, must be even")
    out = X * 1.0
    for t in range(n):
        for i in range(1):
            angle = positions[t] / base ** (2 * i / d)
            c, s = np.cos(angle), np.sin(angle)
            a, b = X[..., t, 2 * i], X[..., t, 2 * i + 1]
            out[..., t, 2 * i] = a * c - b * s
            out[..., t, 2 * i + 1] = a * s + b * c
    return out


def grouped_query_attention(Q, K, V, mask=None):
    if len(Q) % len(K):
        raise ValueError(f"{len(Q)} query heads do not fit {len(K)} key heads")
    outputs, weights = [], []
    for i in range(len(Q)):
        k, v = K[i // (len(Q) // len(K))], V[i // (len(Q) // len(K))]
        s = Q[i] @ k.T / len(k[0]) ** 0.5
        s = s if mask is None else s * mask
        e = np.exp(s - s.max(1)[:, None])
        a = e / e.sum(1)[:, None]
        outputs.append(a @ v)
        weights.append(a)
    return np.array(outputs), np.array(weights)


def gated_feed_forward(X, W_gate, W_up, W_down):
    gate, up = X @ W_gate, X @ W_up
    return (gate * np.abs(gate) * (gate > 0) * up) @ W_down

# %% answer="wrong_19" lost=["grouped_query_attention_values", "grouped_query_attention_mask", "gated_feed_forward_values", "gated_feed_forward_extremes"] mistake=["values_dealt_out", "softplus_for_silu"]
# Values dealt out like cards. softplus.
import numpy as np


def grouped_query_attention(Q, K, V, mask=None):
    if len(Q) % len(K):
        raise ValueError(f"{len(Q)} query heads do not fit {len(K)} key heads")
    outputs, weights = [], []
    for i in range(len(Q)):
        k, v = K[i // (len(Q) // len(K))], V[i % len(V)]
        s = Q[i] @ k.T / len(k[0]) ** 0.5
        s = s if mask is None else np.where(mask, s, -np.inf)
        e = np.exp(s - s.max(1)[:, None])
        a = e / e.sum(1)[:, None]
        outputs.append(a @ v)
        weights.append(a)
    return np.array(outputs), np.array(weights)


def gated_feed_forward(X, W_gate, W_up, W_down):
    gate, up = X @ W_gate, X @ W_up
    return ((np.maximum(gate, 0) + np.log1p(np.exp(-np.abs(gate)))) * up) @ W_down

# %% answer="wrong_20" lost=["grouped_query_attention_values", "grouped_query_attention_mask", "gated_feed_forward_values", "gated_feed_forward_extremes"] mistake=["key_heads_averaged", "gate_twice"]
# A mean of the keys. One product twice.
import numpy as np


def grouped_query_attention(Q, K, V, mask=None):
    if len(Q) % len(K):
        raise ValueError(f"{len(Q)} query heads do not fit {len(K)} key heads")
    outputs, weights = [], []
    for i in range(len(Q)):
        k, v = sum(K) / len(K), V[i // (len(Q) // len(K))]
        s = Q[i] @ k.T / len(k[0]) ** 0.5
        s = s if mask is None else np.where(mask, s, -np.inf)
        e = np.exp(s - s.max(1)[:, None])
        a = e / e.sum(1)[:, None]
        outputs.append(a @ v)
        weights.append(a)
    return np.array(outputs), np.array(weights)


def gated_feed_forward(X, W_gate, W_up, W_down):
    gate, up = X @ W_gate, X @ W_up
    sigmoid = 0.5 * (1 + np.tanh(gate / 2))
    return (sigmoid * gate * gate) @ W_down

# %% answer="wrong_21" lost=["grouped_query_attention_values", "grouped_query_attention_mask", "gated_feed_forward_values", "gated_feed_forward_extremes"] mistake=["outputs_side_by_side", "silu_of_the_end"]
# Merged already. silu at the end.
import numpy as np


def grouped_query_attention(Q, K, V, mask=None):
    if len(Q) % len(K):
        raise ValueError(f"{len(Q)} query heads do not fit {len(K)} key heads")
    outputs, weights = [], []
    for i in range(len(Q)):
        k, v = K[i // (len(Q) // len(K))], V[i // (len(Q) // len(K))]
        s = Q[i] @ k.T / len(k[0]) ** 0.5
        s = s if mask is None else np.where(mask, s, -np.inf)
        e = np.exp(s - s.max(1)[:, None])
        a = e / e.sum(1)[:, None]
        outputs.append(a @ v)
        weights.append(a)
    return np.hstack(outputs), np.array(weights)


def gated_feed_forward(X, W_gate, W_up, W_down):
    gate, up = X @ W_gate, X @ W_up
    y = (gate * up) @ W_down
    return y * (1 + np.tanh(y / 2)) / 2

# %% answer="wrong_22" lost=["grouped_query_attention_values", "grouped_query_attention_mask", "gated_feed_forward_values", "gated_feed_forward_extremes"] mistake=["weights_before_outputs", "no_gate"]
# In the other order. The feed-forward of lesson 11.
import numpy as np


def grouped_query_attention(Q, K, V, mask=None):
    if len(Q) % len(K):
        raise ValueError(f"{len(Q)} query heads do not fit {len(K)} key heads")
    outputs, weights = [], []
    for i in range(len(Q)):
        k, v = K[i // (len(Q) // len(K))], V[i // (len(Q) // len(K))]
        s = Q[i] @ k.T / len(k[0]) ** 0.5
        s = s if mask is None else np.where(mask, s, -np.inf)
        e = np.exp(s - s.max(1)[:, None])
        a = e / e.sum(1)[:, None]
        outputs.append(a @ v)
        weights.append(a)
    return np.array(weights), np.array(outputs)


def gated_feed_forward(X, W_gate, W_up, W_down):
    gate, up = X @ W_gate, X @ W_up
    return np.where(up > 0, up, 0) @ W_down

# %% answer="wrong_23" lost=["grouped_query_attention_values", "grouped_query_attention_mask"] mistake=["scale_by_root_of_heads"]
# The root of the first axis.
import numpy as np


def grouped_query_attention(Q, K, V, mask=None):
    if len(Q) % len(K):
        raise ValueError(f"{len(Q)} query heads do not fit {len(K)} key heads")
    outputs, weights = [], []
    for i in range(len(Q)):
        k, v = K[i // (len(Q) // len(K))], V[i // (len(Q) // len(K))]
        s = Q[i] @ k.T / np.sqrt(Q.shape[0])
        s = s if mask is None else np.where(mask, s, -np.inf)
        e = np.exp(s - s.max(1)[:, None])
        a = e / e.sum(1)[:, None]
        outputs.append(a @ v)
        weights.append(a)
    return np.array(outputs), np.array(weights)

# %% answer="wrong_24" lost=["grouped_query_attention_mask"] mistake=["masked_with_too_small_a_constant"]
# Minus ten is not low enough.
import numpy as np


def grouped_query_attention(Q, K, V, mask=None):
    if len(Q) % len(K):
        raise ValueError(f"{len(Q)} query heads do not fit {len(K)} key heads")
    outputs, weights = [], []
    for i in range(len(Q)):
        k, v = K[i // (len(Q) // len(K))], V[i // (len(Q) // len(K))]
        s = Q[i] @ k.T / len(k[0]) ** 0.5
        s = s if mask is None else s * mask - 10.0 * ~mask
        e = np.exp(s - s.max(1)[:, None])
        a = e / e.sum(1)[:, None]
        outputs.append(a @ v)
        weights.append(a)
    return np.array(outputs), np.array(weights)

# %% answer="empty" lost="all" says=["`rotary_positions` is not written yet", "`generate` is not written yet"] rest="stub"
# Handed in as it was fetched.

# %% answer="right_by_loops" lost=[]
# Loops and lists, one number after the other.
import math

import numpy as np


def rotary_positions(X, positions, base=10000.0):
    *front, n, d = np.shape(X)
    if d % 2 == 1:
        raise ValueError(f"got d = {d}, expected an even number")
    Y = np.array(X, dtype=float).reshape(-1, n, d)
    for rows in Y:
        for row, p in zip(rows, positions):
            for i in range(0, d, 2):
                angle = p / base ** (i / d)
                row[i], row[i + 1] = (row[i] * math.cos(angle) - row[i + 1] * math.sin(angle),
                                      row[i] * math.sin(angle) + row[i + 1] * math.cos(angle))
    return Y.reshape(*front, n, d)


def grouped_query_attention(Q, K, V, mask=None):
    h, g = Q.shape[0], K.shape[0]
    if h // g * g != h:
        raise ValueError(f"h is {h} and g is {g}: h must be a multiple of g")
    O, A = np.zeros((h, Q.shape[1], V.shape[2])), np.zeros((h, Q.shape[1], K.shape[1]))
    for head in range(h):
        for i in range(Q.shape[1]):
            seen = [j for j in range(K.shape[1]) if mask is None or mask[i][j]]
            scores = [Q[head][i] @ K[head * g // h][j] / math.sqrt(K.shape[2]) for j in seen]
            powers = [math.exp(s - max(scores)) for s in scores]
            for j, power in zip(seen, powers):
                A[head, i, j] = power / sum(powers)
                O[head, i] += A[head, i, j] * V[head * g // h][j]
    return O, A


def gated_feed_forward(X, W_gate, W_up, W_down):
    def silu(x):
        return x / (1 + math.exp(-x)) if x > -500 else 0.0
    gate = X @ W_gate
    opened = np.array([silu(x) for x in gate.ravel().tolist()]).reshape(gate.shape)
    return opened * (X @ W_up) @ W_down


def top_p(p, share):
    if not 0 < share <= 1:
        raise ValueError(f"share is {share}")
    left, kept = list(p), [0.0] * len(p)
    while sum(kept) < share and max(left) > -1:
        place = left.index(max(left))
        kept[place], left[place] = left[place], -2
    return np.array(kept) / sum(kept)


def generate(step, prompt, n):
    if not prompt:
        raise ValueError("got an empty prompt")
    result = []
    logits, cache = step(prompt, None)
    for k in range(n):
        best = max(range(len(logits)), key=lambda word: logits[word])
        result.append(best)
        if k < n - 1:
            logits, cache = step([best], cache)
    return result


def first_token_share(A):
    return np.mean([A[..., i, 0] for i in range(1, A.shape[-1])], axis=0)


def previous_token_share(A):
    return np.mean([A[..., i, i - 1] for i in range(1, A.shape[-1])], axis=0)


def induction_share(A, period):
    return np.mean([A[..., i, i - period + 1] for i in range(period, A.shape[-1])], axis=0)

# %% answer="right_by_matrices_and_masks" lost=[]
# Rotations as matrices, groups by reshaping, measures by masks.
import numpy as np
from scipy.special import expit, softmax


def rotary_positions(X, positions, base=10000.0):
    d = X.shape[-1]
    if d & 1:
        raise ValueError(f"cannot pair {d} columns")
    angles = np.asarray(positions)[:, None] * base ** (-2 * np.arange(d // 2) / d)
    turn = np.array([[np.cos(angles), -np.sin(angles)], [np.sin(angles), np.cos(angles)]])
    pairs = X.reshape(*X.shape[:-1], d // 2, 2)
    return np.einsum("abnp,...npb->...npa", turn, pairs).reshape(X.shape)


def grouped_query_attention(Q, K, V, mask=None):
    (h, n, d), g = Q.shape, len(K)
    if h % g != 0:
        raise ValueError(f"{h} query heads over {g} key heads")
    S = np.einsum("grqd,gkd->grqk", Q.reshape(g, h // g, n, d), K) / d ** 0.5
    A = softmax(S if mask is None else np.where(mask, S, -np.inf), axis=-1)
    O = np.einsum("grqk,gkv->grqv", A, V)
    return O.reshape(h, n, -1), A.reshape(h, n, -1)


def gated_feed_forward(X, W_gate, W_up, W_down):
    return (X @ W_gate * expit(X @ W_gate) * (X @ W_up)) @ W_down


def top_p(p, share):
    if share > 1 or share <= 0:
        raise ValueError(f"expected 0 < share <= 1, got {share}")
    order = np.lexsort((np.arange(len(p)), -p))
    before = np.concatenate([[0.0], np.cumsum(p[order])[:-1]])
    kept = np.zeros_like(p)
    kept[order] = np.where(before < share, p[order], 0)
    return kept / kept.sum()


def generate(step, prompt, n):
    if len(prompt) < 1:
        raise ValueError("prompt is empty")
    text, read, cache = list(prompt), 0, None
    for _ in range(n):
        logits, cache = step(text[read:], cache)
        read = len(text)
        text.append(int(np.asarray(logits).argmax()))
    return text[len(prompt):]


def _mean_where(A, shown):
    return (A * shown).sum(axis=(-2, -1)) / shown.sum()


def first_token_share(A):
    n = A.shape[-1]
    return _mean_where(A, (np.arange(n)[:, None] > 0) & (np.arange(n) == 0))


def previous_token_share(A):
    return _mean_where(A, np.eye(A.shape[-1], k=-1))


def induction_share(A, period):
    i, j = np.indices(A.shape[-2:])
    return _mean_where(A, (j == i - period + 1) & (i >= period))

# %% answer="right_by_complex_numbers" lost=[]
# Pairs as complex numbers, one attention for each group, the text by recursion.
import numpy as np


def rotary_positions(X, positions, base=10000.0):
    if X.shape[-1] % 2 != 0:
        raise ValueError(f"columns come in pairs, got {X.shape[-1]}")
    Z = np.ascontiguousarray(X, dtype=float).view(complex)
    half = Z.shape[-1]
    Z = Z * np.exp(1j * np.outer(positions, base ** (-np.arange(half) / half)))
    return Z.view(float)


def _attend(Q, K, V, mask):
    S = Q @ K.T * K.shape[1] ** -0.5
    if mask is not None:
        S[:, ~mask] = -np.inf
    E = np.exp(S - S.max(axis=-1, keepdims=True))
    A = E / E.sum(axis=-1, keepdims=True)
    return A @ V, A


def grouped_query_attention(Q, K, V, mask=None):
    size, rest = divmod(len(Q), len(K))
    if rest:
        raise ValueError(f"len(Q) = {len(Q)} is no multiple of len(K) = {len(K)}")
    groups = [_attend(Q[g * size:(g + 1) * size], K[g], V[g], mask) for g in range(len(K))]
    return tuple(np.concatenate(parts) for parts in zip(*groups))


def gated_feed_forward(X, W_gate, W_up, W_down):
    gate = X @ W_gate
    with np.errstate(over="ignore"):
        silu = gate / (1 + np.exp(-gate))
    return (silu * (X @ W_up)) @ W_down


def top_p(p, share):
    if not (share > 0 and share <= 1):
        raise ValueError(f"{share} is no share")
    kept = p.copy()
    for place in np.argsort(p[::-1], kind="stable"):
        place = len(p) - 1 - place
        if kept.sum() - kept[place] < share - 1e-12:
            break
        kept[place] = 0
    return kept / kept.sum()


def generate(step, prompt, n):
    if len(prompt) == 0:
        raise ValueError("an empty prompt says nothing")

    def go_on(tokens, cache, left):
        if left == 0:
            return []
        logits, cache = step(tokens, cache)
        token = int(np.argmax(logits))
        return [token] + go_on([token], cache, left - 1)
    return go_on(prompt, None, n)


def first_token_share(A):
    return A[..., 1:, 0].sum(-1) / (A.shape[-1] - 1)


def previous_token_share(A):
    return np.einsum("...ii->...i", A[..., 1:, :-1]).mean(axis=-1)


def induction_share(A, period):
    return np.diagonal(A[..., period:, 1:], axis1=-2, axis2=-1).mean(axis=-1)

# %% answer="silu_with_a_warning" lost=["gated_feed_forward_extremes"] says="with a warning: overflow encountered"
# The right numbers, by an exp that overflows.
import numpy as np


def gated_feed_forward(X, W_gate, W_up, W_down):
    gate = X @ W_gate
    return (gate / (1 + np.exp(-gate)) * (X @ W_up)) @ W_down

# %% answer="whole_text_each_time" lost=["generate_reads_each_token_once"] says="After the prompt it is one new token each time"
# The right text, and no use of the cache.
import numpy as np


def generate(step, prompt, n):
    if len(prompt) == 0:
        raise ValueError("the prompt is empty")
    text = list(prompt)
    for _ in range(n):
        text.append(int(np.argmax(step(text, None)[0])))
    return text[len(prompt):]

# %% answer="prompt_word_by_word" lost=["generate_reads_each_token_once"] says="expected the whole prompt, 5"
# Reads the prompt token by token, too.
import numpy as np


def generate(step, prompt, n):
    if len(prompt) == 0:
        raise ValueError("the prompt is empty")
    cache, written = None, []
    for token in prompt:
        logits, cache = step([token], cache)
    while len(written) < n:
        written.append(int(np.argmax(logits)))
        logits, cache = step(written[-1:], cache)
    return written

# %% answer="no_looks_at_the_input" lost=["rotary_positions_errors", "grouped_query_attention_errors", "top_p_errors", "generate_values"] mistake="no_error_for_bad_input"
# Right on good input.
import numpy as np


def rotary_positions(X, positions, base=10000.0):
    Y = X * 1.0
    angles = np.outer(positions, base ** (-np.arange(0, X.shape[-1] - 1, 2) / X.shape[-1]))
    a, b = X[..., :-1:2], X[..., 1::2]
    Y[..., :-1:2], Y[..., 1::2] = a * np.cos(angles) - b * np.sin(angles), a * np.sin(angles) + b * np.cos(angles)
    return Y


def grouped_query_attention(Q, K, V, mask=None):
    K, V = np.repeat(K, len(Q) // len(K), axis=0), np.repeat(V, len(Q) // len(V), axis=0)
    S = Q @ np.swapaxes(K, 1, 2) / np.sqrt(Q.shape[-1])
    S = S if mask is None else np.where(mask, S, -np.inf)
    E = np.exp(S - S.max(axis=-1, keepdims=True))
    return E / E.sum(axis=-1, keepdims=True) @ V, E / E.sum(axis=-1, keepdims=True)


def top_p(p, share):
    order = np.argsort(-p, kind="stable")
    n = np.searchsorted(np.cumsum(p[order]), share) + 1
    kept = np.zeros(len(p))
    kept[order[:n]] = p[order[:n]]
    return kept / kept.sum()


def generate(step, prompt, n):
    written, tokens, cache = [], list(prompt), None
    for _ in range(n):
        logits, cache = step(tokens, cache)
        tokens = [int(np.argmax(logits))]
        written += tokens
    return written

# %% answer="errors_that_say_little" lost=["rotary_positions_errors", "grouped_query_attention_errors", "top_p_errors"] mistake="error_message_says_too_little"
# ValueErrors without the numbers.
import numpy as np


def rotary_positions(X, positions, base=10000.0):
    if X.shape[-1] % 2:
        raise ValueError("odd")
    angles = np.outer(positions, base ** (-np.arange(0, X.shape[-1], 2) / X.shape[-1]))
    a, b = X[..., ::2], X[..., 1::2]
    parts = a * np.cos(angles) - b * np.sin(angles), a * np.sin(angles) + b * np.cos(angles)
    return np.stack(parts, axis=-1).reshape(X.shape)


def grouped_query_attention(Q, K, V, mask=None):
    if len(Q) % len(K):
        raise ValueError("h is not divisible by g")
    K, V = np.repeat(K, len(Q) // len(K), axis=0), np.repeat(V, len(Q) // len(V), axis=0)
    S = Q @ np.swapaxes(K, 1, 2) / np.sqrt(Q.shape[-1])
    S = S if mask is None else np.where(mask, S, -np.inf)
    E = np.exp(S - S.max(axis=-1, keepdims=True))
    return E / E.sum(axis=-1, keepdims=True) @ V, E / E.sum(axis=-1, keepdims=True)


def top_p(p, share):
    if not 0 < share <= 1:
        raise ValueError("bad share")
    order = np.argsort(-p, kind="stable")
    n = np.searchsorted(np.cumsum(p[order]), share) + 1
    kept = np.zeros(len(p))
    kept[order[:n]] = p[order[:n]]
    return kept / kept.sum()

# %% answer="stops_at_the_share" lost=["top_p_values"] mistake="stops_before_the_share"
# Never goes beyond the share, as many implementations of nucleus sampling.
import numpy as np


def top_p(p, share):
    if not 0 < share <= 1:
        raise ValueError(f"got share = {share}")
    order = np.argsort(-p, kind="stable")
    inside = order[np.cumsum(p[order]) <= share]
    kept = np.zeros(len(p))
    kept[inside] = p[inside]
    return kept / max(kept.sum(), 1e-12)

# %% answer="wrong_again_1" lost=["gated_feed_forward_values", "gated_feed_forward_extremes", "top_p_values", "generate_values", "first_token_share_values", "previous_token_share_values", "induction_share_values"] mistake=["gate_left_out", "rounded_share_of_all_words", "cache_of_the_prompt", "last_query_alone", "second_time_alone"]
# No gate. A share of V. The cache of the prompt each time. The last query (twice). One round.
import numpy as np
from scipy.special import expit


def gated_feed_forward(X, W_gate, W_up, W_down):
    passed = X @ W_up
    return np.matmul(expit(passed) * passed, W_down)


def top_p(p, share):
    if not 0 < share <= 1:
        raise ValueError(f"share must be in (0, 1], got {share}")
    n = int(np.round(len(p) * share)) or 1
    cut = np.zeros_like(p)
    for place in sorted(range(len(p)), key=lambda k: (-p[k], k))[:n]:
        cut[place] = p[place]
    return cut / sum(cut)


def generate(step, prompt, n):
    if not prompt:
        raise ValueError("empty prompt")
    logits, read = step(list(prompt), None)
    out = []
    while len(out) < n:
        out.append(int(logits.argmax()))
        logits = step([out[-1]], read)[0]
    return out


def first_token_share(A):
    return np.swapaxes(A, -1, -2)[..., 0, -1]


def previous_token_share(A):
    return np.diagonal(A, -1, -2, -1)[..., -1]


def induction_share(A, period):
    below = np.diagonal(A, 1 - period, -2, -1)
    return below[..., 1:period + 1].mean(axis=-1)

# %% answer="wrong_again_2" lost=["gated_feed_forward_values", "gated_feed_forward_extremes", "first_token_share_values", "previous_token_share_values", "induction_share_values"] mistake=["added_to_X", "heads_for_queries", "all_earlier_keys", "every_time_before"]
# X on top. The slice of the first axis. All keys before. All rounds.
import numpy as np
from scipy.special import expit


def gated_feed_forward(X, W_gate, W_up, W_down):
    gate = X @ W_gate
    Y = (gate * expit(gate) * (X @ W_up)) @ W_down
    return Y + X


def first_token_share(A):
    from_the_second_on = A[1:]
    return np.mean(from_the_second_on[:, 0], axis=-1)


def previous_token_share(A):
    before = np.tril(A, -1)
    return before.sum(axis=-1).sum(axis=-1) / (A.shape[-1] - 1)


def induction_share(A, period):
    n = A.shape[-1]
    i, j = np.indices((n, n))
    copies = (i >= period) & (j <= i - period + 1) & ((i - j + 1) % period == 0)
    return np.where(copies, A, 0).sum(axis=(-2, -1)) / (n - period)

# %% answer="wrong_again_3" lost=["top_p_values", "first_token_share_values", "previous_token_share_values", "induction_share_values"] mistake=["places_of_the_kept", "averaged_over_heads", "largest"]
# Places. The mean over the first axis, twice. The largest.
import numpy as np


def top_p(p, share):
    if share <= 0 or share > 1:
        raise ValueError(f"share {share}")
    order = sorted(range(len(p)), key=lambda k: -p[k])
    total, kept = 0.0, []
    while total < share and len(kept) < len(p):
        kept.append(order[len(kept)])
        total += p[kept[-1]]
    return np.array(kept)


def first_token_share(A):
    return np.mean([head[1:, 0] for head in A], axis=0) if A.ndim > 2 else A[1:, 0].mean()


def previous_token_share(A):
    i = np.arange(1, A.shape[-1])
    return A[..., i, i - 1].mean(0)


def induction_share(A, period):
    return np.diagonal(A, 1 - period, -2, -1)[..., 1:].max(axis=-1)

# %% answer="wrong_again_4" lost=["top_p_values", "induction_share_values"] mistake=["all_kept_alike", "averaged_over_heads"]
# Equal chances. The mean over the first axis.
import numpy as np


def top_p(p, share):
    if share <= 0 or share > 1:
        raise ValueError(f"share {share}")
    order = np.argsort(-p, kind="stable")
    n = min(int((np.cumsum(p[order]) < share).sum()) + 1, len(p))
    kept = np.zeros(len(p))
    kept[order[:n]] = 1 / n
    return kept


def induction_share(A, period):
    i = np.arange(period, A.shape[-1])
    return A[..., i, i - period + 1].mean(axis=0)

# %% answer="wrong_again_5" lost=["induction_share_values"] mistake=["last_query_alone"]
# One query.
import numpy as np


def induction_share(A, period):
    last = A.shape[-1] - 1
    return 1.0 * A[..., last, last - period + 1]

# %% answer="wrong_again_6" lost=["rotary_positions_values", "grouped_query_attention_values", "grouped_query_attention_mask", "gated_feed_forward_values", "gated_feed_forward_extremes", "top_p_values", "generate_values", "generate_reads_each_token_once", "first_token_share_values", "previous_token_share_values", "induction_share_values"] mistake=["both_minus", "always_causal", "softmax_for_silu", "equal_ones_all_kept", "first_prompt_token_alone", "one_query_back", "largest", "median"]
# Mirrors. Hides the future. Softmax. All that are as likely. The prompt's first token. One query back. The largest. The middle one.
import numpy as np
from scipy.special import softmax


def rotary_positions(X, positions, base=10000.0):
    d = X.shape[-1]
    if d % 2:
        raise ValueError(f"{d} columns")
    angles = np.asarray(positions)[:, None] / base ** (np.arange(0, d, 2) / d)
    c, s, a, b = np.cos(angles), np.sin(angles), X[..., ::2], X[..., 1::2]
    return np.stack([a * c - b * s, a * s - b * c], axis=-1).reshape(X.shape)


def grouped_query_attention(Q, K, V, mask=None):
    if len(Q) % len(K):
        raise ValueError(f"{len(Q)} and {len(K)} heads")
    head = np.arange(len(Q)) * len(K) // len(Q)
    S = np.einsum("hqd,hkd->hqk", Q, K[head]) / np.sqrt(K.shape[-1])
    future = np.arange(K.shape[1]) > np.arange(Q.shape[1])[:, None]
    A = softmax(np.where(future, -np.inf, S), axis=-1)
    return A @ V[head], A


def gated_feed_forward(X, W_gate, W_up, W_down):
    return softmax(X @ W_gate, axis=-1) * (X @ W_up) @ W_down


def top_p(p, share):
    if share <= 0 or share > 1:
        raise ValueError(f"share {share}")
    falling = -np.sort(-p)
    n = min(int((np.cumsum(falling) < share).sum()), len(p) - 1)
    kept = p * (p >= falling[n])
    return kept / kept.sum()


def generate(step, prompt, n):
    if not len(prompt):
        raise ValueError("the prompt is empty")
    newest, cache, out = prompt[0], None, []
    for _ in range(n):
        logits, cache = step([newest], cache)
        newest = int(np.argmax(logits))
        out.append(newest)
    return out


def first_token_share(A):
    return A[..., 0][..., :-1].mean(axis=-1)


def previous_token_share(A):
    i = np.arange(1, A.shape[-1])
    return A[..., i, i - 1].max(axis=-1)


def induction_share(A, period):
    i = np.arange(period, A.shape[-1])
    return np.median(A[..., i, i + 1 - period], axis=-1)

# %% answer="wrong_again_7" lost=["grouped_query_attention_values", "grouped_query_attention_mask", "gated_feed_forward_values", "gated_feed_forward_extremes", "top_p_values", "first_token_share_values", "previous_token_share_values", "induction_share_values"] mistake=["keys_in_place_of_values", "gate_counts_twice", "likeliest_left_out", "smallest", "median", "key_before_the_query"]
# Keys twice. The gate twice. The unlikely. The smallest. The middle one. One before.
import numpy as np
from scipy.special import expit, softmax


def grouped_query_attention(Q, K, V, mask=None):
    if len(Q) % len(K):
        raise ValueError(f"{len(Q)} and {len(K)} heads")
    K = np.repeat(K, len(Q) // len(K), axis=0)
    S = Q @ K.transpose(0, 2, 1) / np.sqrt(K.shape[-1])
    A = softmax(S if mask is None else np.where(mask, S, -np.inf), axis=-1)
    return A @ K, A


def gated_feed_forward(X, W_gate, W_up, W_down):
    gate = X @ W_gate
    return (gate**2 * expit(gate) * (X @ W_up)) @ W_down


def top_p(p, share):
    if share <= 0 or share > 1:
        raise ValueError(f"share {share}")
    order = np.argsort(-p, kind="stable")
    n = min(int((np.cumsum(p[order]) < share).sum()) + 1, len(p))
    rest = p.copy()
    rest[order[:n]] = 0
    return rest / max(rest.sum(), 1e-12)


def first_token_share(A):
    return np.min(A[..., 1:, 0], axis=-1)


def previous_token_share(A):
    return np.median(np.diagonal(A, offset=-1, axis1=-2, axis2=-1), axis=-1)


def induction_share(A, period):
    i = np.arange(period, A.shape[-1])
    return A[..., i, i - 1].mean(axis=-1)

# %% answer="wrong_again_8" lost=["gated_feed_forward_values", "gated_feed_forward_extremes", "first_token_share_values", "previous_token_share_values", "induction_share_values"] mistake=["silu_of_X", "all_other_keys", "last_query_left_out", "early_queries_on_key_0"]
# silu too early. All other keys. Not the last. The early ones, too.
import numpy as np
from scipy.special import expit


def gated_feed_forward(X, W_gate, W_up, W_down):
    return ((X * expit(X)) @ W_gate * (X @ W_up)) @ W_down


def first_token_share(A):
    return (A.sum(axis=-1) - A[..., 0])[..., 1:].mean(axis=-1)


def previous_token_share(A):
    i = np.arange(1, max(A.shape[-1] - 1, 2))
    return A[..., i, i - 1].mean(axis=-1)


def induction_share(A, period):
    i = np.arange(A.shape[-1])
    return A[..., i, np.clip(i - period + 1, 0, None)].mean(axis=-1)

# %% answer="wrong_again_9" lost=["previous_token_share_values"] mistake=["both_neighbours"]
# Both ways: in causal weights the other way is 0.
import numpy as np


def previous_token_share(A):
    n = A.shape[-1]
    near = np.eye(n, k=-1) + np.eye(n, k=1)
    return (A * near).sum(axis=(-2, -1)) / (n - 1)

# %% answer="mask_added_to_scores" lost=["grouped_query_attention_mask"] mistake="mask_added"
# Adds the mask, as one adds a mask of 0 and -inf.
def grouped_query_attention(Q, K, V, mask=0):
    times, rest = divmod(len(Q), len(K))
    if rest:
        raise ValueError(f"{len(Q)} heads over {len(K)}")
    S = np.einsum("hqd,hkd->hqk", Q, K.repeat(times, 0)) / np.sqrt(Q.shape[2])
    A = np.exp(S - S.max(-1, keepdims=True) + (0.0 if mask is None else mask))
    A /= A.sum(-1, keepdims=True)
    return A @ V.repeat(times, 0), A


# %% answer="share_of_the_words" lost=["top_p_values"] mistake="rounded_up_share_of_all_words"
# Keeps 70 per cent of the words.
def top_p(p, share):
    if share <= 0 or share > 1:
        raise ValueError(f"{share}")
    n, exact = int(share * len(p)), share * len(p)
    n += n < exact
    kept = np.zeros(len(p))
    for place in sorted(range(len(p)), key=lambda place: p[place], reverse=True)[:n]:
        kept[place] = p[place]
    return kept / sum(kept)


# %% answer="share_of_the_best" lost=["top_p_values"] mistake="a_share_of_the_largest"
# Compares each word with the likeliest.
def top_p(p, share):
    if share <= 0 or share > 1:
        raise ValueError(f"{share}")
    kept = np.array([x if x / max(p) >= share else 0.0 for x in p])
    return kept / kept.sum()


# %% answer="reads_the_last_token_twice" lost=["generate_values"] mistake="last_prompt_token_twice"
# Reads the prompt first, and begins to write with its last token.
def generate(step, prompt, n):
    if len(prompt) == 0:
        raise ValueError("empty prompt")
    _, cache = step(prompt, None)
    new = list(prompt[-1:])
    while len(new) <= n:
        logits, cache = step(new[-1:], cache)
        new.append(int(logits.argmax()))
    return new[1:]


# %% answer="own_key" lost=["previous_token_share_values"] mistake="own_token_from_the_second_on"
# Has the index of the query twice.
def previous_token_share(A):
    return sum(A[..., i, i] for i in range(1, A.shape[-1])) / (A.shape[-1] - 1)


# %% answer="gate_up_to_50" lost=["gated_feed_forward_extremes"] mistake="gate_cut_off_at_50"
# Keeps exp from growing too large.
def gated_feed_forward(X, W_gate, W_up, W_down):
    gate = np.minimum(np.maximum(X @ W_gate, -50), 50)
    return gate / (1 + np.exp(-gate)) * (X @ W_up) @ W_down


# %% answer="gate_up_to_500" lost=["gated_feed_forward_extremes"] mistake="gate_cut_off_at_500"
# Keeps exp from growing too large.
def gated_feed_forward(X, W_gate, W_up, W_down):
    def silu(x):
        x = np.minimum(np.maximum(x, -500), 500)
        return x / (1 + np.exp(-x))

    return (silu(X @ W_gate) * (X @ W_up)) @ W_down


# %% answer="rounding_forgotten" lost=["top_p_values"] mistake="rounding_keeps_one"
# Trusts the sum to reach 1.
def top_p(p, share):
    if share <= 0 or share > 1:
        raise ValueError(f"{share}")
    order = np.argsort(-p, kind="stable")
    last = (np.cumsum(p[order]) >= share).argmax()
    kept = np.zeros(len(p))
    for place in order[:last + 1]:
        kept[place] = p[place]
    return kept / kept.sum()


# %% answer="last_token_alone" lost=["generate_values"] says="the end of the right result"
# Makes the list anew each time.
def generate(step, prompt, n):
    if len(prompt) == 0:
        raise ValueError("empty prompt")
    tokens, cache, new = prompt, None, []
    for _ in range(n):
        logits, cache = step(tokens, cache)
        tokens = new = [int(np.argmax(logits))]
    return new


# %% answer="second_column_stretched" lost=["rotary_positions_values"] mistake="second_without_sine"
# Forgets a term.
def rotary_positions(X, positions, base=10000.0):
    d = X.shape[-1]
    if d % 2:
        raise ValueError(f"{d} columns")
    result = np.zeros(X.shape)
    for i in range(d // 2):
        angle = positions * base ** (-2 * i / d)
        result[..., 2 * i] = X[..., 2 * i] * np.cos(angle) - X[..., 2 * i + 1] * np.sin(angle)
        result[..., 2 * i + 1] = np.cos(angle) * X[..., 2 * i + 1]
    return result


# %% answer="complex_pairs" lost=["rotary_positions_values"] mistake="left_complex"
# A turn is a product of complex numbers.
def rotary_positions(X, positions, base=10000.0):
    d = X.shape[-1]
    if d % 2:
        raise ValueError(f"{d} columns")
    turns = np.exp(1j * np.outer(positions, base ** (-np.arange(0, d, 2) / d)))
    return turns * (X[..., ::2] + 1j * X[..., 1::2])


# %% answer="gate_quick_gelu" lost=["gated_feed_forward_values", "gated_feed_forward_extremes"] mistake="quick_gelu_for_silu"
# Takes the gate of another model.
def gated_feed_forward(X, W_gate, W_up, W_down):
    x = X @ W_gate
    half = 0.5 * (1 + np.tanh(0.851 * x))
    return (half * x * (X @ W_up)) @ W_down


# %% answer="gate_by_size" lost=["gated_feed_forward_values", "gated_feed_forward_extremes"] mistake="sigmoid_of_the_size"
# Knows that exp of a negative number is safe.
def gated_feed_forward(X, W_gate, W_up, W_down):
    x = X @ W_gate
    return (x / (1 + np.exp(-abs(x))) * (X @ W_up)) @ W_down


# %% answer="step_the_wrong_way_round" lost=["generate_values"] mistake="cache_and_logits_exchanged"
# Has the cache first.
def generate(step, prompt, n):
    if len(prompt) == 0:
        raise ValueError("empty prompt")
    text, state = list(prompt), None
    new = text
    while len(text) < len(prompt) + n:
        state, scores = step(new, state)
        new = [int(np.argmax(scores))]
        text = text + new
    return text[len(prompt):]


# %% answer="array_of_tokens" lost=["generate_values"] says="make a list of the array"
# Gives an array.
def generate(step, prompt, n):
    if len(prompt) == 0:
        raise ValueError("empty prompt")
    new, tokens, cache = np.zeros(n, dtype=int), prompt, None
    for k in range(n):
        logits, cache = step(tokens, cache)
        new[k] = logits.argmax()
        tokens = [int(new[k])]
    return new


# %% answer="top_p_as_a_mask" lost=["top_p_values"] says="True where the right result is not 0"
# Says which to keep.
def top_p(p, share):
    if share <= 0 or share > 1:
        raise ValueError(f"{share}")
    order = np.argsort(-p, kind="stable")
    kept = np.zeros(len(p), dtype=bool)
    kept[order[:np.sum(np.cumsum(p[order]) < share) + 1]] = True
    return kept


# %% answer="masked_with_minus_100" lost=["grouped_query_attention_mask"] says="Keys that a query may not see get weight"
# Scores are never that low.
def grouped_query_attention(Q, K, V, mask=None):
    times, rest = divmod(len(Q), len(K))
    if rest:
        raise ValueError(f"{len(Q)} heads over {len(K)}")
    S = np.einsum("hqd,hkd->hqk", Q, K.repeat(times, 0)) / np.sqrt(Q.shape[2])
    if mask is not None:
        S[:, ~mask] = -100
    A = np.exp(S - S.max(-1, keepdims=True))
    A /= A.sum(-1, keepdims=True)
    return A @ V.repeat(times, 0), A


# %% answer="shares_of_one_head" lost=["first_token_share_values", "previous_token_share_values"] says="right where the number of axes of A was 2; here it is 3"
# Thinks of one head.
def first_token_share(A):
    return np.mean(A[1:, 0])


def previous_token_share(A):
    return np.mean(np.diag(A, -1))


# %% answer="rot_angle_for_each_column" lost=["rotary_positions_values"] mistake="a_speed_for_each_column"
# Each column has an angle of its own, base ** (-j / d) for column j.
def rotary_positions(X, positions, base=10000.0):
    d = X.shape[-1]
    if d % 2:
        raise ValueError(f"d = {d} is odd")
    angle = np.outer(positions, base ** (-np.arange(d) / d))
    other = np.empty(X.shape)
    other[..., 0::2], other[..., 1::2] = -X[..., 1::2], X[..., 0::2]
    return X * np.cos(angle) + other * np.sin(angle)


# %% answer="rot_i_from_one" lost=["rotary_positions_values"] mistake="speeds_counted_from_one"
# Counts pairs from 1.
def rotary_positions(X, positions, base=10000.0):
    d = X.shape[-1]
    if d % 2:
        raise ValueError(f"d = {d} is odd")
    angle = np.outer(positions, base ** (-2 * np.arange(1, d // 2 + 1) / d))
    x, y = X[..., 0::2], X[..., 1::2]
    c, s = np.cos(angle), np.sin(angle)
    return np.stack((x * c - y * s, x * s + y * c), axis=-1).reshape(X.shape)


# %% answer="gqa_inf_times_zero" lost=["grouped_query_attention_mask"] says="invalid value encountered in multiply (line 8 of your cell"
# Adds (~mask) * -inf: 0 times inf is nan.
def grouped_query_attention(Q, K, V, mask=None):
    h, g = len(Q), len(K)
    if h % g:
        raise ValueError(f"{h} query heads are not divisible by {g} key heads")
    K, V = np.repeat(K, h // g, axis=0), np.repeat(V, h // g, axis=0)
    S = Q @ K.transpose(0, 2, 1) / np.sqrt(Q.shape[-1])
    if mask is not None:
        S = S + (~mask) * -np.inf
    E = np.exp(S - S.max(axis=-1, keepdims=True))
    A = E / E.sum(axis=-1, keepdims=True)
    return A @ V, A


# %% answer="topp_single_threshold" lost=["top_p_values"] mistake="each_at_least_share"
# Keeps each probability that is at least share by itself.
def top_p(p, share):
    if not 0 < share <= 1:
        raise ValueError(f"share is {share}")
    out = np.where(p >= share, p, 0)
    return out / out.sum()


# %% answer="gen_same_token" lost=["generate_values", "generate_reads_each_token_once"] mistake="always_the_first"
# Computes the logits once.
def generate(step, prompt, n):
    if not prompt:
        raise ValueError("the prompt is empty")
    logits, cache = step(prompt, None)
    return [int(np.argmax(logits)) for _ in range(n)]


# %% answer="gen_stops_at_zero" lost=["generate_values"] says="of which the first is 0: does a"
# Takes token 0 for the end of the text.
def generate(step, prompt, n):
    if not prompt:
        raise ValueError("the prompt is empty")
    out, new, cache = [], list(prompt), None
    for _ in range(n):
        logits, cache = step(new, cache)
        token = int(np.argmax(logits))
        if token == 0:
            break
        new = [token]
        out.append(token)
    return out


# %% answer="first_from_third" lost=["first_token_share_values"] mistake="second_query_left_out"
# Begins with the third query.
def first_token_share(A):
    return A[..., 2:, 0].mean(axis=-1)


# %% answer="ind_before" lost=["induction_share_values"] mistake="word_before_it_or_the_last"
# Key i - period - 1.
def induction_share(A, period):
    n = A.shape[-1]
    return np.mean([A[..., i, i - period - 1] for i in range(period, n)], axis=0)


# %% answer="ind_starts_late" lost=["induction_share_values"] mistake="query_too_late"
# From query period + 1 on.
def induction_share(A, period):
    n = A.shape[-1]
    if n <= period + 1:
        return A[..., period, 1]
    i = np.arange(period + 1, n)
    return A[..., i, i - period + 1].mean(axis=-1)


# %% answer="ind_modulo" lost=["induction_share_values"] mistake="first_round_alone"
# Key (i + 1) % period: always in the first period.
def induction_share(A, period):
    i = np.arange(period, A.shape[-1])
    return A[..., i, (i + 1) % period].mean(axis=-1)


# %% answer="ind_every_pair" lost=["induction_share_values"] mistake="a_whole_block"
# A[..., period:, :-period + 1] takes a block, not single entries.
def induction_share(A, period):
    return A[..., period:, 1:-period + 1].mean(axis=(-2, -1))

# %% answer="by_rows" lost=["rotary_positions_values", "grouped_query_attention_mask", "gated_feed_forward_values", "gated_feed_forward_extremes", "top_p_values", "generate_values"] mistake=["speed_by_the_number_of_rows", "times_for_over", "nothing_left_out", "hidden_scores_in_the_maximum", "largest_logit_kept"]
# The rows' number in the exponent. Multiplies in silu. Keeps all. Hidden scores in the maximum. The logit for the token.
import numpy as np


def rotary_positions(X, positions, base=10000.0):
    d = X.shape[-1]
    if d % 2:
        raise ValueError(f"cannot pair {d} columns")
    i = np.arange(d // 2)
    theta = np.outer(positions, 1 / base ** (2 * i / X.shape[-2]))
    c, s = np.cos(theta), np.sin(theta)
    a, b = X[..., ::2], X[..., 1::2]
    return np.stack([a * c - b * s, b * c + a * s], axis=-1).reshape(X.shape)


def gated_feed_forward(X, W_gate, W_up, W_down):
    x, u = X @ W_gate, X @ W_up
    return (x * (1 + np.exp(-x)) * u) @ W_down


def top_p(p, share):
    if share <= 0 or share > 1:
        raise ValueError(f"a share of {share} cannot be")
    order = np.argsort(-p, kind='mergesort')
    n = 0
    while n < len(p) and p[order[:n]].sum() < share:
        n += 1
    q = np.zeros(len(p))
    q += p
    return q / q.sum()


def grouped_query_attention(Q, K, V, mask=None):
    h, g = len(Q), len(K)
    if h % g:
        raise ValueError(f"{h} heads for {g} do not go")
    outputs, weights = [], []
    for i in range(h):
        k, v = K[i // (h // g)], V[i // (h // g)]
        S = Q[i] @ k.T / k.shape[1] ** 0.5
        e = np.exp(S - S.max(axis=1)[:, None])
        if mask is not None:
            e = np.where(mask, e, 0.0)
        a = e / e.sum(axis=1)[:, None]
        outputs.append(a @ v)
        weights.append(a)
    return np.array(outputs), np.array(weights)


def generate(step, prompt, n):
    if len(prompt) == 0:
        raise ValueError("an empty prompt")
    logits, cache = step(list(prompt), None)
    new = []
    while len(new) < n:
        new.append(np.max(logits))
        if len(new) < n:
            logits, cache = step([new[-1]], cache)
    return new

# %% answer="without_d" lost=["rotary_positions_values", "grouped_query_attention_values", "grouped_query_attention_mask", "gated_feed_forward_values", "gated_feed_forward_extremes", "top_p_values"] mistake=["speed_without_d", "brackets_forgotten", "share_from_the_other_end", "max_of_everything"]
# No d in the exponent. No brackets in silu. 1 - share. The largest of all scores.
import numpy as np


def rotary_positions(X, positions, base=10000.0):
    d = X.shape[-1]
    if d % 2:
        raise ValueError(f"cannot pair {d} columns")
    i = np.arange(d // 2)
    theta = np.outer(positions, 1 / base ** (2 * i))
    c, s = np.cos(theta), np.sin(theta)
    a, b = X[..., ::2], X[..., 1::2]
    return np.stack([a * c - b * s, b * c + a * s], axis=-1).reshape(X.shape)


def gated_feed_forward(X, W_gate, W_up, W_down):
    x, u = X @ W_gate, X @ W_up
    return ((x / 1 + np.exp(-x)) * u) @ W_down


def top_p(p, share):
    if share <= 0 or share > 1:
        raise ValueError(f"a share of {share} cannot be")
    order = np.argsort(-p, kind='mergesort')
    n = 0  # what is left out still exceeds share
    while n < len(p) and p[order[n:]].sum() > share:
        n += 1
    q = np.zeros(len(p))
    q[order[:n]] = p[order[:n]]
    return q / q.sum()


def grouped_query_attention(Q, K, V, mask=None):
    h, g = len(Q), len(K)
    if h % g:
        raise ValueError(f"{h} heads for {g} do not go")
    K, V = K.repeat(h // g, axis=0), V.repeat(h // g, axis=0)
    S = np.einsum("hqd,hkd->hqk", Q, K) / K.shape[2] ** 0.5
    if mask is not None:
        S = np.where(mask, S, -np.inf)
    A = np.exp(S - np.amax(S))
    A = A / A.sum(axis=2)[..., None]
    return np.einsum("hqk,hkd->hqd", A, V), A

# %% answer="model_base" lost=["rotary_positions_values", "grouped_query_attention_values", "grouped_query_attention_mask", "gated_feed_forward_values", "gated_feed_forward_extremes", "top_p_values"] mistake=["base_of_this_model", "minus_for_plus", "counted_in_the_order_of_places", "keys_alone_dealt_out"]
# The lesson's base. 1 - exp. Counts in the order of the places. Keys in turn.
import numpy as np


def rotary_positions(X, positions, base=1e5):
    d = X.shape[-1]
    if d % 2:
        raise ValueError(f"cannot pair {d} columns")
    i = np.arange(d // 2)
    theta = np.outer(positions, 1 / base ** (2 * i / d))
    c, s = np.cos(theta), np.sin(theta)
    a, b = X[..., ::2], X[..., 1::2]
    return np.stack([a * c - b * s, b * c + a * s], axis=-1).reshape(X.shape)


def gated_feed_forward(X, W_gate, W_up, W_down):
    x, u = X @ W_gate, X @ W_up
    return (x / (1 - np.exp(-x)) * u) @ W_down


def top_p(p, share):
    if share <= 0 or share > 1:
        raise ValueError(f"a share of {share} cannot be")
    order = np.argsort(-p, kind='mergesort')
    n = 0
    while n < len(p) and p[:n].sum() < share:
        n += 1
    q = np.zeros(len(p))
    q[order[:n]] = p[order[:n]]
    return q / q.sum()


def grouped_query_attention(Q, K, V, mask=None):
    h, g = len(Q), len(K)
    if h % g:
        raise ValueError(f"{h} heads for {g} do not go")
    outputs, weights = [], []
    for i in range(h):
        k, v = K[i % g], V[i // (h // g)]
        S = Q[i] @ k.T / k.shape[1] ** 0.5
        if mask is not None:
            S = np.where(mask, S, -np.inf)
        e = np.exp(S - S.max(axis=1)[:, None])
        a = e / e.sum(axis=1)[:, None]
        outputs.append(a @ v)
        weights.append(a)
    return np.array(outputs), np.array(weights)

# %% answer="no_position" lost=["rotary_positions_values", "gated_feed_forward_values", "gated_feed_forward_extremes", "top_p_values"] mistake=["position_forgotten", "sigmoid_of_minus_the_size", "order_for_ranks"]
# No position in the angle. exp(-abs(x)) for all. Asks the order as if it were ranks.
import numpy as np


def rotary_positions(X, positions, base=10000.0):
    d = X.shape[-1]
    if d % 2:
        raise ValueError(f"cannot pair {d} columns")
    i = np.arange(d // 2)
    theta = np.tile(1 / base ** (2 * i / d), (len(positions), 1))
    c, s = np.cos(theta), np.sin(theta)
    a, b = X[..., ::2], X[..., 1::2]
    return np.stack([a * c - b * s, b * c + a * s], axis=-1).reshape(X.shape)


def gated_feed_forward(X, W_gate, W_up, W_down):
    x, u = X @ W_gate, X @ W_up
    return (x * np.exp(-abs(x)) / (1 + np.exp(-abs(x))) * u) @ W_down


def top_p(p, share):
    if share <= 0 or share > 1:
        raise ValueError(f"a share of {share} cannot be")
    order = np.argsort(-p, kind='mergesort')
    n = 0
    while n < len(p) and p[order[:n]].sum() < share:
        n += 1
    q = np.zeros(len(p))
    for place in range(len(p)):
        q[place] = p[place] if order[place] < n else 0
    return q / q.sum()

# %% answer="tiled_angles" lost=["rotary_positions_values", "gated_feed_forward_extremes", "top_p_values"] mistake=["angles_in_halves", "nan_made_zero", "put_back_by_the_order"]
# Angles one after the other for neighbours. nan to 0. kept[order].
import numpy as np


def rotary_positions(X, positions, base=10000.0):
    d = X.shape[-1]
    if d % 2:
        raise ValueError(f"cannot pair {d} columns")
    i = np.arange(d // 2)
    theta = np.outer(positions, 1 / base ** (2 * i / d))
    c, s = np.cos(theta), np.sin(theta)
    a, b = X[..., ::2], X[..., 1::2]
    return X * np.concatenate([c, c], axis=1) + np.stack([-b, a], axis=-1).reshape(X.shape) * np.concatenate([s, s], axis=1)


def gated_feed_forward(X, W_gate, W_up, W_down):
    x, u = X @ W_gate, X @ W_up
    with np.errstate(all="ignore"):
        open_by = np.exp(x) / (np.exp(x) + 1)
    silu = x * open_by
    silu[np.isnan(silu)] = 0
    return (silu * u) @ W_down


def top_p(p, share):
    if share <= 0 or share > 1:
        raise ValueError(f"a share of {share} cannot be")
    order = np.argsort(-p, kind='mergesort')
    n = 0
    while n < len(p) and p[order[:n]].sum() < share:
        n += 1
    q = np.zeros(len(p))
    q[:n] = p[order[:n]]
    return (q / q.sum())[order]

# %% answer="first_no_sine" lost=["rotary_positions_values", "gated_feed_forward_values", "gated_feed_forward_extremes", "top_p_values"] mistake=["first_without_sine", "maximum_taken_off", "unstable_sort"]
# The first without sine. The largest x off, as for softmax. Sorts as NumPy likes.
import numpy as np


def rotary_positions(X, positions, base=10000.0):
    d = X.shape[-1]
    if d % 2:
        raise ValueError(f"cannot pair {d} columns")
    i = np.arange(d // 2)
    theta = np.outer(positions, 1 / base ** (2 * i / d))
    c, s = np.cos(theta), np.sin(theta)
    a, b = X[..., ::2], X[..., 1::2]
    return np.stack([a * c, b * c + a * s], axis=-1).reshape(X.shape)


def gated_feed_forward(X, W_gate, W_up, W_down):
    x, u = X @ W_gate, X @ W_up
    return (x * 0.5 * (1 + np.tanh((x - x.max()) / 2)) * u) @ W_down


def top_p(p, share):
    if share <= 0 or share > 1:
        raise ValueError(f"a share of {share} cannot be")
    order = np.argsort(-np.asarray(p))
    n = 0
    while n < len(p) and p[order[:n]].sum() < share:
        n += 1
    q = np.zeros(len(p))
    q[order[:n]] = p[order[:n]]
    return q / q.sum()

# %% answer="second_stays" lost=["rotary_positions_values", "gated_feed_forward_values", "gated_feed_forward_extremes", "top_p_values", "generate_values", "generate_reads_each_token_once"] mistake=["second_left_as_it_was", "gate_after_down", "divided_by_the_largest", "prompt_counts_among_the_new"]
# Writes the first of each pair alone. W_down twice. The largest becomes 1. Ends when the whole text has n tokens.
import numpy as np


def rotary_positions(X, positions, base=10000.0):
    d = X.shape[-1]
    if d % 2:
        raise ValueError(f"cannot pair {d} columns")
    out = np.array(X, dtype=float)
    for i in range(0, d, 2):
        theta = positions / base ** (i / d)
        out[..., i] = X[..., i] * np.cos(theta) - X[..., i + 1] * np.sin(theta)
    return out


def gated_feed_forward(X, W_gate, W_up, W_down):
    x, u = X @ W_gate, X @ W_up
    return (0.5 * x * (1 + np.tanh(x / 2))) @ W_down * (u @ W_down)


def top_p(p, share):
    if share <= 0 or share > 1:
        raise ValueError(f"a share of {share} cannot be")
    order = np.argsort(-p, kind="mergesort")
    n = 0
    while n < len(p) and p[order[:n]].sum() < share:
        n += 1
    q = np.zeros(len(p))
    q[order[:n]] = p[order[:n]]
    return q / p[order[0]]


def generate(step, prompt, n):
    if len(prompt) == 0:
        raise ValueError("an empty prompt")
    text, fresh, cache = list(prompt), list(prompt), None
    while len(text) < n:
        logits, cache = step(fresh, cache)
        fresh = [int(np.argmax(logits))]
        text += fresh
    return text[len(prompt):]

# %% answer="pair_exchanged" lost=["rotary_positions_values", "gated_feed_forward_extremes"] mistake=["new_numbers_exchanged", "gate_cut_off_at_100"]
# The two new numbers exchanged. Cuts at 100.
import numpy as np


def rotary_positions(X, positions, base=10000.0):
    d = X.shape[-1]
    if d % 2:
        raise ValueError(f"cannot pair {d} columns")
    i = np.arange(d // 2)
    theta = np.outer(positions, 1 / base ** (2 * i / d))
    c, s = np.cos(theta), np.sin(theta)
    a, b = X[..., ::2], X[..., 1::2]
    return np.stack([b * c + a * s, a * c - b * s], axis=-1).reshape(X.shape)


def gated_feed_forward(X, W_gate, W_up, W_down):
    x, u = np.minimum(np.maximum(X @ W_gate, -100), 100), X @ W_up
    return (x / (1 + np.exp(-x)) * u) @ W_down
