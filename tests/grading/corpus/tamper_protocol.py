"""The code finds the pipe to the grader and sends answers of its own, made up or malformed."""

POINTS = [0, 3, 0]

ANSWERS = {
    "row_means": """
import gc, json, socket, struct
def row_means(A):
    for thing in gc.get_objects():
        if type(thing) is socket.socket:
            none = {"t": "dict", "items": []}
            for message in (
                {"result": 4.0},
                {"op": "callback", "ref": 0, "args": [], "kwargs": none},
                {"op": "grade"},
                {"result": {"t": "array", "dtype": "O", "shape": [1], "data": ""}},
            ):
                data = json.dumps(message).encode()
                thing.sendall(struct.pack(">Q", len(data)) + data)
            thing.sendall(struct.pack(">Q", 2**60) + b"x")
    return np.zeros(len(A))
"""
}
