"""Handed in as it was fetched.

score: 0
lost: attention_in_blocks_values, attention_in_blocks_extremes, attention_in_blocks_memory, attend_next_values, attend_next_is_causal_attention
message: `attention_in_blocks` is not written yet
message: `attend_next` is not written yet
rest: stub
"""
