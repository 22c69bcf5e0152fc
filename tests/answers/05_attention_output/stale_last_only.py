"""The last array only.

score: 15
lost: stale_set
message: (known mistake: last array only)
"""

stale = {"attention"}
