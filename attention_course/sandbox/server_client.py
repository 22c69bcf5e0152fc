"""The client of a server: a process with everything imported, which forks for each request (see forkserver.py)."""

import atexit
import contextlib
import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Sequence
from typing import Any

from attention_course.sandbox.bubblewrap import SandboxError, find_bubblewrap, thread_limits
from attention_course.sandbox.channel import Channel, Closed, TimedOut, pack, pair
from attention_course.sandbox.records import (
    ForkRequest,
    NotebookRequest,
    NotebookResponse,
    PrepareRequest,
    PrepareResponse,
)
from attention_course.sandbox.values import Malformed

PREPARED = 120  # seconds for a server to import modules

_shared: "ServerClient | None" = None
_learned: set[str] = set()  # modules that it has imported, cells that it has compiled, roots and hooks that it knows
_lock = threading.Lock()


class Ended(Exception):
    """The fork that served a request ended without an answer, or took too long (`late`)."""

    def __init__(self, text: str, late: bool = False):
        super().__init__(text)
        self.late = late


class ServerEnded(SandboxError):
    """The server itself has ended: a new one is needed."""


class ServerClient:
    """`ask(request, seconds)` returns the answer of a fresh fork or, with `here`, of the server itself; several threads
    may ask at once.

    `module` is what the server runs, such as test_process.py, which runs one notebook for each request. `keep` are file
    descriptors that stay open as long as the server and its forks live.
    """

    def __init__(self, module: str, sandboxed: bool, keep: Iterable[int] = ()):
        if not hasattr(os, "fork"):
            raise SandboxError("grading needs Linux or macOS; on Windows use it inside WSL 2")
        if sandboxed:
            find_bubblewrap()
        self._owner = os.getpid()
        self._control, theirs = socket.socketpair()
        environment = {
            **os.environ,
            **thread_limits(),
            "ATTENTION_COURSE_SANDBOXED": json.dumps(sandboxed),
            "MPLBACKEND": "agg",
        }
        with theirs:
            command = [sys.executable, "-P", "-m", module, str(theirs.fileno())]
            self.process = subprocess.Popen(
                command,
                pass_fds=[theirs.fileno(), *keep],
                stdin=subprocess.DEVNULL,
                env=environment,
                process_group=0,  # Ctrl-C is for the client, which then ends the server
            )

    def ask(self, request: dict[str, Any], seconds: float, here: bool = False) -> dict[str, Any]:
        """The response to a request, both as JSON data. Raises Ended, and ServerEnded if the server has ended."""
        with contextlib.closing(Session(self, here=here)) as session:
            return session.ask(request, seconds)

    def open(self, here: bool) -> socket.socket:
        """A connection to a fresh fork or, if `here`, to the server itself."""
        own, theirs = pair()
        with theirs:
            try:
                socket.send_fds(self._control, [pack(ForkRequest(here=here).to_data())], [theirs.fileno()])
            except OSError as error:
                own.close()
                raise ServerEnded(f"a process of the grader has ended ({error})") from None
        return own

    def alive(self) -> bool:
        """Whether the server runs: it alone holds the other end of the socket."""
        try:
            return bool(self._control.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT))
        except BlockingIOError:
            return True
        except OSError:
            return False

    def close(self, wait: float = 10) -> None:
        """End the server, and with it its forks; after `wait` seconds, by force."""
        self._control.close()
        if os.getpid() == self._owner:
            try:
                self.process.wait(wait)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()


class Session:
    """Asks the same fork of a server up to `requests` times, then another one, as it does when the fork has ended. For
    use by one thread at a time."""

    def __init__(self, server: ServerClient, requests: int = 1, here: bool = False):
        self.server, self.requests, self.here = server, requests, here
        self._channel: Channel | None = None
        self._end, self._asked = 0.0, 0

    def ask(self, request: dict[str, Any], seconds: float) -> dict[str, Any]:
        """See ServerClient.ask."""
        try:
            channel = self._send(request, seconds)
            response = channel.receive()
        except TimedOut:
            self.close()
            raise Ended(f"took more than {seconds:g} seconds", late=True) from None
        except Closed:
            self.close()
            if not self.server.alive():
                raise ServerEnded("a process of the grader has ended") from None
            raise Ended("ended without a result") from None
        except BaseException:
            self.close()
            raise
        self._asked += 1
        if self._asked >= self.requests:
            self.close()
        return response

    def _send(self, request, seconds):
        """Send the request, to a new fork if the last one has ended; returns the channel of the answer."""
        self._end = time.monotonic() + seconds
        if self._channel is not None:
            try:
                self._channel.send(request)
                return self._channel
            except Closed:
                self.close()
        self._channel = Channel(self.server.open(self.here), deadline=lambda: self._end)
        self._channel.send(request)
        return self._channel

    def close(self) -> None:
        """Let the fork end."""
        if self._channel is not None:
            self._channel.close()
        self._channel, self._asked = None, 0


def sandboxed() -> bool:
    """Whether this process was told to run student code in a sandbox."""
    return os.environ.get("ATTENTION_COURSE_SANDBOXED") != "false"


def shared_server(sandboxed: bool) -> ServerClient:
    """The server that forks test processes, one in this Python, started when first needed and whenever it has ended."""
    global _shared
    with _lock:
        if _shared is not None and not _shared.alive():
            _shared.close()
            _shared = None
        if _shared is None:
            _shared = ServerClient("attention_course.sandbox.test_process", sandboxed)
            _learned.clear()
            atexit.register(_shared.close)
        return _shared


def shared_server_with(
    modules: Iterable[str], cells: Iterable[str], roots: Sequence[str], namespace_hook: str | None, sandboxed: bool
) -> ServerClient:
    """`shared_server` with these modules imported, these test cells compiled, and the `roots` and the `namespace_hook`
    of requests known."""
    server = shared_server(sandboxed)
    new = {*modules, *cells, "\0".join(roots), namespace_hook or ""} - _learned
    if new:
        request = PrepareRequest(
            modules=sorted(new & {*modules}),
            cells=sorted(new & {*cells}),
            roots=[*roots],
            namespace_hook=namespace_hook,
        )
        server.ask(request.to_data(), PREPARED, here=True)
        _learned.update(new)
    return server


def failing_imports(statements: Iterable[str], sandboxed: bool) -> dict[str, str]:
    """{statement: its error} of the import statements that fail where tests run."""
    request = PrepareRequest(statements=sorted(set(statements)))
    response = shared_server(sandboxed).ask(request.to_data(), PREPARED, here=True)
    return PrepareResponse.from_data(response).failed


def run(
    request: NotebookRequest, *, modules: Iterable[str] = (), sandboxed: bool = True, seconds: float | None = None
) -> NotebookResponse:
    """Run a notebook in a test process of the shared server, which imports `modules` beforehand.

    A process may be killed through no fault of the notebook, alone or with its server; the notebook is then run once
    more. Raises Ended, and SandboxError if no sandbox is available.
    """
    seconds = 2 * request.limits.total_seconds + 60 if seconds is None else seconds
    cells = [cell.source for cell in request.cells if cell.kind != "student"]
    for last in (False, True):
        try:
            server = shared_server_with(modules, cells, request.roots, request.namespace_hook, sandboxed)
            response = NotebookResponse.from_data(server.ask(request.to_data(), seconds))
        except Malformed as error:
            raise SandboxError(f"the test process answered with {error}") from None
        except (Ended, ServerEnded) as error:
            if last or (isinstance(error, Ended) and error.late):
                raise
            continue
        if response.failure is not None:
            raise SandboxError(response.failure)
        return response
    raise AssertionError("not reached")
