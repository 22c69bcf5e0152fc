"""The axis is still missing.

score: 15
lost: repaired_post_values, repaired_post_other_words
message: (known mistake: softmax over everything)
"""


def repaired_post(words, W_Q, W_K, W_V):
    scores = (words @ W_Q) @ (words @ W_K).T
    probs = softmax(scores / W_K.shape[1] ** 0.5)
    return probs @ (words @ W_V), probs
