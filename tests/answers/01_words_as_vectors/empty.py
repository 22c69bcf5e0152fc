"""Handed in as it was fetched.

score: 0
lost: build_vocabulary_values, one_hot_values, one_hot_unknown, embed_values, embed_integers, embed_unknown, cosine_similarity_values, cosine_similarity_zero_rows, cosine_similarity_integers, cosine_similarity_sizes, nearest_words_values, nearest_words_ties, nearest_words_unknown, ppmi_values, ppmi_zeros
message: `build_vocabulary` is not written yet
message: `one_hot` is not written yet
message: `embed` is not written yet
message: `cosine_similarity` is not written yet
message: `nearest_words` is not written yet
message: `ppmi` is not written yet
rest: stub
"""
