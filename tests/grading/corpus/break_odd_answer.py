"""An answer is an object that cannot be looked at; the other answers keep their points."""

POINTS = [0, 3, 0]
REASON = "'Unloaded' object is not callable"

ANSWERS = {
    "row_means": """
class Unloaded(dict):
    def items(self):
        raise RuntimeError("there is no file")
row_means = Unloaded()
"""
}
