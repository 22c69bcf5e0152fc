"""Uses the printed Q, K and V.

score: 15
lost: repaired_post_values, repaired_post_other_words
message: (known mistake: printed arrays used)
"""


def repaired_post(words, W_Q, W_K, W_V):
    return attention(printed['Q'], printed['K'], printed['V'])
