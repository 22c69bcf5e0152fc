"""Handed in as it was fetched.

score: 0
lost: shapes_values, project_values, project_batch, project_integers, project_bad_input, queries_keys_values_values, queries_keys_values_bad_input, random_weights_values, parameter_count_values
message: There is no `shapes` yet
message: `project` is not written yet
message: `queries_keys_values` is not written yet
message: `random_weights` is not written yet
message: `parameter_count` is not written yet
rest: stub
"""
