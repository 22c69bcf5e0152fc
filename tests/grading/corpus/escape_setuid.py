"""Tries to become another user."""

POINTS = [4, 3, 2]

ANSWERS = {
    "row_means": """
import os
for function in (lambda: os.setuid(0), lambda: os.setgid(0), lambda: os.setgroups([0]), lambda: os.chown("/usr", 0, 0)):
    try:
        function()
        print("FOUND")
    except OSError:
        pass
def row_means(A):
    return np.mean(A, axis=1)
"""
}
