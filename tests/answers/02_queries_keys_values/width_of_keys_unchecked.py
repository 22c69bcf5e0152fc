"""Does not compare the widths of W_Q and W_K, for a wrong project besides.

score: 9
lost: project_values, project_batch, project_integers, project_bad_input, queries_keys_values_bad_input
message: (known mistake: no error for bad input)
"""


def project(X, W):
    return None


def queries_keys_values(X, W_Q, W_K, W_V):
    return project(X, W_Q), project(X, W_K), project(X, W_V)
