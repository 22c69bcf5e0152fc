"""A warm process imports everything once, then forks for each request on its socket.

It is started with the number of an inherited socket. A request there is REQUEST bytes of JSON, with the sockets that
the fork answers on attached: once (`answer`), or, where no code of a student ran in it, again and again (`answer_all`).
"""

import contextlib
import functools
import gc
import json
import math
import os
import resource
import signal
import socket
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from attention_course.sandbox.channel import REQUEST, Channel, Closed
from attention_course.sandbox.isolate import address_space
from attention_course.sandbox.own_folder import OwnFolder
from attention_course.sandbox.records import ForkRequest, Record

Request = TypeVar("Request", bound=Record)
MEMORY = 3 * 2**30  # bytes that a fork of the grader itself may take for one submission
PROCESSOR = 660  # seconds of a processor that it may take; nobody waits longer for it
GROWTH = 256 * 2**20  # bytes that it may have grown by when it takes another


@contextlib.contextmanager
def own_temporary_folder() -> Iterator[None]:
    """One folder for all temporary files of this process and its forks: one that is killed tidies nothing up."""
    with OwnFolder() as folder:
        tempfile.tempdir = os.environ["TMPDIR"] = folder
        yield


def serve(number: str, handle: Callable[..., None], before_fork: Callable[[], object] = lambda: None) -> None:
    """Serve requests from the socket of this number, each in a fork, until its other end is closed everywhere.

    A request with "here" is served by this process itself, whose later forks then know what it has learned.
    `before_fork` is called before each fork.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the grader, which then ends us
    control = socket.socket(fileno=int(number))
    forks: set[int] = set()
    while True:
        data, descriptors, _, _ = socket.recv_fds(control, REQUEST, 4)
        if not data:
            _end(forks)
            return
        request, sockets = (
            ForkRequest.from_data(json.loads(data)),
            [socket.socket(fileno=number) for number in descriptors],
        )
        if not request.here:
            before_fork()
        if request.here:
            with contextlib.suppress(Closed):  # who asked has ended; others have not
                handle(request, *sockets)
        elif (fork := os.fork()) == 0:
            _die_with_parent()
            control.close()
            end_with(functools.partial(handle, request, *sockets))
        else:
            forks.add(fork)
        for connection in sockets:
            connection.close()
        _reap(forks)


def _reap(forks):
    """Forget children that have ended."""
    with contextlib.suppress(ChildProcessError):
        while (ended := os.waitpid(-1, os.WNOHANG)[0]) != 0:
            forks.discard(ended)


def _end(forks):
    """End the forks that are left, before the folder is removed that they write to."""
    _reap(forks)
    for fork in forks:
        with contextlib.suppress(OSError):
            os.kill(fork, signal.SIGKILL)
            os.waitpid(fork, 0)


def _die_with_parent():
    if sys.platform.startswith("linux"):
        import ctypes

        ctypes.CDLL(None).prctl(1, signal.SIGKILL, 0, 0, 0)  # PR_SET_PDEATHSIG


def end_with(function: Callable[[], None]) -> None:
    """Call a function and end this fork, whatever happens."""
    try:
        function()
    except Closed:
        pass  # who asked has ended
    except Exception:
        traceback.print_exc()  # an error of ours: a student's code has /dev/null there
    finally:
        sys.stderr.flush()
        os._exit(0)


def answer(connection: socket.socket, function: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    """Read one request from the connection, as JSON data, and send back what the function makes of it."""
    channel = Channel(connection)
    channel.send(function(channel.receive()))


def answer_all(connection: socket.socket, function: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    """`answer` to request after request, each with limits of its own, until the other end is closed.

    Most of what a fork of a large process costs is what it copies the first time that it runs. One that has grown says
    by a closed socket, before its answer, that this was its last.
    """
    channel, start = Channel(connection), address_space() or 0
    with contextlib.suppress(Closed):
        while True:
            request = channel.receive()
            limit_own(for_good=False)
            made = function(request)
            grown = (address_space() or 0) - start > GROWTH
            if grown:
                connection.shutdown(socket.SHUT_RD)
            channel.send(made)
            if grown:
                return
            gc.collect()


def respond(connection: socket.socket, request: type[Request], function: Callable[[Request], Record]) -> None:
    """`answer` with records: the response that the function makes of a request."""
    answer(connection, lambda data: function(request.from_data(data)).to_data())


def limit_own(for_good: bool = True) -> None:
    """Limit what this process may take beyond what it has: a submission may be made to inflate, or to be read for ever.
    The kernel ends it, for what reads may be a loop in C that hears no signal of Python. Not `for_good`, the limit can
    be set anew for the next submission."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _limit(resource.RLIMIT_CPU, math.ceil(used.ru_utime + used.ru_stime) + PROCESSOR, for_good)
    space = address_space()
    if space is not None:
        _limit(resource.RLIMIT_AS, space + MEMORY, for_good)


def _limit(kind: int, value: int, for_good: bool) -> None:
    hard = resource.getrlimit(kind)[1]
    value = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(kind, (value, value if for_good else hard))
