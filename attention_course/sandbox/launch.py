"""The sandbox in which student code runs: a bubblewrap sandbox with a warm process that forks once per submission.

See SECURITY.md for what it keeps in and out.
"""

import contextlib
import json
import os
import socket
import subprocess
import sys
import tempfile
import time

from attention_course.sandbox.bubblewrap import SandboxError, bubblewrap_command, find_bubblewrap, student_environment
from attention_course.sandbox.channel import pack, pair

READY = 60  # seconds for a sandbox to stand, imports included


class Sandbox:
    """Where submissions run. `mode` is "own" (a fork in namespaces of its own), "sandbox" (a sandbox for
    each, where namespaces cannot be nested) or "none" (unsandboxed)."""

    def __init__(self, mode):
        self.mode = mode
        self._process = None if mode == "sandbox" else StudentServer(mode != "none")

    @classmethod
    def start(cls, sandboxed=True):
        """The sandbox of this process, warm."""
        if not sandboxed:
            return cls("none")
        find_bubblewrap()
        sandbox = cls("own")
        try:
            StudentSession(sandbox, **DEFAULT_LIMITS).close()
        except NotNested:
            sandbox.close()
            sandbox = cls("sandbox")
        return sandbox

    def open(self, request):
        """(connection, lifeline, what to close in the end) of a new process for one submission."""
        own, theirs = pair()
        lifeline, their_lifeline = pair()
        process = self._process or StudentServer(True)
        with theirs, their_lifeline:
            try:
                socket.send_fds(
                    process.control,
                    [pack({**request, "isolation": self.mode})],
                    [theirs.fileno(), their_lifeline.fileno()],
                )
            except OSError as error:
                raise SandboxError(f"the sandbox has ended ({error})") from None
        return own, lifeline, None if process is self._process else process

    def learn(self, modules):
        """Have modules imported where submissions are forked from."""
        if self._process is not None:
            own, theirs = pair()
            with own, theirs:
                for start in range(0, len(modules), 10):
                    request = pack({"here": True, "modules": modules[start : start + 10]})
                    socket.send_fds(self._process.control, [request], [theirs.fileno()])

    def close(self):
        if self._process is not None:
            self._process.close()


class NotNested(SandboxError):
    """A sandbox that does not allow namespaces inside it."""


DEFAULT_LIMITS = {"memory": 2 * 2**30, "disk": 128 * 2**20, "seconds": 300}


class StudentSession:
    """The process of one submission: a connection, and a lifeline to interrupt it and to learn how it ended."""

    def __init__(self, sandbox, memory, disk, seconds):
        limits = {"memory": memory, "disk": disk, "seconds": seconds, "count_processes": counts_processes()}
        self._folder = tempfile.TemporaryDirectory(prefix="unsandboxed-") if sandbox.mode == "none" else None
        folder = {"folder": self._folder.name} if self._folder else {}
        self.connection, self.lifeline, self._own_server = sandbox.open({"limits": limits, **folder})
        self.connection.settimeout(READY)
        try:
            first = self.connection.recv(1000)
        except TimeoutError:
            first = b""
        if first[:1] != b"\0":
            self.close()
            reason = first[1:].decode(errors="replace")
            raise NotNested(reason) if first else SandboxError("the sandbox did not open")

    def interrupt(self):
        try:
            self.lifeline.send(b"I")
        except OSError:
            pass

    def how_it_ended(self, wait=2):
        """{"status": exit code or minus a signal, "reason": "memory" or None} of a process that has ended, or {}."""
        self.lifeline.settimeout(wait)
        try:
            return json.loads(self.lifeline.recv(1000) or b"{}")
        except (OSError, ValueError):
            return {}

    def close(self, wait=False):
        """Kill the process and whatever it has started; with `wait`, until it is gone."""
        self.connection.close()
        if wait:
            with contextlib.suppress(OSError):
                self.lifeline.shutdown(socket.SHUT_WR)
                self.how_it_ended()
        self.lifeline.close()
        if self._own_server is not None:
            self._own_server.close()
        if self._folder:
            time.sleep(0.05)
            self._folder.cleanup()


def counts_processes():
    """Whether the kernel counts processes by namespace (since 5.14); before, it counts all of the user's."""
    release = os.uname().release.split(".")
    return (int(release[0]), int(release[1])) >= (5, 14) if release[0].isdigit() else False


class StudentServer:
    """A warm process that can run student code, and the socket on which it takes requests."""

    def __init__(self, sandboxed):
        self.control, theirs = socket.socketpair()
        with theirs:
            command = [
                *(bubblewrap_command() if sandboxed else ()),
                sys.executable,
                "-P",
                "-m",
                "attention_course.sandbox.student_process",
                str(theirs.fileno()),
            ]
            options = {} if sandboxed else {"env": {**os.environ, **student_environment()}}
            self.process = subprocess.Popen(command, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL, **options)

    def close(self):
        self.control.close()
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
