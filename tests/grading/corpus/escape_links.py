"""Beside the notebook lie links to the gradebook, to a device and to a folder, and a named pipe."""

import os

POINTS = [4, 3, 2]
IRREGULAR = "zero.txt is a link and was not followed"


def hand_in(folder, release, write):
    write(release)
    os.symlink(folder.parents[2] / "gradebook.db", folder / "table.txt")
    os.symlink("/dev/zero", folder / "zero.txt")
    os.symlink("/", folder / "all")
    os.mkfifo(folder / "pipe.txt")
