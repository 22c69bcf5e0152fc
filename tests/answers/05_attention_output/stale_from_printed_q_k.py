"""Went on from the printed Q and K.

score: 15
lost: stale_set
message: (known mistake: the ones that follow)
"""

stale = {"scores", "weights"}
