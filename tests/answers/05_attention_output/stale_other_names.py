"""Names the arrays as the post does, and in small letters.

score: 15
lost: stale_set
message: Your set has ['k', 'probs', 'q', 'v']; the six names are ['Q', 'K', 'V', 'scores', 'weights', 'attention'].
"""

stale = {"q", "k", "v", "probs"}
