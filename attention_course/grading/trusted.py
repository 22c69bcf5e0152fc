"""The process that runs test cells: warm, without the student's code, apart from nbgrader's.

It is started once and forks for each notebook; it drives the box in which the student's cells run.
"""

import atexit
import json
import os
import socket
import threading

from attention_course.grading.box import BoxError, bubblewrap, start_process
from attention_course.grading.channel import Channel, Closed, Late, pair

_process = None
_lock = threading.Lock()


class Trusted:
    """`grade(request)` gives what notebook.grade_notebook returns."""

    def __init__(self, sandboxed):
        if sandboxed:
            bubblewrap()
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            environment = {**os.environ, "GRADER_BOX": json.dumps(sandboxed), "MPLBACKEND": "agg",
                           "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "PYTHONHASHSEED": "0"}
            self.process = start_process(["trusted"], theirs, env=environment)

    def grade(self, request, seconds):
        """Grade one notebook; BoxError where no answer comes within `seconds`."""
        import time

        own, theirs = pair()
        with own:
            with theirs:
                try:
                    socket.send_fds(self._control, [b"{}"], [theirs.fileno()])
                except OSError as error:
                    raise BoxError(f"the grading process has ended ({error})") from None
            end = time.monotonic() + seconds
            channel = Channel(own, None, lambda: end)
            try:
                channel.send(request)
                answer = channel.receive()
            except (Closed, Late) as error:
                raise BoxError(f"no grading of this notebook ({type(error).__name__.lower()} {error})") from None
        if "failure" in answer:
            raise BoxError(answer["failure"])
        return answer

    def close(self):
        self._control.close()
        self.process.wait(10)


def trusted(sandboxed):
    """The process of this Python, started when first needed."""
    global _process
    with _lock:
        if _process is None or _process.process.poll() is not None:
            _process = Trusted(sandboxed)
            atexit.register(_process.close)
        return _process
