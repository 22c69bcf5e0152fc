"""Names of files and of a kernel hold line ends and commands to a terminal, to forge lines of the instructor's summary."""

POINTS = [4, 3, 2]
IRREGULAR = "extra notebook a?  zoe, 01_small: copied.ipynb"


def hand_in(folder, release, write):
    release.metadata["kernelspec"] = {"language": "\x1b]0;title\x07\n\u202etxt"}
    write(release)
    for name in ("a\n  zoe, 01_small: copied.ipynb", "b\x1b[31m\x9b2J.ipynb"):
        (folder / name).write_text("x")
