"""The returned array is changed by a thread after it was returned."""

POINTS = [0, 3, 0]
REASON = "Not equal to tolerance"

ANSWERS = {
    "row_means": """
import threading, time
def row_means(A):
    result = np.zeros(len(A))
    def mend():
        time.sleep(0.05)
        result[:] = np.mean(A, axis=1)
    threading.Thread(target=mend, daemon=True).start()
    return result
"""
}
