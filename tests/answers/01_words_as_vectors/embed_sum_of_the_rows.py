"""Adds the rows up.

score: 15
lost: embed_values, embed_integers, embed_unknown
message: (known mistake: sum of the rows)
"""


def embed(tokens, vocabulary, E):
    for token in tokens:
        if token not in vocabulary:
            raise ValueError(f"unknown word {token}")
    return sum(E[vocabulary[token]] for token in tokens) * 1.0
