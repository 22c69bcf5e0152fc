"""Its own value.

score: 11
lost: attend_next_values, attend_next_is_causal_attention
message: (known mistake: query of itself only)
"""

def attend_next(q, K_cache, V_cache):
    return V_cache[-1].astype(float)
