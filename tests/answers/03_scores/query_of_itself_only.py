"""Each query meets the key of its own row alone.

score: 12
lost: dot_scores_values, dot_scores_batch, dot_scores_integers
message: (known mistake: query of itself only)
"""


def dot_scores(Q, K):
    return (Q * K).sum(axis=-1)
