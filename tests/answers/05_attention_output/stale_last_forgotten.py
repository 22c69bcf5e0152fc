"""Q, K and V only.

score: 15
lost: stale_set
message: (known mistake: last array forgotten)
"""

stale = {"Q", "K", "V"}
