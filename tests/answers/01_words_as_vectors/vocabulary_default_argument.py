"""One dict for all calls, as a default.

score: 16
lost: build_vocabulary_values
message: (known mistake: earlier calls remembered)
"""


def build_vocabulary(tokens, v={}):  # noqa: B006
    for t in tokens:
        v.setdefault(t, len(v))
    return v
