"""Takes the mean of all values.

score: 11
lost: attend_next_values, attend_next_is_causal_attention
message: (known mistake: plain mean)
"""



def attend_next(q, K_cache, V_cache):
    return V_cache.mean(axis=0)
