"""Columns in place of rows.

score: 15
lost: embed_values, embed_integers, embed_unknown
message: (known mistake: columns of E)
"""


def embed(tokens, vocabulary, E):
    for token in tokens:
        if token not in vocabulary:
            raise ValueError(f"unknown word {token}")
    return E[:, [vocabulary[token] for token in tokens]].astype(float)
