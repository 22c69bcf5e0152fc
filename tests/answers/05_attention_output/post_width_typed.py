"""The repaired post divides by the root of 3, as typed from the post.

score: 16
lost: repaired_post_other_words
message: (known mistake: width of the post)
"""

def repaired_post(words, W_Q, W_K, W_V):
    Q, K, V = words @ W_Q, words @ W_K, words @ W_V
    probs = softmax(Q @ K.T / 3 ** 0.5, axis=1)
    return probs @ V, probs
