"""An answer was merged with the test above it, and another one was typed into its test, above what stood there."""

from tests.grading.course import RIGHT

POINTS = [4, 3, 2]
IRREGULAR = "test cell row_means_test was edited"


def hand_in(folder, release, write):
    release.cells[3].source += "\n\n# my answer\n" + RIGHT["shares"]
    release.cells[7].source = "import math\n" + RIGHT["mean_shares"] + "\n\n" + release.cells[7].source
    del release.cells[4]
    write(release, mean_shares=release.cells[5].source)
