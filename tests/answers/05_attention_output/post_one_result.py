"""Looks at the notebook's variables.

score: 16
lost: repaired_post_other_words
message: (known mistake: one result for all words)
"""


def repaired_post(words, W_Q, W_K, W_V):
    from attention_course import data
    return self_attention(data.post_words()[1], *data.post_weights())
