"""Starts student processes: a warm server inside the sandbox forks once per submission.

See SECURITY.md for what the sandbox keeps in and out.
"""

import contextlib
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from typing import Any, Literal

from attention_course.sandbox.bubblewrap import SandboxError, bubblewrap_command, find_bubblewrap, student_environment
from attention_course.sandbox.channel import Channel, pack, pair
from attention_course.sandbox.records import EndReport, ForkRequest, PrepareRequest, ProcessLimits
from attention_course.sandbox.values import Malformed

READY = 60  # seconds for a sandbox to start, imports included

Mode = Literal["own", "sandbox", "none"]


class NotNested(SandboxError):
    """A sandbox that does not allow namespaces inside it."""


class Sandbox:
    """Where submissions run. `mode` is "own" (a fork in namespaces of its own), "sandbox" (a sandbox for
    each, where namespaces cannot be nested) or "none" (unsandboxed)."""

    def __init__(self, mode: Mode):
        self.mode = mode
        self._modules: list[str] = []
        self._server = None if mode == "sandbox" else StudentServer(mode != "none")

    @classmethod
    def start(cls, sandboxed: bool = True) -> "Sandbox":
        """The sandbox of this process, warm."""
        if not sandboxed:
            return cls("none")
        find_bubblewrap()
        sandbox = cls("own")
        try:
            StudentSession(sandbox, 2 * 2**30, 128 * 2**20, 300).close()
        except NotNested:
            sandbox.close()
            sandbox = cls("sandbox")
        return sandbox

    def open(self, limits: ProcessLimits, folder: str | None) -> tuple[socket.socket, socket.socket, Any]:
        """A new process for one submission: (connection, lifeline, server to close at the end, or None)."""
        server = self._server or StudentServer(True)  # first: if it cannot start, nothing is left open
        own, theirs = pair()
        lifeline, their_lifeline = pair()
        request = pack(ForkRequest(isolation=self.mode, limits=limits, folder=folder).to_data())
        with theirs, their_lifeline:
            try:
                socket.send_fds(server.control, [request], [theirs.fileno(), their_lifeline.fileno()])
            except OSError:  # the server has ended: the caller sees its connection end
                pass
        return own, lifeline, None if server is self._server else server

    def learn(self, modules: list[str]) -> None:
        """Import modules in the server, so that submissions start with them."""
        self._modules = sorted({*self._modules, *modules})
        if self._server is None:
            return
        own, theirs = pair()
        with own, contextlib.suppress(OSError):  # a server that has ended is replaced when it is needed
            with theirs:
                socket.send_fds(self._server.control, [pack(ForkRequest(here=True).to_data())], [theirs.fileno()])
            Channel(own).send(PrepareRequest(modules=modules).to_data())

    def revive(self, even_if_alive: bool = False) -> None:
        """Start the server again if it has ended. A fork of this process cannot tell, and passes `even_if_alive`."""
        if self._server is not None and (even_if_alive or self._server.process.poll() is not None):
            self._server.control.close()
            self._server = StudentServer(self.mode != "none")
            if self._modules:
                self.learn(self._modules)

    def close(self) -> None:
        """End the server, and with it all student processes."""
        if self._server is not None:
            self._server.close()


class StudentSession:
    """The process of one submission: a connection, and a lifeline to interrupt it and to learn how it ended."""

    def __init__(self, sandbox: Sandbox, memory: int, disk: int, seconds: float):
        limits = ProcessLimits(memory=memory, disk=disk, seconds=seconds, count_processes=counts_processes())
        self._folder = tempfile.TemporaryDirectory(prefix="unsandboxed-") if sandbox.mode == "none" else None
        first = self._open(sandbox, limits)
        if not first:
            self._close_connection()
            sandbox.revive(even_if_alive=True)
            first = self._open(sandbox, limits)
        if first[:1] != b"\0":
            self.close()
            reason = first[1:].decode(errors="replace")
            raise NotNested(reason) if first else SandboxError("the sandbox did not open")

    def _open(self, sandbox: Sandbox, limits: ProcessLimits) -> bytes:
        """What the new process says first: a zero byte, or why it cannot start. Empty if there is no process."""
        folder = self._folder.name if self._folder else None
        self.connection, self.lifeline, self._own_server = sandbox.open(limits, folder)
        self.connection.settimeout(READY)
        try:
            return self.connection.recv(1000)
        except OSError:
            return b""

    def interrupt(self) -> None:
        """Raise KeyboardInterrupt in the student process."""
        with contextlib.suppress(OSError):
            self.lifeline.send(b"I")

    def how_it_ended(self, wait: float = 2) -> EndReport | None:
        """How the process ended, as its supervisor reports it; None if the supervisor has ended as well."""
        self.lifeline.settimeout(wait)
        try:
            return EndReport.from_data(json.loads(self.lifeline.recv(1000)))
        except (OSError, ValueError, Malformed):
            return None

    def close(self, wait: bool = False) -> None:
        """Kill the process and whatever it has started; with `wait`, return only when it is gone."""
        self._close_connection(wait)
        if self._folder:
            time.sleep(0.05)
            self._folder.cleanup()

    def _close_connection(self, wait: bool = False) -> None:
        self.connection.close()
        if wait:
            with contextlib.suppress(OSError):
                self.lifeline.shutdown(socket.SHUT_WR)
                self.how_it_ended()
        self.lifeline.close()
        if self._own_server is not None:
            self._own_server.close()


def counts_processes() -> bool:
    """Whether the kernel counts processes by namespace (since 5.14); older ones count all processes of the user."""
    release = os.uname().release.split(".")
    return (int(release[0]), int(release[1])) >= (5, 14) if release[0].isdigit() else False


class StudentServer:
    """A warm process that forks student processes, and the socket on which it takes requests."""

    def __init__(self, sandboxed: bool):
        around = bubblewrap_command() if sandboxed else ()  # first: if there is no sandbox, nothing is left open
        self.control, theirs = socket.socketpair()
        with theirs:
            module = "attention_course.sandbox.student_process"
            command = [*around, sys.executable, "-P", "-m", module, str(theirs.fileno())]
            environment = None if sandboxed else {**os.environ, **student_environment()}
            self.process = subprocess.Popen(
                command, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL, env=environment
            )

    def close(self) -> None:
        """End the server, and with it its forks."""
        self.control.close()
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
