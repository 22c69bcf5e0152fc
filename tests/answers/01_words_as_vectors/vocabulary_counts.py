"""Counts the words.

score: 16
lost: build_vocabulary_values
message: (known mistake: counts in place of numbers)
"""

import collections


def build_vocabulary(tokens):
    return dict(collections.Counter(tokens))
