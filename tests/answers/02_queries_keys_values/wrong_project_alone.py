"""A wrong project costs its own points, and not those of the exercise that calls it.

score: 13
lost: project_values, project_batch, project_integers
message: gives None
"""


def project(X, W):
    X @ W
