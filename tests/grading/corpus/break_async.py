"""A cell with await and an event loop of its own."""

from nbformat.v4 import new_code_cell

POINTS = [4, 3, 2]

SOURCE = """
import asyncio
await asyncio.sleep(0)
asyncio.get_event_loop()
"""


def hand_in(folder, release, write):
    release.cells.insert(2, new_code_cell(SOURCE.strip()))
    write(release)
