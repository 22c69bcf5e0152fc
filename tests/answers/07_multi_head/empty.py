"""Handed in as it was fetched.

score: 0
lost: split_heads_values, split_heads_integers, split_heads_bad_input, merge_heads_values, merge_heads_integers, multi_head_attention_values, multi_head_attention_mask, multi_head_attention_nothing_to_see, multi_head_attention_large_scores, multi_head_attention_integers, multi_head_attention_bad_input
message: `split_heads` is not written yet
message: `multi_head_attention` is not written yet
rest: stub
"""
