"""One row for each different word.

score: 16
lost: embed_values, embed_integers
message: (known mistake: each word once)
"""


def embed(tokens, vocabulary, E):
    for token in tokens:
        if token not in vocabulary:
            raise ValueError(f"unknown word {token}")
    return E[[vocabulary[token] for token in dict.fromkeys(tokens)]].astype(float)
