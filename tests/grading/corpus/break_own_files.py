"""Modules beside the notebook that would take the place of real ones."""

POINTS = [4, 3, 2]


def hand_in(folder, release, write):
    write(release)
    for name in ("numpy.py", "json.py", "sitecustomize.py", "conftest.py", "table.txt", "nbgrader_config.py"):
        (folder / name).write_text("raise SystemExit('FOUND')")
