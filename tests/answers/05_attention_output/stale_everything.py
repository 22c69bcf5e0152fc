"""All six.

score: 15
lost: stale_set
message: (known mistake: everything downstream)
"""

stale = {"Q", "K", "V", "scores", "weights", "attention"}
