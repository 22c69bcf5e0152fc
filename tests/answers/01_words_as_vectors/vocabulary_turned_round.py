"""From numbers to words.

score: 16
lost: build_vocabulary_values
message: (known mistake: words as values)
"""

def build_vocabulary(tokens):
    return {i: w for i, w in enumerate(dict.fromkeys(tokens))}
