"""Leaves marks for other submissions wherever it may write, and looks for theirs."""

POINTS = [4, 3, 2]

ANSWERS = {
    "row_means": """
import glob, os, socket, time
for place in ("/tmp", "/tmp/home", "/dev/shm", "/dev", "/run", "/var/tmp", "."):
    if glob.glob(place + "/neighbour-mark*"):
        print("FOUND", place)
    try:
        open(place + "/neighbour-mark", "w").close()
        os.rename(place + "/neighbour-mark", place + "/neighbour-mark-" + str(time.time()))
    except OSError:
        pass
talk = socket.socket(socket.AF_UNIX)
try:
    talk.bind("\\0neighbour")
    talk.listen()
    time.sleep(1)
except OSError:
    print("FOUND a neighbour's socket")
def row_means(A):
    return np.mean(A, axis=1)
"""
}
