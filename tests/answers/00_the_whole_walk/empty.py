"""Handed in as it was fetched.

score: 0
lost: row_sums_values, row_sums_integers, strongest_link_values, strongest_link_ties
message: `row_sums` is not written yet
message: `strongest_link` is not written yet
rest: stub
"""
