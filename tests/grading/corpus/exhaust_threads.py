"""Threads without end."""

POINTS = [0, 3, 0]

ANSWERS = {
    "row_means": """
import threading, time
def row_means(A):
    while True:
        threading.Thread(target=time.sleep, args=(1000,)).start()
"""
}
