"""Opens files without end."""

POINTS = [4, 3, 2]

ANSWERS = {
    "row_means": """
files = []
try:
    while True:
        files.append(open("/dev/null"))
except OSError as error:
    print(error.errno)
    files.clear()
def row_means(A):
    return np.mean(A, axis=1)
"""
}
