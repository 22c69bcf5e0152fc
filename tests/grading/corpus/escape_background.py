"""Starts processes that should outlive the cell and the grading."""

POINTS = [4, 3, 2]

ANSWERS = {
    "row_means": """
import os, subprocess
subprocess.Popen(["sleep", "987651"], start_new_session=True)
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        os.execvp("sleep", ["sleep", "987652"])
    os._exit(0)
os.system("nohup sleep 987653 >/dev/null 2>&1 &")
def row_means(A):
    return np.mean(A, axis=1)
"""
}
