"""Prints the environment and the command line."""

POINTS = [4, 3, 2]

ANSWERS = {
    "row_means": """
import os, sys
text = str(dict(os.environ)) + str(sys.argv)
print("FOUND" if "SECRET" in text or "GRADER" in text or "gradebook" in text else "nothing", os.getpid())
def row_means(A):
    return np.mean(A, axis=1)
"""
}
