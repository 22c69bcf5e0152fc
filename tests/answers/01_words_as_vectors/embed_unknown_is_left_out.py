"""Leaves unknown words out.

score: 17
lost: embed_unknown
message: (known mistake: no error for bad input)
"""


def embed(tokens, vocabulary, E):
    return E[[vocabulary[token] for token in tokens if token in vocabulary]].astype(float)
