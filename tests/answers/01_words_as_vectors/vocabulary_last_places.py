"""The last place of each word.

score: 16
lost: build_vocabulary_values
message: (known mistake: last places in the text)
"""


def build_vocabulary(tokens):
    return {token: k for k, token in enumerate(tokens)}
