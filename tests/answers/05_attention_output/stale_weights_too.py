"""Repaired the axis before comparing.

score: 15
lost: stale_set
message: (known mistake: weights called stale)
"""

stale = {"Q", "K", "V", "weights", "attention"}
