"""Sorts the words.

score: 16
lost: build_vocabulary_values
message: (known mistake: alphabetical order)
"""


def build_vocabulary(tokens):
    return {word: k for k, word in enumerate(sorted(set(tokens)))}
