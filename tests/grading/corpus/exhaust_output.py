"""Prints gigabytes, outside and inside the function under test."""

POINTS = [4, 3, 2]

ANSWERS = {
    "row_means": """
for _ in range(300):
    print("x" * 2**20)
def row_means(A):
    for _ in range(300):
        print("y" * 2**20)
    return np.mean(A, axis=1)
"""
}
