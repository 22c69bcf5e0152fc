"""Takes the words out of the caller's list.

score: 16
lost: build_vocabulary_values
message: (known mistake: argument changed in place)
"""


def build_vocabulary(tokens):
    vocabulary = {}
    while tokens:
        token = tokens.pop(0)
        if token not in vocabulary:
            vocabulary[token] = len(vocabulary)
    return vocabulary
