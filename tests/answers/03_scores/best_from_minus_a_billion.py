"""The largest so far starts at -1e9.

score: 15
lost: most_attended_values
message: raised UnboundLocalError
"""

def most_attended(S, words):
    out = []
    for row in S:
        best = -1e9
        for j, x in enumerate(row):
            if x > best:
                best, w = x, words[j]
        out.append(w)
    return out
