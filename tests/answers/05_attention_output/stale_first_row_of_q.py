"""Looked at the first row of Q.

score: 15
lost: stale_set
message: (known mistake: queries look the same)
"""

stale = {"K", "V", "attention"}
