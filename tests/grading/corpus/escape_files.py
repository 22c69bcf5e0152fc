"""Writes to the course, to the installed packages and to the system."""

POINTS = [4, 3, 2]

ANSWERS = {
    "row_means": """
import os, sys
packages = os.path.dirname(np.__file__)
system = ("/etc", "/usr", "/usr/bin", "/", "/root", "/home", "/var/tmp", "/run", "/dev")
for place in (COURSE, sys.prefix, packages, *system):
    try:
        with open(os.path.join(place, "escaped.txt"), "w") as file:
            file.write("x")
        print("FOUND", place)
    except OSError:
        pass
def row_means(A):
    return np.mean(A, axis=1)
"""
}
