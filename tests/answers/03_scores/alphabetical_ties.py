"""Ties by the alphabet.

score: 16
lost: most_attended_ties
message: (known mistake: ties by alphabet)
"""

def most_attended(S, words):
    return [min(w for w, x in zip(words, r) if x == r.max()) for r in S]
