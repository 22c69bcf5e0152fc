"""Numbers with gaps.

score: 16
lost: build_vocabulary_values
message: (known mistake: places in the text)
"""


def build_vocabulary(tokens):
    vocabulary = {}
    for k, token in enumerate(tokens):
        if token not in vocabulary:
            vocabulary[token] = k
    return vocabulary
