"""Took the printed Q for right, and did not compute the last array.

score: 15
lost: stale_set
message: (known mistake: keys and values only)
"""

stale = {"K", "V"}
