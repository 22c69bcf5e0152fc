"""A cell of the student's own leaves as many threads as it may have."""

from nbformat.v4 import new_code_cell

POINTS = [4, 3, 2]
IRREGULAR = "limit of"  # threads, or the memory of their stacks

SOURCE = """
import threading
end = threading.Event()
while True:
    threading.Thread(target=end.wait, daemon=True).start()
"""


def hand_in(folder, release, write):
    release.cells.insert(2, new_code_cell(SOURCE.strip()))
    write(release)
