"""Gives probs where attention is meant.

score: 15
lost: repaired_post_values, repaired_post_other_words
message: (known mistake: probs for attention)
"""


def repaired_post(words, W_Q, W_K, W_V):
    output, A = self_attention(words, W_Q, W_K, W_V)
    return A, A
