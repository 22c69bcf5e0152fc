"""An endless loop in a cell of its own; the answers are right."""

from nbformat.v4 import new_code_cell

POINTS = [4, 3, 2]
IRREGULAR = "time limit"


def hand_in(folder, release, write):
    release.cells.insert(
        2,
        new_code_cell(
            "import time\nwhile True:\n    try:\n        while True: time.sleep(0.01)\n    except BaseException: pass"
        ),
    )
    write(release)
