"""The largest so far starts at 0.

score: 14
lost: most_attended_values, most_attended_ties
message: (known mistake: starts from zero)
"""

def most_attended(S, words):
    out = []
    for row in S:
        best, w = 0, words[0]
        for j, x in enumerate(row):
            if x > best:
                best, w = x, words[j]
        out.append(w)
    return out
