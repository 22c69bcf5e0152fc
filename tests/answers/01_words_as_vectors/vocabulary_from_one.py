"""Counts from 1.

score: 16
lost: build_vocabulary_values
message: (known mistake: counted from one)
"""


def build_vocabulary(tokens):
    vocabulary = {}
    for token in tokens:
        if token not in vocabulary:
            vocabulary[token] = len(vocabulary) + 1
    return vocabulary
