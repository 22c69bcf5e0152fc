"""Endless recursion without Python's limit."""

POINTS = [0, 3, 0]

ANSWERS = {
    "row_means": """
import sys
def row_means(A):
    sys.setrecursionlimit(10**9)
    return row_means(list(map(list, A)))
"""
}
