"""The most frequent word first.

score: 16
lost: build_vocabulary_values
message: (known mistake: order of frequency)
"""

import collections


def build_vocabulary(tokens):
    return {word: k for k, (word, _) in enumerate(collections.Counter(tokens).most_common())}
