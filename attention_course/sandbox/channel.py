"""Messages between two processes: a length of 8 bytes, then JSON. Each side may ask while it waits for an answer.

A request is a dict with "op"; anything else is an answer. Requests nest as function calls do: while one side waits for
an answer, it serves the other side's requests, so a function here can call one over there that calls back.
"""

import json
import socket
import struct
import time
from collections.abc import Callable
from typing import Any

from attention_course.sandbox.values import Malformed

MAX_MESSAGE = 192 * 2**20  # bytes
MAX_NESTING = 60
REQUEST = 1024  # bytes of a request on the control socket of a fork server
HEAD = struct.Struct(">Q")


class Closed(Exception):
    """The other process has ended."""


class TimedOut(Exception):
    """No answer before the deadline."""


class Channel:
    """One end of the connection.

    `serve(request)` returns the answer to a request from the other side. `deadline()` returns the time (of
    time.monotonic) after which waiting ends with TimedOut, or None for no limit.
    """

    def __init__(
        self,
        connection: socket.socket,
        serve: Callable[[dict[str, Any]], dict[str, Any]] | None = None,
        deadline: Callable[[], float | None] = lambda: None,
    ):
        self.connection, self.serve, self.deadline = connection, serve, deadline
        self.nesting = 0
        self._buffer = bytearray()

    def ask(self, request: dict[str, Any]) -> dict[str, Any]:
        """Send a request and wait for its answer, serving the other side's requests meanwhile."""
        self.send(request)
        while True:
            message = self.receive()
            if "op" not in message:
                return message
            self.answer(message)

    def answer(self, request: dict[str, Any]) -> None:
        """Serve one request and send the answer."""
        if self.serve is None or self.nesting >= MAX_NESTING:
            raise Malformed("requests nested too deeply")
        self.nesting += 1
        try:
            self.send(self.serve(request))
        finally:
            self.nesting -= 1

    def send(self, message: dict[str, Any]) -> None:
        data = json.dumps(message).encode("ascii")
        if len(data) > MAX_MESSAGE:
            raise Malformed(f"a message of {len(data)} bytes, more than {MAX_MESSAGE}")
        try:
            self._limit_wait()
            self.connection.sendall(HEAD.pack(len(data)) + data)
        except TimeoutError:
            raise TimedOut from None
        except OSError as error:
            raise Closed(str(error)) from None

    def receive(self) -> dict[str, Any]:
        """The next message. After TimedOut, calling it again resumes where it stopped."""
        self._fill(HEAD.size)
        (length,) = HEAD.unpack_from(self._buffer)
        if length > MAX_MESSAGE:
            raise Malformed(f"a message of {length} bytes")
        self._fill(HEAD.size + length)
        data = self._buffer[HEAD.size : HEAD.size + length]
        del self._buffer[: HEAD.size + length]
        try:
            message = json.loads(data.decode("ascii"))  # `dumps` writes no other
        except (ValueError, RecursionError, MemoryError) as error:
            raise Malformed(f"a message that is not JSON: {type(error).__name__}") from None
        if not isinstance(message, dict):
            raise Malformed("a message that is neither a request nor an answer")
        return message

    def _fill(self, count: int) -> None:
        while len(self._buffer) < count:
            try:
                self._limit_wait()
                part = self.connection.recv(2**16 if count < 2**16 else 2**20)
            except TimeoutError:
                raise TimedOut from None
            except OSError as error:
                raise Closed(str(error)) from None
            if not part:
                raise Closed("end of data")
            self._buffer += part

    def _limit_wait(self) -> None:
        deadline = self.deadline()
        if deadline is None:
            self.connection.settimeout(None)
            return
        left = deadline - time.monotonic()
        if left <= 0:
            raise TimedOut
        self.connection.settimeout(left)

    def close(self) -> None:
        self.connection.close()


def pair() -> tuple[socket.socket, socket.socket]:
    """Two connected sockets."""
    return socket.socketpair()


def pack(request: dict[str, Any]) -> bytes:
    """A request to forkserver.serve as bytes, always of the same size, so that several processes may send at once.
    Raises ValueError if it does not fit: the rest would be read as the next request."""
    data = json.dumps(request).encode("ascii")
    if len(data) > REQUEST:
        raise ValueError(f"a request of {len(data)} bytes, expected at most {REQUEST}")
    return data.ljust(REQUEST)
