"""Rows in the order of the vocabulary.

score: 16
lost: embed_values, embed_integers
message: (known mistake: vocabulary order)
"""


def embed(tokens, vocabulary, E):
    for token in tokens:
        if token not in vocabulary:
            raise ValueError(f"unknown word {token}")
    return E[sorted(vocabulary[token] for token in tokens)].astype(float)
