"""Compared with the printed array above.

score: 15
lost: stale_set
message: (known mistake: compared with the array above)
"""

stale = {"scores", "attention"}
