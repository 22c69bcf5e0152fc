"""A set that nobody foresaw.

score: 15
lost: stale_set
message: `stale` is not right yet: you have a set of 1
"""

stale = {"K"}
