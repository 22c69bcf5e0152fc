"""A file stands in place of the folder."""

POINTS = [0, 0, 0]
IRREGULAR = "the folder could not be read"
WHY = 0


def hand_in(folder, release, write):
    folder.parent.mkdir(parents=True)
    folder.write_text("here it is")
