"""A cell of the student's own leaves threads that compute without end."""

from nbformat.v4 import new_code_cell

POINTS = [4, 3, 2]
IRREGULAR = "limit of threads"

SOURCE = """
import threading
def spin():
    while True:
        pass
for _ in range(40):
    threading.Thread(target=spin, daemon=True).start()
"""


def hand_in(folder, release, write):
    release.cells.insert(2, new_code_cell(SOURCE.strip()))
    write(release)
