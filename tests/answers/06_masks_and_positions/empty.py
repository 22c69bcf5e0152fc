"""Handed in as it was fetched.

score: 0
lost: causal_mask_values, padding_mask_values, padding_mask_bad_lengths, masked_softmax_values, masked_softmax_extremes, masked_attention_values, masked_attention_without_mask, masked_attention_batch, sinusoidal_positions_values, sinusoidal_positions_odd
message: `causal_mask` is not written yet
message: `sinusoidal_positions` is not written yet
rest: stub
"""
