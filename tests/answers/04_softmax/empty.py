"""Handed in as it was fetched.

score: 0
lost: softmax_values, softmax_axes, softmax_large, softmax_integers, temperature_values, temperature_bad, entropy_values, entropy_zeros, jacobian_values, jacobian_edges, normalised_over_values, normalised_over_edges
message: `softmax` is not written yet
message: `softmax_with_temperature` is not written yet
message: `entropy` is not written yet
message: `softmax_jacobian` is not written yet
message: `normalised_over` is not written yet
rest: stub
"""
