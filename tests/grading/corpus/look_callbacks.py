"""Asks the grader for functions that were never offered."""

POINTS = [0, 3, 0]

ANSWERS = {
    "row_means": """
import gc
def row_means(A):
    for thing in gc.get_objects():
        if type(thing).__name__ == "StudentProcess":
            request = {"op": "callback", "ref": 0, "args": [], "kwargs": {"t": "dict", "items": []}}
            return thing.channel.ask(request)["result"]
"""
}
