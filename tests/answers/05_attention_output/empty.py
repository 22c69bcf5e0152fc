"""Handed in as it was fetched.

score: 0
lost: attention_values, attention_batches, attention_large_scores, attention_integers, attention_bad_input, self_attention_values, self_attention_edge_cases, self_attention_bad_input, words_really_read_values, words_really_read_zeros, words_really_read_batches, stale_set, repaired_post_values, repaired_post_other_words
message: `attention` is not written yet
message: `self_attention` is not written yet
message: `words_really_read` is not written yet
message: `stale` is
message: `repaired_post` is not written yet
rest: stub
"""
