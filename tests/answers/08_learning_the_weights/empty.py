"""Handed in as it was fetched.

score: 0
lost: softmax_backward_values, softmax_backward_batches, attention_backward_values, attention_backward_batches, attention_backward_integers, self_attention_backward_values, self_attention_backward_integers, train_reverses, train_losses, train_seed, whitening_values, whitening_edges
message: `softmax_backward` is not written yet
message: `attention_backward` is not written yet
message: `self_attention_backward` is not written yet
message: `train` is not written yet
message: `whitening` is not written yet
rest: stub
"""
