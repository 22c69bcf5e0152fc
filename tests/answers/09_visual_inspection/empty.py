"""Handed in as it was fetched.

score: 0
lost: patchify_values, patchify_bad_sizes, unpatchify_values, novelty_values, novelty_extremes, mahalanobis_distance_values, mahalanobis_distance_singular, recognition_taguchi_values, recognition_taguchi_multiples, auroc_values, auroc_ties, auroc_one_class, locate_defect_values
message: `patchify` is not written yet
message: `locate_defect` is not written yet
rest: stub
"""
