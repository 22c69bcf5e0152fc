"""A list of the right names.

score: 15
lost: stale_set
message: expected is a set
"""

stale = ["Q", "K", "V", "attention"]
