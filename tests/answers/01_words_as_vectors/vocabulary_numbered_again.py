"""A word that returns is numbered again.

score: 16
lost: build_vocabulary_values
message: (known mistake: numbered again)
"""

def build_vocabulary(tokens):
    v = {}
    for t in tokens:
        v[t] = len(v)
    return v
