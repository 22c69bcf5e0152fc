"""K.shape[1], as the post has it, is the number of keys in a batch.

score: 16
lost: scaled_scores_batch
message: (known mistake: second axis of a batch)
"""


def scaled_scores(Q, K):
    return dot_scores(Q, K) / K.shape[1] ** 0.5
