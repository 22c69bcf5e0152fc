"""The whole of E.

score: 15
lost: embed_values, embed_integers, embed_unknown
message: (known mistake: whole E)
"""


def embed(tokens, vocabulary, E):
    for token in tokens:
        if token not in vocabulary:
            raise ValueError(f"unknown word {token}")
    return E.astype(float)
