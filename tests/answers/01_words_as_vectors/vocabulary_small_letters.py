"""Turns words into small letters.

score: 16
lost: build_vocabulary_values
message: (known mistake: small letters only)
"""


def build_vocabulary(tokens):
    vocabulary = {}
    for token in tokens:
        vocabulary.setdefault(token.lower(), len(vocabulary))
    return vocabulary
