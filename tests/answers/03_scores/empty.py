"""Handed in as it was fetched.

score: 0
lost: dot_scores_values, dot_scores_batch, dot_scores_integers, dot_scores_bad_input, scaled_scores_values, scaled_scores_batch, scaled_scores_integers_and_bad_input, score_spread_values, score_spread_pairs, score_spread_seed, most_attended_values, most_attended_ties
message: `dot_scores` is not written yet
message: `scaled_scores` is not written yet
message: `score_spread` is not written yet
message: `most_attended` is not written yet
rest: stub
"""
